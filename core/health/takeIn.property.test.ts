/** Filing by days of 23, 24 and 25 hours, checked against the ranges of the days themselves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf } from '../time/calendar.ts';
import { type DayRules, dayOf, dayRange } from '../time/day.ts';
import type { Sample } from './sample.ts';
import { bridged } from './sleep.ts';
import { type KnownSample, takeIn } from './takeIn.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const twoDaysMs = 48 * hourMs;
/** So that whoever tells two days tells the whole of the last night. */
const longestNightMs = 22 * hourMs;

/** The day on which the clock is changed is the middle one of `from` to `to`. */
const changes: readonly Readonly<{ rules: DayRules; from: string; to: string; hours: number }>[] = [
  { rules: of('Europe/Berlin', 0), from: '2026-03-27', to: '2026-03-31', hours: 23 },
  { rules: of('Europe/Berlin', 0), from: '2026-10-23', to: '2026-10-27', hours: 25 },
  // Days begin at a time that is skipped, and at one that comes twice.
  { rules: of('America/New_York', 150), from: '2026-03-06', to: '2026-03-10', hours: 23 },
  { rules: of('America/New_York', 90), from: '2026-10-30', to: '2026-11-03', hours: 25 },
  { rules: of('Australia/Lord_Howe', 0), from: '2026-04-03', to: '2026-04-07', hours: 24.5 },
];

function of(timeZone: string, dayStartMinutes: number): DayRules {
  return { timeZone, dayStartMinutes };
}

describe.each(changes)('a day of $hours hours in $rules.timeZone', ({ rules, from, to, hours }) => {
  const days = daysOf({ from, to }).map((day) => ({ day, ...dayRange(day, rules) }));
  const startAt = days[0]?.startAt ?? 0;
  const endAt = days.at(-1)?.endAt ?? 0;
  const at = (instant: number) => dayOf(instant, rules);

  it('is that long', () => {
    const middle = days[2] ?? expect.fail('five days');
    expect((middle.endAt - middle.startAt) / hourMs).toBe(hours);
  });

  /** Many of them end exactly as a day does. */
  const anyEnd = fc.oneof(
    fc
      .integer({ min: 1, max: Math.floor((endAt - startAt) / minuteMs) })
      .map((minutes) => startAt + minutes * minuteMs),
    fc.constantFrom(...days.map((day) => day.endAt)),
  );
  const anySamples = fc
    .array(fc.record({ endAt: anyEnd, minutes: fc.integer({ min: 1, max: 9 * 60 }) }), {
      maxLength: 12,
    })
    .map((all) => all.map(({ endAt: end, minutes }, index) => sleep(end, minutes, `${index}`)));

  it('has the nights that end in it, and each sample of them', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const { written } = takeIn([], { day: from, samples }, at);
        expect(written).toHaveLength(samples.length);
        for (const { key, day } of written) {
          const one = samples.find((sample) => sample.key === key) ?? expect.fail(key);
          const night = bridged(samples).find((range) => range.endAt >= one.endAt);
          const holding = days.find((range) => range.endAt >= (night?.endAt ?? Number.NaN));
          expect(day).toBe(holding?.day);
        }
      }),
    );
  });

  it('is told, told again and taken back without a sample of another day lost', () => {
    const anyOrder = fc.shuffledSubarray([...days, ...days], { minLength: 2 * days.length });
    fc.assert(
      fc.property(anySamples, anyOrder, (samples, order) => {
        const filed = takeIn([], { day: from, samples }, at).written;
        const ofDay = (day: string) => filed.filter((sample) => sample.day === day);
        let known: readonly KnownSample[] = [];
        for (const { day } of order) known = withTold(known, { day, samples: ofDay(day) }, at);
        expect(keys(known)).toEqual(keys(filed));
        for (const { day } of days) {
          const left = withTold(known, { day, samples: [] }, at);
          expect(keys(left)).toEqual(keys(filed.filter((sample) => sample.day !== day)));
        }
      }),
    );
  });

  it('loses nothing by a phone that tells what the last two days held, at any hour', () => {
    const moments = fc.array(fc.integer({ min: startAt, max: endAt - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(anySamples, moments, (samples, tellings) => {
        fc.pre(bridged(samples).every((night) => night.endAt - night.startAt < longestNightMs));
        let known: readonly KnownSample[] = [];
        const ever = new Set<string>();
        for (const now of tellings.toSorted((a, b) => a - b)) {
          const held = samples.filter((one) => one.endAt <= now && one.startAt >= now - twoDaysMs);
          known = withTold(known, { day: at(now), samples: held }, at);
          for (const { key } of held) ever.add(key);
        }
        expect(keys(known)).toEqual([...ever].sort());
      }),
    );
  });
});

function sleep(endAt: number, minutes: number, key: string): Sample {
  const startAt = endAt - minutes * minuteMs;
  return { kind: 'sleep', key, startAt, endAt, sourceName: null, stage: 'asleep', note: null };
}

/** As the store has it: it finds what was told for the day, and what has one of the keys. */
function withTold(
  known: readonly KnownSample[],
  told: Parameters<typeof takeIn>[1],
  at: Parameters<typeof takeIn>[2],
): KnownSample[] {
  const toldKeys = new Set(told.samples.map(({ key }) => key));
  const found = known.filter(({ key, toldFor }) => toldFor === told.day || toldKeys.has(key));
  const { written, removed } = takeIn(found, told, at);
  const gone = new Set([...written, ...removed].map(({ key }) => key));
  return [...known.filter(({ key }) => !gone.has(key)), ...written];
}

function keys(samples: readonly KnownSample[]): string[] {
  return samples.map(({ key }) => key).sort();
}
