/**
 * From the name a caller sends to a category. A start with an unknown name is never lost: it
 * makes a category marked new, which a person keeps, renames or merges later. One that was merged
 * leads to the category it went into. An archived one is found and used; a start brings it back.
 *
 * Invariant: finding writes nothing. What is missing is written by `insertMissing`, once the
 * command is decided.
 */
import { foldName, readName } from '../../../../core/engine/category.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import {
  type Category,
  findCategory,
  findCategoryByFoldedName,
  insertCategory,
  listCategories,
  nextSortOrder,
  releaseName,
  updateCategory,
} from '../../store/categories.ts';
import type { Command, Refused } from '../engineCommand.ts';
import { blankCategory } from './blankCategory.ts';

/** Of the category a list is asked for: undefined where none is, null where none is so called. */
export async function idNamed(
  db: ReadConnection,
  accountId: string,
  name: string | undefined,
): Promise<string | null | undefined> {
  if (name === undefined) return undefined;
  const category = await findCategoryByFoldedName(db, accountId, foldName(name));
  return category?.id ?? null;
}

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
    const category = known ?? (await madeFor(command, read, missing));
    if (known === null) missing.push(category);
    byFoldedName.set(read.foldedName, category);
    categories.push(category);
  }
  return { kind: 'categories', categories, missing };
}

/** Of what is started again by what it was, not by a name. */
export async function foundAgain(
  { tx, caller }: Command,
  categoryIds: readonly string[],
): Promise<NamedCategories> {
  const categories: Category[] = [];
  for (const id of categoryIds) {
    const category = await findCategory(tx, caller.accountId, id);
    if (category !== null) categories.push(category);
  }
  return { kind: 'categories', categories, missing: [] };
}

export async function insertMissing(
  { tx, caller }: Command,
  { missing }: NamedCategories,
): Promise<void> {
  for (const category of missing) {
    await releaseName(tx, caller.accountId, category.foldedName);
    await insertCategory(tx, caller.accountId, category);
  }
}

/** Whoever starts a category uses it again; answers the names of those that were archived. */
export async function unarchive(
  { tx, caller, now }: Command,
  { categories }: NamedCategories,
): Promise<readonly string[]> {
  const archived = [...new Set(categories)].filter(({ isArchived }) => isArchived);
  for (const category of archived) {
    const back = { ...category, isArchived: false, updatedAt: now };
    await updateCategory(tx, caller.accountId, back);
  }
  return archived.map(({ name }) => name);
}

async function madeFor(
  { tx, caller, now, newId }: Command,
  { name, foldedName }: Readonly<{ name: string; foldedName: string }>,
  madeBefore: readonly Category[],
): Promise<Category> {
  const sortOrder = (await nextSortOrder(tx, caller.accountId)) + madeBefore.length;
  const others = [...(await listCategories(tx, caller.accountId)), ...madeBefore];
  const usedColors = others.map(({ color }) => color);
  const blank = blankCategory({ id: newId(), name, foldedName, sortOrder, usedColors, now });
  return { ...blank, isNew: true };
}
