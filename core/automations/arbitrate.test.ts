import { describe, expect, it, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import { arbitrate, type Signal } from './arbitrate.ts';
import type { Begun } from './doer.ts';
import { sayHeld } from './heldReason.ts';
import {
  begunOf,
  doer,
  hysteresis,
  manualHolds,
  protect,
  quiet,
  ruleOf,
  signalOf,
  sleepFirst,
} from './rule.fixture.ts';
import type { Rule } from './rule.ts';

const judge = (rules: readonly Rule[], signal: Signal, last: Begun | null) =>
  arbitrate(rules, { signal, last, timeZone: 'UTC' });

type Row = Readonly<{
  reason: string;
  rule: Rule;
  signal: Signal;
  last: Begun | null;
  /** null: let through. */
  because: RegExp | null;
}>;

const stop = { category: null } as const;
const gaming = { category: 'Gaming' } as const;
const reading = begunOf('PERSON', '09:00');

const rows: readonly Row[] = [
  {
    reason: 'a person began what runs a moment ago',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:59'),
    last: reading,
    because: /^Rule R: Reading, begun by hand at 09:00, holds until 10:00\.$/,
  },
  {
    reason: 'the time of the person is over',
    rule: manualHolds,
    signal: signalOf('FOCUS', '10:00'),
    last: reading,
    because: null,
  },
  {
    reason: 'a Focus going off would end what a person began',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:10', stop),
    last: reading,
    because: /Reading, begun by hand/,
  },
  {
    reason: 'what the person began has ended',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:30'),
    last: { ...reading, endAt: clock('09:20') },
    because: null,
  },
  {
    reason: 'a tag is a person, who may end what a person began',
    rule: manualHolds,
    signal: signalOf('NFC', '09:10'),
    last: reading,
    because: null,
  },
  {
    reason: 'the rule binds tags too',
    rule: { ...manualHolds, binds: ['NFC'] },
    signal: signalOf('NFC', '09:10'),
    last: reading,
    because: /begun by hand/,
  },
  {
    reason: 'a tag began it, which is a person',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:10'),
    last: begunOf('NFC', '09:00'),
    because: /begun by a tag/,
  },
  {
    reason: 'an automation began it',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:10'),
    last: begunOf('DISCORD', '09:00'),
    because: null,
  },
  {
    reason: 'the same category runs, so nothing would change',
    rule: manualHolds,
    signal: signalOf('FOCUS', '09:10', { category: 'reading ' }),
    last: reading,
    because: null,
  },
  {
    reason: 'the rule looks at another dimension',
    rule: { ...manualHolds, dimensions: ['SOCIAL'] },
    signal: signalOf('FOCUS', '09:10'),
    last: reading,
    because: null,
  },
  {
    reason: 'an automation switched a minute ago',
    rule: hysteresis,
    signal: signalOf('PLACE', '09:01'),
    last: begunOf('FOCUS', '09:00'),
    because: /Reading, begun by a Focus at 09:00, is not 120 s old/,
  },
  {
    reason: 'it ended since, and beginning again is a switch all the same',
    rule: hysteresis,
    signal: signalOf('PLACE', '09:01'),
    last: begunOf('FOCUS', '09:00', { endAt: clock('09:00:30') }),
    because: /is not 120 s old/,
  },
  {
    reason: 'ending is no switch',
    rule: hysteresis,
    signal: signalOf('PLACE', '09:01', stop),
    last: begunOf('FOCUS', '09:00'),
    because: null,
  },
  {
    reason: 'a person switched a minute ago',
    rule: hysteresis,
    signal: signalOf('PLACE', '09:01'),
    last: reading,
    because: null,
  },
  {
    reason: 'it is night',
    rule: quiet,
    signal: signalOf('DISCORD', '23:00'),
    last: null,
    because: /it is quiet from 22:00 to 07:00/,
  },
  {
    reason: 'it is morning again',
    rule: quiet,
    signal: signalOf('DISCORD', '07:00'),
    last: null,
    because: null,
  },
  {
    reason: 'ending is quiet',
    rule: quiet,
    signal: signalOf('DISCORD', '23:00', stop),
    last: begunOf('DISCORD', '21:00', gaming),
    because: null,
  },
  {
    reason: 'another automation began what runs',
    rule: protect,
    signal: signalOf('FOCUS', '09:10'),
    last: begunOf('DISCORD', '09:00'),
    because: /Reading, begun by Discord at 09:00, is not for another to end/,
  },
  {
    reason: 'it ends its own',
    rule: protect,
    signal: signalOf('FOCUS', '09:10', stop),
    last: begunOf('FOCUS', '09:00'),
    because: null,
  },
  {
    reason: 'another Focus began it',
    rule: protect,
    signal: signalOf('FOCUS', '09:10', { ...stop, doer: doer('FOCUS', 'trigger:Other') }),
    last: begunOf('FOCUS', '09:00'),
    because: /begun by a Focus/,
  },
  {
    reason: 'sleep comes before games',
    rule: sleepFirst,
    signal: signalOf('DISCORD', '09:10', gaming),
    last: begunOf('FOCUS', '09:00', { category: 'sleep' }),
    because: /^Rule Sleep first: sleep, begun by a Focus at 09:00, comes first\.$/,
  },
  {
    reason: 'what runs does not stand in the order',
    rule: sleepFirst,
    signal: signalOf('DISCORD', '09:10', gaming),
    last: reading,
    because: null,
  },
];

describe('one rule', () => {
  it.each(rows)('answers: $reason', ({ rule, signal, last, because }) => {
    const verdict = judge([rule], signal, last);
    if (because === null) expect(verdict.kind).toBe('through');
    else if (verdict.kind === 'held') expect(sayHeld(verdict, 'UTC')).toMatch(because);
    else expect.fail('it is held back');
  });

  it('tells until when it holds', () => {
    const untilOf = (rule: Rule, at: string, last: Begun | null) => {
      const verdict = judge([rule], signalOf('FOCUS', at), last);
      return verdict.kind === 'held' ? verdict.untilAt : undefined;
    };
    expect(untilOf(manualHolds, '09:10', reading)).toBe(clock('10:00'));
    expect(untilOf(hysteresis, '09:01', begunOf('PLACE', '09:00'))).toBe(clock('09:02'));
    expect(untilOf(quiet, '06:00', null)).toBe(clock('07:00'));
    expect(untilOf(protect, '09:10', reading)).toBeNull();
  });
});

describe('several rules', () => {
  const sleep = signalOf('FOCUS', '09:10', { category: 'Sleep' });
  const games = begunOf('DISCORD', '09:00', gaming);

  test('the first that has a say decides, so an exception stands before its rule', () => {
    expect(judge([sleepFirst, protect], sleep, games)).toEqual({
      kind: 'through',
      preferredBy: 'Sleep first',
    });
    expect(judge([protect, sleepFirst], sleep, games)).toMatchObject({ kind: 'held', rule: 'R' });
  });

  test('one that has no say leaves it to the next', () => {
    const named = ruleOf({ kind: 'protect' }, { name: 'Leave alone' });
    expect(judge([sleepFirst, named], signalOf('FOCUS', '09:10'), games)).toMatchObject({
      rule: 'Leave alone',
    });
  });
});
