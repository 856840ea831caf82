/**
 * What tells of the end of a slice that somebody forgot to stop, read from what is stored anyway:
 * taps and triggers (for as long as firings are kept), slices of the other dimensions, games and
 * calls of Discord, sleep.
 */

import { laneOf } from '../../../../core/automations/trigger.ts';
import type { Overdue } from '../../../../core/closing/overdue.ts';
import type { Sign } from '../../../../core/closing/proposedEnd.ts';
import { dimensions, type Slice } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { listFiringsWithin } from '../../store/firings.ts';
import { readTimeline } from '../../store/timeline.ts';
import { listTriggers } from '../../store/triggers.ts';

type Given = Readonly<{
  accountId: string;
  overdue: readonly Overdue[];
  categoryName: (categoryId: string) => string;
  isSleep: (categoryId: string) => boolean;
}>;

/** Of all dimensions: the rule takes those that tell of the slice it asks about. */
export async function readSigns(connection: ReadConnection, given: Given): Promise<Sign[]> {
  const { accountId, overdue } = given;
  if (overdue.length === 0) return [];
  const range = {
    startAt: Math.min(...overdue.map(({ startAt }) => startAt)),
    endAt: Math.max(...overdue.map(({ endAt }) => endAt)),
  };
  const signs = await tapsWithin(connection, accountId, range);
  for (const dimension of dimensions) {
    const timeline = await readTimeline(connection, { accountId, dimension }, range);
    signs.push(...timeline.flatMap((slice) => signsOfSlice(slice, given)));
  }
  return signs.filter(({ at }) => range.startAt <= at && at < range.endAt);
}

async function tapsWithin(
  connection: ReadConnection,
  accountId: string,
  range: Range,
): Promise<Sign[]> {
  const firings = await listFiringsWithin(connection, accountId, range);
  const triggers = firings.length === 0 ? [] : await listTriggers(connection, accountId);
  const names = new Map(triggers.map(({ id, name }) => [laneOf(id), name]));
  return firings.map(({ lane, fingerprint, at }) => {
    const name = names.get(lane);
    if (name === undefined) return { kind: 'tap', at, name: 'a tap', dimension: null };
    const kinds = { on: 'trigger-on', off: 'trigger-off' } as const;
    const kind = fingerprint === 'on' || fingerprint === 'off' ? kinds[fingerprint] : 'tap';
    return { kind, at, name, dimension: null };
  });
}

function signsOfSlice(slice: Slice, { categoryName, isSleep }: Given): Sign[] {
  const { dimension, categoryId, startAt, endAt, source } = slice;
  const told = { name: categoryName(categoryId), dimension };
  const isAsleep = dimension === 'PRIMARY' && isSleep(categoryId);
  const began: Sign = { ...told, kind: isAsleep ? 'asleep' : 'started', at: startAt };
  if (source !== 'DISCORD' || endAt === null) return [began];
  return [began, { ...told, kind: 'discord-ended', at: endAt }];
}
