import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import { dimensions } from '../engine/slice.ts';
import { arbitrate, type Signal } from './arbitrate.ts';
import type { Begun } from './doer.ts';
import { automations, doers } from './doer.ts';
import { onceFreeChoices, type Rule, type RuleBody } from './rule.ts';
import { takeUp } from './takeUp.ts';

const category = fc.constantFrom('Coding', 'Gaming', 'Sleep');
const by = fc.constantFrom(...doers);
const instant = fc.nat(48 * 60).map((minute) => clock('00:00') + minute * 60_000);
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const subject = fc.oneof(fc.record({ source: by }), fc.record({ category }));
const body: fc.Arbitrary<RuleBody> = fc.oneof(
  fc.record({ kind: fc.constant('priority' as const), order: fc.array(subject) }),
  fc.record({ kind: fc.constant('manual-holds' as const), minutes: fc.nat(300) }),
  fc.record({ kind: fc.constant('hysteresis' as const), seconds: fc.nat(3600) }),
  fc.record({ kind: fc.constant('quiet-hours' as const), from: time, until: time }),
  fc.constant({ kind: 'protect' as const }),
);
const rule: fc.Arbitrary<Rule> = fc.record({
  name: fc.constant('R'),
  binds: fc.subarray([...automations]),
  dimensions: fc.subarray([...dimensions]),
  onceFree: fc.constantFrom(...onceFreeChoices),
  body,
});
const doer = fc.record({ by, key: fc.constantFrom('a', 'b') });
const signal: fc.Arbitrary<Signal> = fc.record({
  doer,
  dimension: fc.constantFrom(...dimensions),
  category: fc.option(category),
  at: instant,
});
const begun: fc.Arbitrary<Begun> = fc
  .record({ category, startAt: instant, lengthMs: fc.option(fc.nat(9_000_000)), doer })
  .map(({ lengthMs, ...one }) => ({
    ...one,
    endAt: lengthMs === null ? null : one.startAt + lengthMs,
  }));
const rules = fc.array(rule, { maxLength: 4 });
const past = fc
  .array(begun, { maxLength: 6 })
  .map((all) => all.toSorted((a, b) => a.startAt - b.startAt));
const timeZone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe');

test('a person is never held back, and without rules nobody is', () => {
  fc.assert(
    fc.property(rules, signal, fc.option(begun), timeZone, (all, asked, last, zone) => {
      const person = { ...asked, doer: { ...asked.doer, by: 'PERSON' as const } };
      expect(arbitrate(all, { signal: person, last, timeZone: zone }).kind).toBe('through');
      expect(arbitrate([], { signal: asked, last, timeZone: zone }).kind).toBe('through');
    }),
  );
});

test('nobody is kept from ending what they began', () => {
  fc.assert(
    fc.property(rules, signal, begun, timeZone, (all, asked, last, zone) => {
      const ending = { ...asked, category: null, doer: last.doer };
      expect(arbitrate(all, { signal: ending, last, timeZone: zone }).kind).toBe('through');
    }),
  );
});

test('a verdict holds until after it was asked', () => {
  fc.assert(
    fc.property(rules, signal, fc.option(begun), timeZone, (all, asked, last, zone) => {
      const verdict = arbitrate(all, { signal: asked, last, timeZone: zone });
      if (verdict.kind === 'through' || verdict.untilAt === null) return;
      expect(verdict.untilAt).toBeGreaterThan(asked.at);
    }),
  );
});

test('what is taken up begins no earlier than its signal, and where nothing holds it', () => {
  fc.assert(
    fc.property(rules, signal, past, timeZone, (all, asked, held, zone) => {
      const untilAt = asked.at + 86_400_000;
      const taken = takeUp(all, asked, { begun: held, untilAt, timeZone: zone });
      if (taken.kind !== 'free') return;
      const { at } = taken;
      expect(at).toBeGreaterThanOrEqual(asked.at);
      expect(at).toBeLessThanOrEqual(untilAt);
      const last = held.findLast(({ startAt }) => startAt <= at) ?? null;
      const verdict = arbitrate(all, { signal: { ...asked, at }, last, timeZone: zone });
      expect(verdict.kind).toBe('through');
    }),
  );
});
