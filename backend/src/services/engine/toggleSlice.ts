/** One call that stops a category where it runs and starts it where it does not. */
import { readName } from '../../../../core/engine/category.ts';
import type { Dimension, Source } from '../../../../core/engine/slice.ts';
import { findCategoryByFoldedName } from '../../store/categories.ts';
import { findOpenSlice } from '../../store/slices.ts';
import type { Command, Done, Refused } from '../engineCommand.ts';
import { type Started, start } from './startSlice.ts';
import { type Stopped, stop } from './stopSlice.ts';

export type ToggleInput = Readonly<{
  dimension: Dimension;
  category: string;
  source?: Source | undefined;
}>;

export type Toggled =
  | (Readonly<{ action: 'started' }> & Started)
  | (Readonly<{ action: 'stopped' }> & Stopped);

export async function toggle(
  command: Command,
  input: ToggleInput,
): Promise<Done<Toggled> | Refused> {
  const { dimension, category } = input;
  if (await isRunning(command, input)) {
    const stopped = await stop(command, { dimension, category }, 'toggle');
    return stopped.kind === 'refused' ? stopped : { ...stopped, action: 'stopped' };
  }
  const started = await start(command, input, 'toggle');
  return started.kind === 'refused' ? started : { ...started, action: 'started' };
}

async function isRunning(
  { tx, caller: { accountId } }: Command,
  { dimension, category: text }: ToggleInput,
): Promise<boolean> {
  const read = readName(text);
  if (read.kind === 'refused') return false;
  const open = await findOpenSlice(tx, { accountId, dimension });
  const category = await findCategoryByFoldedName(tx, accountId, read.foldedName);
  return open !== null && open.categoryId === category?.id;
}
