import { describe, expect, it } from 'vitest';
import type { StoredSlice } from '../observer.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { createSlicesChecker, type Sent } from './slices.ts';
import { notebook, startAt } from './wire.fixture.ts';

const later = stored({ id: 'b', startAt: startAt + hourMs, endAt: null });

describe('the checker of slices between two commands', () => {
  const unchanged: readonly { reason: string; slices: readonly StoredSlice[] }[] = [
    { reason: 'all stands as it stood', slices: [stored(), later] },
    { reason: 'a note was taken over from Timery', slices: [stored({ note: 'by hand' }), later] },
    { reason: 'the entry became known', slices: [stored({ entryId: 9 }), later] },
  ];
  it.each(unchanged)('is silent when $reason', ({ slices }) => {
    expect(between([stored(), later], slices)).toEqual([]);
  });

  const changed: readonly { reason: string; slices: readonly StoredSlice[] }[] = [
    { reason: 'a slice is lost', slices: [later] },
    { reason: 'a start moves', slices: [stored({ startAt: startAt + 1 }), later] },
    { reason: 'an end moves', slices: [stored({ endAt: startAt + 1 }), later] },
    { reason: 'what ran is closed', slices: [stored(), { ...later, endAt: startAt + 2 * hourMs }] },
    { reason: 'the category is another', slices: [stored({ category: 'Tea' }), later] },
    { reason: 'the lock is gone', slices: [stored({ isLocked: true }), later] },
    { reason: 'a slice appears', slices: [stored(), later, stored({ id: 'c' })] },
  ];
  it.each(changed)('finds that $reason', ({ slices }) => {
    expect(between([stored(), later], slices)).toHaveLength(1);
  });

  it('compares nothing after the days in sight have changed', () => {
    const { notes, find } = notebook();
    const checker = createSlicesChecker(find);
    checker.afterCommands([], [stored()]);
    checker.forget();
    checker.beforeCommands([]);
    expect(notes).toEqual([]);
  });

  function between(before: readonly StoredSlice[], after: readonly StoredSlice[]) {
    const { notes, find } = notebook();
    const checker = createSlicesChecker(find);
    checker.afterCommands([], before);
    checker.beforeCommands(after);
    return notes;
  }
});

describe('the checker of slices after a command', () => {
  const running = stored({ endAt: null });
  const shown = { id: 'a', start: new Date(startAt).toISOString(), end: null };
  const right: readonly { reason: string; sent: Sent; slices: readonly StoredSlice[] }[] = [
    {
      reason: 'what was answered is stored',
      sent: start({ status: 201, body: shown }),
      slices: [running],
    },
    {
      reason: 'the slice stands beside an action in the answer',
      sent: start({ status: 200, body: { action: 'started', slice: shown } }),
      slices: [running],
    },
    { reason: 'the program died, and had committed', sent: start(null), slices: [running] },
    { reason: 'a refusal has changed nothing', sent: start({ status: 422, body: {} }), slices: [] },
    {
      reason: 'another dimension runs beside',
      sent: start({ status: 201, body: shown }),
      slices: [running, stored({ id: 'b', dimension: 'SOCIAL', endAt: null })],
    },
    {
      reason: 'what was imported overlaps',
      sent: start({ status: 201, body: shown }),
      slices: [running, stored({ id: 'b', source: 'TIMERY' })],
    },
  ];
  it.each(right)('is silent when $reason', ({ sent, slices }) => {
    expect(faultsAfter(sent, slices)).toEqual([]);
  });

  const wrong: typeof right = [
    {
      reason: 'what was answered is not stored',
      sent: start({ status: 201, body: shown }),
      slices: [],
    },
    {
      reason: 'it is stored with another start',
      sent: start({ status: 201, body: shown }),
      slices: [stored({ endAt: null, startAt: startAt + 1 })],
    },
    {
      reason: 'a refusal has made a slice',
      sent: start({ status: 422, body: {} }),
      slices: [running],
    },
    { reason: 'the program failed', sent: start({ status: 500, body: {} }), slices: [] },
    {
      reason: 'two slices of a dimension overlap',
      sent: start(null),
      slices: [stored(), stored({ id: 'b', startAt: startAt + hourMs - 1, endAt: null })],
    },
    {
      reason: 'two run at once',
      sent: start(null),
      slices: [running, stored({ id: 'b', startAt: startAt + 1, endAt: null })],
    },
    {
      reason: 'a slice ends before it starts',
      sent: start(null),
      slices: [stored({ endAt: startAt - 1 })],
    },
  ];
  it.each(wrong)('finds that $reason', ({ sent, slices }) => {
    expect(faultsAfter(sent, slices)).toHaveLength(1);
  });

  function start(reply: Sent['reply']): Sent {
    return { command: { method: 'POST', path: '/api/engine/start' }, reply };
  }

  function faultsAfter(sent: Sent, slices: readonly StoredSlice[]) {
    const { notes, find } = notebook();
    const checker = createSlicesChecker(find);
    checker.afterCommands([], []);
    checker.afterCommands([sent], slices);
    return notes;
  }
});
