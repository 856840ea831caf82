import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../wire.ts';
import { createParkedChecker } from './parked.ts';
import { calls, notebook, sent } from './wire.fixture.ts';

describe('the checker of slices that are left out', () => {
  type Case = Readonly<{ reason: string; heard: WireEvent; isTouched: boolean; parked: string[] }>;
  const plain = sent(calls.edit(1, {}));
  const refused: WireEvent = { ...plain, call: { ...plain.call, fault: 'plan-refused' } };
  const right: readonly Case[] = [
    { reason: 'none is', heard: plain, isTouched: false, parked: [] },
    { reason: 'the plan lacked what it asked', heard: refused, isTouched: false, parked: ['a'] },
    { reason: 'a human touched it', heard: plain, isTouched: true, parked: ['a'] },
  ];
  it.each(right)('is silent when $reason', (row) => expect(judged(row)).toEqual([]));

  const wrong: readonly Case[] = [
    { reason: 'without any reason', heard: plain, isTouched: false, parked: ['a'] },
    { reason: 'for the reason of another', heard: refused, isTouched: false, parked: ['b'] },
  ];
  it.each(wrong)('finds one that is left out $reason', (row) => {
    expect(judged(row)).toHaveLength(1);
  });

  function judged({ heard, isTouched, parked }: Case) {
    const { notes, find } = notebook();
    const sliceOf = () => 'a';
    const checker = createParkedChecker({ sliceOf, isTouched: () => isTouched, find });
    checker.onWire(heard);
    checker.judge(new Set(parked));
    return notes;
  }
});
