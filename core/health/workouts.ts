/**
 * Workouts out of samples, beside the sleep: several apps record the same one.
 *
 * Invariant: no time counts twice, and none that was slept counts as a workout.
 */
import { type Claim, countOnce } from '../engine/countedOnce.ts';
import type { RankOf, Sample, Session } from './sample.ts';

/**
 * The better source counts whole, and another for what it tells beside. Within one source the
 * workout that began first counts.
 *
 *     watch         [== rowing =)
 *     phone     [====== walking =====)
 *     →         [==)[== rowing =)[===)
 */
export function workoutSessions(
  samples: readonly Sample[],
  rankOf: RankOf,
  sleep: readonly Session[],
): Session[] {
  const layers = Map.groupBy(samples, ({ sourceName }) => rankOf(sourceName));
  const claimsByRank = [...layers.keys()]
    .sort((a, b) => a - b)
    .map((rank) => (layers.get(rank) ?? []).map(claimOf));
  const slept = sleep.map((night, index) => ({ ...blankClaim, ...night, id: `sleep ${index}` }));
  const notes = new Map(samples.map(({ key, note }) => [key, note]));
  return countOnce([slept, ...claimsByRank])
    .filter(({ id }) => notes.has(id))
    .map(({ id, startAt, endAt }) => {
      return { kind: 'workout', startAt, endAt, note: notes.get(id) ?? null };
    });
}

/** Categories and tasks say nothing here. */
const blankClaim = { categoryId: '', taskId: null };

function claimOf({ key: id, startAt, endAt }: Sample): Claim {
  return { ...blankClaim, id, startAt, endAt };
}
