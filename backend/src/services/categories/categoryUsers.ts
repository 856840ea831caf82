/**
 * What else than slices names a category, and so has to follow when categories are merged, and
 * keeps one from being deleted.
 */
import type { WriteTransaction } from '../../db/transaction.ts';
import { countFavoritesOfCategory, moveFavoritesToCategory } from '../../store/favorites.ts';
import { listGoals, moveGoalsToCategory } from '../../store/goals.ts';
import { countTasksOfCategory, moveTasksToCategory } from '../../store/tasks.ts';

export type CategoryUser = Readonly<{
  /** In words of a person, plural: "favourites". */
  name: string;
  count(tx: WriteTransaction, accountId: string, categoryId: string): Promise<number>;
  follow(
    tx: WriteTransaction,
    accountId: string,
    merged: Readonly<{ fromId: string; intoId: string }>,
  ): Promise<void>;
}>;

export const categoryUsers: readonly CategoryUser[] = [
  { name: 'tasks', count: countTasksOfCategory, follow: moveTasksToCategory },
  { name: 'favourites', count: countFavoritesOfCategory, follow: moveFavoritesToCategory },
  {
    name: 'goals',
    count: async (tx, accountId, categoryId) => {
      const goals = await listGoals(tx, accountId);
      return goals.filter((goal) => goal.categoryId === categoryId).length;
    },
    follow: moveGoalsToCategory,
  },
];
