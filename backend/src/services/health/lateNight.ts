/**
 * The taps after a night that is told only now. They meant what they meant while something ran that
 * nobody had stopped, though sleep had ended it: they are taken away, and done again once the night
 * is in its place.
 *
 *     ran       [=== Coding ============== runs
 *     told               [=== night ===)      Focus on: "Coding runs already"
 *     done      [Coding )[=== Sleep ===)      [=== Coding, runs
 *
 * Invariant: where the night ends nothing, no tap is touched.
 */

import { wholeSeconds } from '../../../../core/engine/window.ts';
import { isNight, wentOnInto } from '../../../../core/health/place.ts';
import type { Session } from '../../../../core/health/sample.ts';
import { readTimeline } from '../../store/timeline.ts';
import { type LaterTaps, takeAway, tapsAfter } from '../automations/laterTaps.ts';
import { idNamed } from '../categories/namedCategories.ts';
import type { Command } from '../engineCommand.ts';

type LateNight = Readonly<{
  session: Session;
  categoryName: string;
  /** Whether slices were cut for what was told of it before: a tap may have built on a piece. */
  hasCut: boolean;
}>;

/** Answers those that have to be done again. */
export async function takeMorningAway(command: Command, night: LateNight): Promise<LaterTaps> {
  if (!isNight(night.session)) return [];
  const taps = await tapsAfter(command, night.session.startAt);
  if (taps.length === 0) return [];
  const isDue = night.hasCut || (await isForgotten(command, night));
  return isDue && (await takeAway(command, taps)) ? taps : [];
}

async function isForgotten(
  { tx, caller }: Command,
  { session, categoryName }: LateNight,
): Promise<boolean> {
  const { startAt } = session;
  const line = { accountId: caller.accountId, dimension: 'PRIMARY' as const };
  const timeline = await readTimeline(tx, line, wholeSeconds(startAt, startAt));
  const categoryId = (await idNamed(tx, caller.accountId, categoryName)) ?? null;
  return timeline.some((slice) => wentOnInto(slice, { startAt, categoryId }));
}
