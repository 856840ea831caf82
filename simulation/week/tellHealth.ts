/**
 * A phone tells what was measured, and again where nothing answers. Whatever it tells, no other day
 * may lose any of it.
 */
import type { Find } from '../checkers/finding.ts';
import type { World } from '../world.ts';
import { answered } from './answered.ts';
import { takenFromOtherDays } from './checkers/measured.ts';
import { commandOfTelling, type HealthTelling } from './healthSyncs.ts';
import type { WeekOptions } from './weekOptions.ts';

/** What gave way to a night that was told, and the changes that undo it. */
export type Correction = Readonly<{
  at: number;
  changeIds: readonly string[];
  sliceIds: readonly string[];
}>;

type Telling = Readonly<{ world: World; ids: WeekOptions['sampleIds']; find: Find }>;

const dayMs = 24 * 60 * 60_000;
/** Further back than any telling reaches. */
const lookBackMs = 5 * dayMs;

/** null: nothing was changed by it. */
export async function tellHealth(
  telling: HealthTelling,
  { world, ids, find }: Telling,
): Promise<Correction | null> {
  const at = world.time.now();
  const before = world.observer.slicesSince(at - lookBackMs);
  const { status, body } = await answered(world, commandOfTelling(telling, ids));
  if (status !== 201) {
    find('answers', `What was measured was refused with ${status}: ${JSON.stringify(body)}`);
    return null;
  }
  const after = world.observer.slicesSince(at - lookBackMs);
  for (const text of takenFromOtherDays({ before, after, date: telling.date })) {
    find('other days', text);
  }
  const { changeIds, trimmed } = body as Synced;
  if (changeIds.length === 0) return null;
  return { at, changeIds, sliceIds: trimmed.map((one) => one.id) };
}

type Synced = Readonly<{
  changeIds: readonly string[];
  trimmed: readonly Readonly<{ id: string }>[];
}>;
