/**
 * Undoing may bring slices or tasks back whose category was merged or deleted since: then it is
 * there again as well. Its name may belong to another by now; it then gets a number behind it.
 */
import { foldName } from '../../../../core/engine/category.ts';
import type { SliceChange } from '../../../../core/engine/slice.ts';
import type { TaskChange } from '../../../../core/tasks/taskChange.ts';
import {
  findAnyCategory,
  findCategoryByFoldedName,
  releaseName,
  updateCategory,
} from '../../store/categories.ts';
import type { Command } from '../engineCommand.ts';

/** Those that slices name once the changes are written. */
export function categoriesIn(changes: readonly SliceChange[]): string[] {
  return changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.after.categoryId]));
}

export function categoriesOfTasks(changes: readonly TaskChange[]): string[] {
  const tasks = changes.flatMap((change) => (change.subject === 'task' ? [change.after] : []));
  const ids = tasks.flatMap(({ categoryId, workModeId }) => [categoryId, workModeId]);
  return ids.filter((id) => id !== null);
}

export async function revive(command: Command, ids: readonly string[]): Promise<void> {
  const { tx, caller, now } = command;
  for (const categoryId of new Set(ids)) {
    const category = await findAnyCategory(tx, caller.accountId, categoryId);
    if (category === null || !category.isGone) continue;
    await releaseName(tx, caller.accountId, foldName(category.name));
    const name = await nameFree(command, category.name);
    const back = { isGone: false, mergedIntoId: null, updatedAt: now };
    await updateCategory(tx, caller.accountId, {
      ...category,
      ...back,
      name,
      foldedName: foldName(name),
    });
  }
}

async function nameFree({ tx, caller }: Command, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${[...name].slice(0, 190).join('')} ${count}`;
    const holder = await findCategoryByFoldedName(tx, caller.accountId, foldName(tried));
    if (holder === null) return tried;
  }
}
