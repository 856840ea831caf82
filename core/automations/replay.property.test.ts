import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dimensions, type Slice } from '../engine/slice.ts';
import { spanOf } from '../engine/timeline.ts';
import { anyCommands, emptyWorld, follow } from '../engine/world.fixture.ts';
import { overlaps } from '../time/range.ts';
import { automations, type Doer, doers } from './doer.ts';
import { type JournalEntry, replay } from './replay.ts';
import { onceFreeChoices, type Rule, type RuleBody } from './rule.ts';

const doer = fc.constantFrom(...doers).map((by): Doer => ({ by, key: by }));
const body = fc.constantFrom<RuleBody>(
  { kind: 'protect' },
  { kind: 'manual-holds', minutes: 1 },
  { kind: 'hysteresis', seconds: 5 },
  { kind: 'priority', order: [{ category: 'coding' }, { category: 'email' }] },
);
const rule: fc.Arbitrary<Rule> = fc.record({
  name: fc.constant('R'),
  binds: fc.constant(automations),
  dimensions: fc.constant(dimensions),
  onceFree: fc.constantFrom(...onceFreeChoices),
  body,
});
const lasting = fc.option(fc.nat(20_000));

/** Whatever was commanded, by whomever, in whatever order, while the clock was set as well. */
const history = fc
  .tuple(anyCommands, fc.array(doer, { minLength: 40, maxLength: 40 }))
  .map(([commands, who]) => {
    const entries: JournalEntry[] = [];
    const world = commands.reduce((before, command, i) => {
      const after = follow(before, command);
      const changes = after.journal[before.journal.length];
      const by = who[i] ?? { by: 'PERSON', key: 'PERSON' };
      if (changes !== undefined) {
        entries.push({ command: command.kind, at: before.now, doer: by, changes });
      }
      return after;
    }, emptyWorld());
    return { entries, world };
  });

function again(entries: readonly JournalEntry[], rules: readonly Rule[], lastsMs: number | null) {
  const given = {
    rules,
    timeZone: 'UTC',
    now: 2_000_000,
    opening: [],
    beganBy: (): Doer => ({ by: 'PERSON', key: '' }),
    categoryOf: (id: string) => id,
    causeEnd: ({ at }: JournalEntry) => (lastsMs === null ? null : at + lastsMs),
  };
  return replay(given, entries);
}

const ours = (slices: Iterable<Slice>) =>
  [...slices]
    .filter(({ source }) => source !== 'TIMERY')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('without rules it is what was recorded', () => {
  fc.assert(
    fc.property(history, lasting, ({ entries, world }, lastsMs) => {
      const { recorded, wouldBe, held } = again(entries, [], lastsMs);
      expect(ours(wouldBe)).toEqual(ours(world.history.values()));
      expect(ours(recorded)).toEqual(ours(world.history.values()));
      expect(held).toEqual([]);
    }),
  );
});

test('whatever the rules, one slice runs at most and none overlap', () => {
  fc.assert(
    fc.property(history, fc.array(rule, { maxLength: 3 }), lasting, ({ entries }, rules, ms) => {
      const { wouldBe } = again(entries, rules, ms);
      for (const dimension of dimensions) {
        const line = wouldBe.filter((one) => one.dimension === dimension);
        expect(line.filter(({ endAt }) => endAt === null).length).toBeLessThanOrEqual(1);
        for (const [i, one] of line.entries()) {
          expect(one.startAt).toBeLessThanOrEqual(spanOf(one).endAt);
          const next = line[i + 1];
          expect(next !== undefined && overlaps(spanOf(one), spanOf(next))).toBe(false);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('what persons alone did comes out as it was, whatever the rules', () => {
  fc.assert(
    fc.property(history, fc.array(rule, { maxLength: 3 }), ({ entries, world }, rules) => {
      const persons = entries.map((one) => ({ ...one, doer: { by: 'PERSON' as const, key: '' } }));
      expect(ours(again(persons, rules, 1000).wouldBe)).toEqual(ours(world.history.values()));
    }),
  );
});
