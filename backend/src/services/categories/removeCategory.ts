/**
 * Deleting a category that nothing uses: a typing mistake, say. One that slices name is merged or
 * archived instead, so that no history loses its name. The row stays, gone (store/categories.ts).
 */
import { bumpRevision } from '../../store/accounts.ts';
import { findCategory, markDeleted } from '../../store/categories.ts';
import { countCategorySlices } from '../../store/categorySlices.ts';
import { removeTogglRefresh } from '../../store/togglRefreshes.ts';
import { type Command, type Done, type Refused, refusedWith } from '../engineCommand.ts';
import { categoryNotFound } from '../refusals.ts';
import type { CategoryUser } from './categoryUsers.ts';

export type Removed = Readonly<{ categoryId: string; name: string }>;

export async function removeCategory(
  command: Command,
  categoryId: string,
  categoryUsers: readonly CategoryUser[],
): Promise<Done<Removed> | Refused> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const category = await findCategory(tx, accountId, categoryId);
  if (category === null) return categoryNotFound;
  const { slices } = await countCategorySlices(tx, accountId, categoryId);
  if (slices > 0) return inUse(`${slices} ${slices === 1 ? 'slice' : 'slices'}`);
  for (const user of categoryUsers) {
    const count = await user.count(tx, accountId, categoryId);
    if (count > 0) return inUse(`${count} ${user.name}`);
  }
  await removeTogglRefresh(tx, accountId, categoryId);
  await markDeleted(tx, accountId, { categoryId, now });
  await bumpRevision(tx, accountId);
  return { kind: 'done', categoryId, name: category.name };
}

function inUse(what: string): Refused {
  return refusedWith(
    'category_in_use',
    `The category is used by ${what}. Merge it into another, or archive it.`,
  );
}
