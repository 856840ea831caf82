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
  const names = slices
    .filter((slice) => slice.dimension === dimension)
    .map(({ category }) => category);
  return [...new Set(names)].slice(0, most);
}

export type StartChoice = Readonly<{
  /** Archived: a start brings it back. New: no category is called so, and a start makes one. */
  kind: 'known' | 'archived' | 'new';
  name: string;
}>;

type SearchInput = Readonly<{
  typed: string;
  categories: readonly Pick<Category, 'name' | 'isArchived'>[];
  /** Come first, in this order. */
  recent: readonly string[];
  /** Of those that are known. */
  most: number;
}>;

/**
 * In the order in which they are offered; Enter takes the first. The whole name stands before all
 * that merely begin so: whoever types Work means it, however lately Workout ran.
 */
export function searchChoices({ typed, categories, recent, most }: SearchInput): StartChoice[] {
  const folded = foldName(typed);
  const isTyped = (name: string) => folded !== '' && foldName(name) === folded;
  const archived = categories.filter(({ isArchived, name }) => isArchived && isTyped(name));
  const alive = categories.filter(({ isArchived }) => !isArchived).map(nameOf);
  const names = [...new Set([...recent, ...alive])]
    .filter((name) => foldName(name).includes(folded))
    .filter((name) => !archived.some((other) => foldName(other.name) === foldName(name)));
  const exact = names.filter(isTyped);
  const beginning = names.filter((name) => foldName(name).startsWith(folded));
  const isNew = folded !== '' && exact.length === 0 && archived.length === 0;
  return [
    ...archived.map(({ name }) => ({ kind: 'archived', name }) as const),
    ...[...new Set([...exact, ...beginning, ...names])]
      .slice(0, most)
      .map((name) => ({ kind: 'known', name }) as const),
    ...(isNew ? [{ kind: 'new', name: typed.trim() } as const] : []),
  ];
}

function nameOf({ name }: Readonly<{ name: string }>): string {
  return name;
}
