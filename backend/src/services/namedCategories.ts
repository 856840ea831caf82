/**
 * From the name a caller sends to a category. A start with an unknown name is never lost: it
 * makes a category marked new, which a person keeps, renames or merges later. An archived one is
 * found and used as it is.
 *
 * Invariant: finding writes nothing. What is missing is written by `insertMissing`, once the
 * command is decided.
 */
import { readName } from '../../../core/engine/category.ts';
import {
  type Category,
  findCategoryByFoldedName,
  insertCategory,
  nextSortOrder,
} from '../store/categories.ts';
import { blankCategory } from './blankCategory.ts';
import type { Command, Refused } from './engineCommand.ts';

export type NamedCategories = Readonly<{
  kind: 'categories';
  /** One for each name, in the order of the names. */
  categories: readonly Category[];
  missing: readonly Category[];
}>;

export async function findOrMake(
  command: Command,
  names: readonly string[],
): Promise<NamedCategories | Refused> {
  const byFoldedName = new Map<string, Category>();
  const categories: Category[] = [];
  const missing: Category[] = [];
  for (const text of names) {
    const read = readName(text);
    if (read.kind === 'refused') return read;
    const { accountId } = command.caller;
    const known =
      byFoldedName.get(read.foldedName) ??
      (await findCategoryByFoldedName(command.tx, accountId, read.foldedName));
    const category = known ?? (await madeFor(command, read, missing.length));
    if (known === null) missing.push(category);
    byFoldedName.set(read.foldedName, category);
    categories.push(category);
  }
  return { kind: 'categories', categories, missing };
}

export async function insertMissing(
  { tx, caller }: Command,
  { missing }: NamedCategories,
): Promise<void> {
  for (const category of missing) await insertCategory(tx, caller.accountId, category);
}

async function madeFor(
  { tx, caller, now, newId }: Command,
  { name, foldedName }: Readonly<{ name: string; foldedName: string }>,
  madeBefore: number,
): Promise<Category> {
  const sortOrder = (await nextSortOrder(tx, caller.accountId)) + madeBefore;
  const blank = blankCategory({ id: newId(), name, foldedName, sortOrder, now });
  return { ...blank, isNew: true };
}
