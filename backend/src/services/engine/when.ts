/** Reads the `at` of a command; only `last-stop` costs a look at the database. */
import type { Dimension } from '../../../../core/engine/slice.ts';
import { type ResolvedAt, resolveAt } from '../../../../core/time/at.ts';
import { findLastStopAt } from '../../store/timeline.ts';
import type { Command } from '../engineCommand.ts';

export async function whenOf(
  { tx, caller, now, madeAt }: Command,
  dimension: Dimension,
  text: string | undefined,
): Promise<ResolvedAt> {
  const line = { accountId: caller.accountId, dimension };
  const lastStopAt = text === 'last-stop' ? await findLastStopAt(tx, line, madeAt) : null;
  return resolveAt(text, { now, lastStopAt });
}
