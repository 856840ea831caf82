import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from './history.fixture.ts';
import { coding, mail, now, outcome, running } from './pastCommands.fixture.ts';
import type { Slice, SliceChange } from './slice.ts';
import { decideUndoMany } from './undoMany.ts';

describe('undoing many as one', () => {
  const inserted = (slice: Slice): SliceChange => ({ kind: 'insert', after: slice });
  const moved = (before: Slice, fields: Partial<Slice>): SliceChange => ({
    kind: 'update',
    before,
    after: { ...before, ...fields },
  });
  const answer = (changes: SliceChange[], rows: Slice[]) => {
    const current = new Map(rows.map((slice) => [slice.id, slice]));
    return outcome(rows, decideUndoMany(changes, { current, timeline: rows, now }));
  };
  const stopped = { ...running, endAt: now };

  test('takes away what was started and stopped, whatever runs meanwhile', () => {
    const changes = [inserted(running), moved(running, { endAt: now })];
    const other = sliceOf({ id: 'o', startAt: now, endAt: null });
    expect(answer(changes, [stopped, other])).toBe('coding 12:00-');
  });

  test('refuses where somebody else changed a slice in between', () => {
    const noted = { ...running, note: 'by hand' };
    const changes = [inserted(running), moved(noted, { endAt: now })];
    expect(answer(changes, [{ ...noted, endAt: now }])).toBe('undo_conflict');
  });

  test('refuses where somebody else changed a slice since', () => {
    expect(answer([inserted(running)], [stopped])).toBe('undo_conflict');
  });

  test('leaves alone what was undone already', () => {
    expect(answer([inserted(running)], [])).toBe('unchanged');
    const changes = [moved(mail, { note: 'x' }), moved(mail, { note: 'y' })];
    expect(answer(changes, [{ ...mail, note: 'y' }])).toBe('mail 10:00-10:30');
  });

  test('leaves alone what came and went, and was brought back by somebody', () => {
    const changes: SliceChange[] = [inserted(mail), { kind: 'delete', before: mail }];
    expect(answer(changes, [mail])).toBe('unchanged');
  });

  test('leaves alone what was changed there and back, whatever somebody wrote since', () => {
    const noted = { ...mail, note: 'x' };
    const changes = [moved(mail, { note: 'x' }), moved(noted, { note: null })];
    expect(answer(changes, [{ ...mail, note: 'by hand' }])).toBe('unchanged');
  });

  test('writes nothing where two slices exchanged their seconds', () => {
    const late = { ...coding, startAt: clock('09:30') };
    const early = { ...mail, startAt: clock('09:00'), endAt: clock('09:10') };
    const changes = [
      moved({ ...coding, endAt: clock('09:10') }, { ...late, startAt: clock('10:00') }),
      moved(mail, early),
    ];
    const rows = [{ ...late, startAt: clock('10:00') }, early];
    expect(answer(changes, rows)).toBe('undo_conflict');
  });

  test('moves slices of different dimensions and imported ones to the same second', () => {
    const call = sliceOf({ id: 'call', dimension: 'SOCIAL', startAt: clock('10:00') });
    const entry = sliceOf({ id: 'entry', source: 'TIMERY', startAt: clock('10:00') });
    const changes = [moved(mail, { startAt: clock('10:10') })];
    const rows = [{ ...mail, startAt: clock('10:10') }, call, entry];
    expect(answer(changes, rows)).toContain('mail 10:00-10:30');
  });

  test('brings imported history back wherever its second is taken', () => {
    const entry = sliceOf({ id: 'entry', source: 'TIMERY', categoryId: 'entry' });
    expect(answer([{ kind: 'delete', before: entry }], [coding])).toBe(
      'coding 09:00-10:00 | entry 09:00-10:00',
    );
  });

  test('frees a second before another takes it', () => {
    const later = { ...mail, startAt: clock('09:00'), endAt: clock('09:30') };
    const changes: SliceChange[] = [
      moved(coding, { startAt: clock('08:00'), endAt: clock('08:30') }),
      moved(mail, { startAt: clock('09:00'), endAt: clock('09:30') }),
    ];
    const rows = [{ ...coding, startAt: clock('08:00'), endAt: clock('08:30') }, later];
    expect(answer(changes, rows)).toBe('coding 09:00-10:00 | mail 10:00-10:30');
  });

  test('opens again what ran, once what was started since is gone', () => {
    const changes = [
      moved(running, { endAt: now }),
      inserted(sliceOf({ id: 'n', startAt: now, endAt: null })),
    ];
    const rows = [stopped, sliceOf({ id: 'n', startAt: now, endAt: null })];
    expect(answer(changes, rows)).toBe('coding 11:30-');
  });

  test.each<{ reason: string; beside: readonly Slice[] }>([
    { reason: 'alone', beside: [] },
    {
      reason: 'with imported history between the two',
      beside: [sliceOf({ id: 'entry', source: 'TIMERY', startAt: clock('09:30') })],
    },
    {
      reason: 'with a call between the two',
      beside: [sliceOf({ id: 'call', dimension: 'SOCIAL', startAt: clock('09:30') })],
    },
    {
      reason: 'with what was changed between the two and lies elsewhere',
      beside: [sliceOf({ id: 'late', startAt: clock('11:00'), endAt: clock('11:10') })],
    },
  ])('refuses where what comes back would run over what comes back beside it, $reason', (row) => {
    const wasLong = { ...coding, endAt: clock('10:10') };
    const others = row.beside.map((slice) => moved(slice, { note: 'x' }));
    const changes = [
      // A person let coding end later in between; nobody undoes that.
      moved(wasLong, { startAt: clock('08:00') }),
      ...others,
      moved(mail, { startAt: clock('10:15') }),
    ];
    const rows = changes.flatMap((change) => (change.kind === 'delete' ? [] : change.after));
    const current = new Map(rows.map((slice) => [slice.id, slice]));
    expect(decideUndoMany(changes, { current, timeline: rows, now })).toMatchObject({
      refusal: { code: 'undo_conflict', details: { sliceIds: ['a'] } },
    });
  });

  test('takes a note from what runs, and one from what is over', () => {
    const changes = [moved(mail, { note: 'x' }), moved(running, { note: 'x' })];
    const current = new Map(
      [mail, running].map((slice) => [slice.id, { ...slice, note: 'x' }] as const),
    );
    expect(
      decideUndoMany(changes, { current, timeline: [...current.values()], now }),
    ).toMatchObject({
      kind: 'changed',
      changes: [{ after: { note: null } }, { after: { note: null } }],
    });
  });

  test('closes what runs before it opens again what ran', () => {
    const noted = { ...mail, note: 'x' };
    const reopened = { ...noted, startAt: clock('11:50'), endAt: null };
    const changes: SliceChange[] = [
      moved(mail, { note: 'x' }),
      moved(running, { endAt: clock('11:40') }),
      { kind: 'update', before: noted, after: reopened },
    ];
    expect(answer(changes, [{ ...running, endAt: clock('11:40') }, reopened])).toBe(
      'mail 10:00-10:30 | coding 11:30-',
    );
  });

  test('names every slice where two exchanged their seconds', () => {
    const changes = [
      moved(coding, { startAt: clock('10:00'), endAt: clock('10:30') }),
      moved(mail, { startAt: clock('09:00'), endAt: clock('10:00') }),
    ];
    const rows = [
      { ...coding, startAt: clock('10:00'), endAt: clock('10:30') },
      { ...mail, startAt: clock('09:00'), endAt: clock('10:00') },
    ];
    const current = new Map(rows.map((slice) => [slice.id, slice]));
    expect(decideUndoMany(changes, { current, timeline: rows, now })).toMatchObject({
      refusal: { details: { sliceIds: ['a', 'm'] } },
    });
  });
});
