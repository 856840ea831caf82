/**
 * One call that stops a category where it runs and starts it where it does not. With `at` it goes
 * by what ran then, so that a tap which arrives late does what it would have done.
 */
import { readName } from '../../../../core/engine/category.ts';
import { findCategoryByFoldedName } from '../../store/categories.ts';
import type { Command, Done, Refused } from '../engineCommand.ts';
import { heldSlice } from './heldSlice.ts';
import { type Started, type StartInput, start } from './startSlice.ts';
import { type Stopped, stop } from './stopSlice.ts';
import { whenOf } from './when.ts';

type Toggled =
  | (Readonly<{ action: 'started' }> & Started)
  | (Readonly<{ action: 'stopped' }> & Stopped);

export async function toggle(
  command: Command,
  input: StartInput,
): Promise<Done<Toggled> | Refused> {
  const { dimension, category, at } = input;
  if (await isRunning(command, input)) {
    const stopped = await stop(command, { dimension, category, at }, 'toggle');
    return stopped.kind === 'refused' ? stopped : { ...stopped, action: 'stopped' };
  }
  const started = await start(command, input, 'toggle');
  return started.kind === 'refused' ? started : { ...started, action: 'started' };
}

/** What cannot be read is no: the start then refuses it in its own words. */
async function isRunning(
  command: Command,
  { dimension, category: text, at }: StartInput,
): Promise<boolean> {
  const read = readName(text);
  const when = await whenOf(command, dimension, at);
  if (read.kind === 'refused' || when.kind === 'refused') return false;
  const { tx, caller } = command;
  const held = await heldSlice(command, dimension, when);
  const category = await findCategoryByFoldedName(tx, caller.accountId, read.foldedName);
  return held !== null && held.categoryId === category?.id;
}
