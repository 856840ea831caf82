/**
 * What else than slices names a category, and so has to follow when categories are merged, and
 * keeps one from being deleted. Each place that stores a category's id adds itself to the list
 * that compose.ts hands on.
 */
import type { WriteTransaction } from '../db/transaction.ts';

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
