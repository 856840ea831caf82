/**
 * What is offered for a start: what ran lately, and what fits the letters typed so far. Favourites
 * are a person's own choice and stand in their own order.
 */
import { foldName } from '../../../../core/engine/category.ts';
import type { Dimension } from '../../../../core/engine/slice.ts';
import type { Category } from '../../server/categories.ts';
import type { Slice } from '../../server/slices.ts';

/** Names of what ran lately in a dimension, the latest first, each once. */
export function recentNames(
  slices: readonly Pick<Slice, 'dimension' | 'category'>[],
  { dimension, most }: Readonly<{ dimension: Dimension; most: number }>,
): string[] {
  const names = slices.filter((slice) => slice.dimension === dimension).map(nameOf);
  return [...new Set(names)].slice(0, most);
}

type Found = Readonly<{
  names: readonly string[];
  /** What was typed, where no category is called so: a start makes one. */
  newName: string | null;
}>;

type SearchInput = Readonly<{
  typed: string;
  categories: readonly Pick<Category, 'name' | 'isArchived'>[];
  /** Come first, in this order. */
  recent: readonly string[];
  most: number;
}>;

export function searchNames({ typed, categories, recent, most }: SearchInput): Found {
  const folded = foldName(typed);
  const alive = categories.filter(({ isArchived }) => !isArchived).map(({ name }) => name);
  const all = [...new Set([...recent, ...alive])];
  const names = all.filter((name) => foldName(name).includes(folded));
  const beginning = names.filter((name) => foldName(name).startsWith(folded));
  const isKnown = categories.some(({ name }) => foldName(name) === folded);
  return {
    names: [...new Set([...beginning, ...names])].slice(0, most),
    newName: folded === '' || isKnown ? null : typed.trim(),
  };
}

function nameOf({ category }: Pick<Slice, 'category'>): string {
  return category;
}
