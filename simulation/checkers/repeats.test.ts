import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../wire.ts';
import { createRepeatsChecker } from './repeats.ts';
import { answered, calls, lost, notebook, sent, startSecond } from './wire.fixture.ts';

const create = calls.startAt(startSecond);
const unreachable = { ...lost(create), exchange: { kind: 'unreachable', reason: 'off' } } as const;

describe('the checker of repeated creates', () => {
  type Case = Readonly<{ reason: string; between: readonly WireEvent[] }>;
  const right: readonly Case[] = [
    {
      reason: 'a look came between',
      between: [lost(create), sent(calls.read), answered(calls.read, { body: [] })],
    },
    { reason: 'the first never left', between: [unreachable] },
    { reason: 'the first was refused', between: [answered(create, { status: 429 })] },
    { reason: 'the first was done, and its slice made anew', between: [answered(create)] },
  ];
  it.each(right)('is silent when $reason', ({ between }) => expect(heard(between)).toEqual([]));

  const wrong: readonly Case[] = [
    { reason: 'its reply was lost', between: [lost(create)] },
    { reason: 'Toggl failed', between: [answered(create, { status: 502 })] },
    { reason: 'the program died meanwhile', between: [] },
    { reason: 'the look was lost too', between: [lost(create), lost(calls.read)] },
    {
      reason: 'the look was refused',
      between: [lost(create), answered(calls.read, { status: 402 })],
    },
  ];
  it.each(wrong)('finds a create sent again when $reason', ({ between }) => {
    expect(heard(between)).toHaveLength(1);
  });

  it('tells creates of two slices apart', () => {
    const other = calls.startAt(startSecond + 1);
    const { notes, find } = notebook();
    const hear = createRepeatsChecker(find);
    for (const event of [sent(create), lost(create), sent(other)]) hear(event);
    expect(notes).toEqual([]);
  });

  function heard(between: readonly WireEvent[]) {
    const { notes, find } = notebook();
    const hear = createRepeatsChecker(find);
    for (const event of [sent(create), ...between, sent(create)]) hear(event);
    return notes;
  }
});
