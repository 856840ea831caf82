/**
 * What a night ended, where its stop was forgotten: it says that sleep did it, and an undo gives it
 * back.
 */

import type { Reply } from '../answered.ts';
import type { Find } from '../checkers/finding.ts';
import type { StoredSlice } from '../observer.ts';
import type { World } from '../world.ts';
import type { Measured } from './nights.ts';
import type { Correction } from './tellHealth.ts';

type Looking = Readonly<{ world: World; find: Find }>;

/** Answers how many there are. */
export async function compareReasons(
  slices: readonly StoredSlice[],
  measured: readonly Measured[],
  { world, find }: Looking,
): Promise<number> {
  const nights = measured.filter(({ kind }) => kind === 'night').map(({ startAt }) => startAt);
  const ended = slices.filter(
    ({ dimension, endAt }) => dimension === 'PRIMARY' && endAt !== null && nights.includes(endAt),
  );
  for (const { id, category } of ended) {
    const reply = await world.send({ method: 'GET', path: `/api/engine/slices/${id}/why` });
    const { command, cause } = reasonOf(reply);
    if (command === 'health-sync' && cause === 'health: sleep') continue;
    find('corrections', `${category} was ended by sleep, and says: ${command}, ${cause}`);
  }
  return ended.length;
}

function reasonOf(reply: Reply | null) {
  const why = reply?.body as { ended?: { command: string; cause: string | null } | null };
  return why?.ended ?? { command: 'nothing', cause: null };
}

/** Nothing may have come after it. */
export async function undoCorrection(
  { changeIds, sliceIds }: Correction,
  { world, find }: Looking,
): Promise<void> {
  const timesOf = () =>
    world.observer
      .slicesSince(0)
      .filter(({ id }) => sliceIds.includes(id))
      .map(({ id, startAt, endAt }) => `${id} ${startAt} ${endAt}`);
  const before = timesOf();
  for (const changeId of changeIds.toReversed()) {
    const command = { method: 'POST', path: '/api/engine/undo', body: { changeId } } as const;
    const reply = await world.send(command);
    if (reply?.status === 200) continue;
    find('corrections', `What sleep ended cannot be undone: ${JSON.stringify(reply?.body)}`);
  }
  const same = timesOf().filter((text) => before.includes(text));
  if (same.length > 0) find('corrections', `An undo gave nothing back: ${same.join(', ')}`);
}
