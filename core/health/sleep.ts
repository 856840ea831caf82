/**
 * Stretches of sleep out of samples: many for a night, from several sources.
 *
 * Invariant: no time counts twice, and sessions lie further apart than a pause. It is decided by
 * the samples alone, in whatever order they come.
 */
import { unreachable } from '../invariant.ts';
import { overlaps, type Range, subtract, totalMs, union } from '../time/range.ts';
import type { RankOf, Sample, Session, SleepStage } from './sample.ts';

/** Who lies awake for as long as this has not got up: it is one night. A nap is further off. */
export const pauseMs = 30 * 60_000;

/** So much may two sources disagree on when one night began or ended: then the better is right. */
const disagreementMs = 60 * 60_000;

/**
 * The better source tells the night. Of what another tells beside it, only stretches count that
 * are longer than a disagreement, as where a watch ran empty.
 *
 *     watch   [====)  [=======)                    no battery
 *     ring      [==================)  [====)       a nap without the watch
 *     bed    [==========================)          only where nobody measured sleep
 *     →       [====================)  [====)
 */
export function sleepSessions(samples: readonly Sample[], rankOf: RankOf): Session[] {
  const asleep = samples.filter(({ stage }) => meansOf(stage) === 'asleep');
  const layers = Map.groupBy(asleep, ({ sourceName }) => rankOf(sourceName));
  let slept: readonly Range[] = [];
  for (const rank of [...layers.keys()].sort((a, b) => a - b)) {
    const told = bridged(layers.get(rank) ?? []);
    slept = bridged([...slept, ...told.flatMap((one) => beyond(one, slept))]);
  }
  const inBed = bridged(samples.filter(({ stage }) => meansOf(stage) === 'in bed'));
  const unmeasured = inBed.filter((one) => !slept.some((night) => overlaps(one, widened(night))));
  return bridged([...slept, ...unmeasured]).map((range) => ({
    ...range,
    kind: 'sleep',
    note: noteOf(range, samples),
  }));
}

function meansOf(stage: SleepStage | null): 'asleep' | 'in bed' | 'awake' {
  switch (stage) {
    case null:
    case 'asleep':
    case 'core':
    case 'deep':
    case 'rem':
      return 'asleep';
    case 'inBed':
      return 'in bed';
    case 'awake':
      return 'awake';
    default:
      return unreachable(stage);
  }
}

/** What a source tells beyond what better ones told. */
function beyond(told: Range, better: readonly Range[]): Range[] {
  if (!better.some((night) => overlaps(told, widened(night)))) return [told];
  return subtract(told, better).filter((rest) => totalMs([rest]) > disagreementMs);
}

function widened({ startAt, endAt }: Range): Range {
  return { startAt: startAt - pauseMs, endAt: endAt + pauseMs };
}

/**
 * Ranges with the pauses between them.
 *
 *     ranges  [==) [===)        [==)
 *                 ^ a pause
 *     →       [========)        [==)
 */
export function bridged(ranges: readonly Range[]): Range[] {
  const sessions: Range[] = [];
  for (const { startAt, endAt } of union(ranges)) {
    const last = sessions.at(-1);
    if (last === undefined || startAt - last.endAt > pauseMs) sessions.push({ startAt, endAt });
    else sessions[sessions.length - 1] = { ...last, endAt };
  }
  return sessions;
}

/** Of the longest sample that tells something. */
function noteOf(session: Range, samples: readonly Sample[]): string | null {
  const telling = samples.filter((one) => one.note !== null && overlaps(one, session));
  return telling.reduce<Sample | null>(longerOf, null)?.note ?? null;
}

/** Of two alike the one whose key comes first, so that the order of samples says nothing. */
function longerOf(best: Sample | null, one: Sample): Sample {
  if (best === null) return one;
  const more = totalMs([one]) - totalMs([best]);
  return more > 0 || (more === 0 && one.key < best.key) ? one : best;
}
