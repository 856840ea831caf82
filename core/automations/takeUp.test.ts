import { expect, it } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import type { Signal } from './arbitrate.ts';
import type { Begun } from './doer.ts';
import { begunOf, hysteresis, manualHolds, protect, quiet, signalOf } from './rule.fixture.ts';
import type { Rule } from './rule.ts';
import { takeUp } from './takeUp.ts';

type Row = Readonly<{
  reason: string;
  rules: readonly Rule[];
  signal?: Signal;
  begun: readonly Begun[];
  until: string;
  /** A time of day, or why not. */
  taken: string;
}>;

const reading = (from: string, until: string) => begunOf('PERSON', from, { endAt: clock(until) });
const music = begunOf('PERSON', '09:30', { category: 'Music' });

const rows: readonly Row[] = [
  {
    reason: 'what held it ended',
    rules: [protect],
    begun: [reading('09:00', '09:30')],
    until: '09:45',
    taken: '09:30',
  },
  {
    reason: 'something else took its place, and holds it as well',
    rules: [protect],
    begun: [reading('09:00', '09:30'), music],
    until: '11:00',
    taken: 'waiting',
  },
  {
    reason: 'the time of the rule is over while it still runs',
    rules: [manualHolds],
    begun: [begunOf('PERSON', '09:00')],
    until: '12:00',
    taken: '10:00',
  },
  {
    reason: 'the cause went before',
    rules: [manualHolds],
    begun: [begunOf('PERSON', '09:00')],
    until: '09:59',
    taken: 'waiting',
  },
  {
    reason: 'one rule after the other holds it',
    rules: [hysteresis, protect],
    begun: [begunOf('PLACE', '09:09', { endAt: clock('09:10:30') }), reading('09:10:30', '09:40')],
    until: '10:00',
    taken: '09:40',
  },
  {
    reason: 'the night is over',
    rules: [quiet],
    signal: signalOf('DISCORD', '05:00'),
    begun: [],
    until: '08:00',
    taken: '07:00',
  },
  {
    reason: 'the rule drops what it holds',
    rules: [{ ...quiet, onceFree: 'drop' }],
    signal: signalOf('DISCORD', '05:00'),
    begun: [],
    until: '08:00',
    taken: 'dropped',
  },
  {
    reason: 'nothing holds it',
    rules: [],
    begun: [begunOf('PERSON', '09:00')],
    until: '09:45',
    taken: '09:10',
  },
];

it.each(rows)('a start of 09:10 is taken up at $taken: $reason', (row) => {
  const { rules, signal = signalOf('FOCUS', '09:10'), begun, until, taken } = row;
  const answer = takeUp(rules, signal, { begun, untilAt: clock(until), timeZone: 'UTC' });
  if (answer.kind === 'free') expect(answer.at).toBe(clock(taken));
  else expect(answer.kind).toBe(taken);
});
