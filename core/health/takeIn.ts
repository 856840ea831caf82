/**
 * What a sync changes of the samples that are known.
 *
 * Invariant: what is told for a day takes the place of what was told for it before, and of nothing
 * that belongs to a day before it. A sample known by its key is never there twice.
 *
 * A phone decides by itself which nights it tells for a day: those that end on it, those that begin
 * on it, or whatever the last 24 hours held. None of them may lose a night by telling the next day.
 */
import { overlaps, type Range } from '../time/range.ts';
import type { Sample } from './sample.ts';
import { bridged } from './sleep.ts';

export type KnownSample = Sample &
  Readonly<{
    /** The civil date to which it belongs. */
    day: string;
    /** The one for which it was told. */
    toldFor: string;
  }>;

/** All samples of one kind that a sync told for a day. */
export type ToldDay = Readonly<{ day: string; samples: readonly Sample[] }>;

type TakenIn = Readonly<{
  written: readonly KnownSample[];
  removed: readonly KnownSample[];
}>;

/**
 * `known`: those that were told for the day, and those with the same keys. `dayOf` names the day
 * an instant lies in.
 */
export function takeIn(
  known: readonly KnownSample[],
  told: ToldDay,
  dayOf: (at: number) => string,
): TakenIn {
  const nights = bridged(told.samples);
  const before = new Map(known.map((sample) => [sample.key, sample]));
  const samples = new Map(
    told.samples.map((sample) => {
      const day = dayAtEnd(sample, nights, dayOf);
      const toldFor = isToldForItsDay(before.get(sample.key), day) ? day : told.day;
      return [sample.key, { ...sample, day, toldFor }];
    }),
  );
  return {
    written: [...samples.values()].filter((one) => !isSame(before.get(one.key), one)),
    removed: known.filter((one) => isTakenBack(one, told.day) && !samples.has(one.key)),
  };
}

/** What the last 24 hours held yesterday belongs to yesterday: they hold it no longer. */
function isTakenBack({ day, toldFor }: KnownSample, told: string): boolean {
  return toldFor === told && day >= told;
}

/** Told once more for another day, it can still be taken back by its own. */
function isToldForItsDay(before: KnownSample | undefined, day: string): boolean {
  return before !== undefined && before.toldFor === day;
}

/**
 * A night belongs to the day on which it ends, and each sample of it with it; what ends as a day
 * begins belongs to the day before.
 *
 *     days      |          |
 *     samples  [=)[==)[===)  [=)
 *     belong    1  1   1      2
 */
function dayAtEnd(sample: Range, nights: readonly Range[], dayOf: (at: number) => string): string {
  const night = nights.find((one) => overlaps(one, sample)) ?? sample;
  return dayOf(night.endAt - 1);
}

function isSame(before: KnownSample | undefined, told: KnownSample): boolean {
  return (
    before !== undefined &&
    before.startAt === told.startAt &&
    before.endAt === told.endAt &&
    before.day === told.day &&
    before.toldFor === told.toldFor &&
    before.sourceName === told.sourceName &&
    before.stage === told.stage &&
    before.note === told.note
  );
}
