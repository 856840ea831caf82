/** The work to go back to at the instant that a command names, for every command that does. */
import { previousWork } from '../../../../core/engine/previous.ts';
import type { Dimension, Slice } from '../../../../core/engine/slice.ts';
import type { When } from '../../../../core/time/at.ts';
import { listBegunBy } from '../../store/timeline.ts';
import type { Command } from '../engineCommand.ts';

/** So many slices back is looked for other work: further back nobody remembers it. */
const mostBack = 50;

export async function previousSlice(
  { tx, caller }: Command,
  dimension: Dimension,
  when: When,
): Promise<Slice | undefined> {
  const line = { accountId: caller.accountId, dimension };
  // A live command sees all that lies ahead, where a clock stepped back.
  const at = when.kind === 'at' ? when.at : Number.MAX_SAFE_INTEGER;
  return previousWork(await listBegunBy(tx, line, { at, most: mostBack }), when);
}
