/** Which categories mean sleep and which work modes mean deep work, told by their names. */
import { foldName } from '../engine/category.ts';

export type MeaningNames = Readonly<{
  sleepCategories: readonly string[];
  deepWorkModes: readonly string[];
}>;

export const defaultMeaningNames: MeaningNames = {
  sleepCategories: ['Sleep'],
  deepWorkModes: ['Deep Work'],
};

type Named = Readonly<{ id: string; name: string }>;

/** The ids of the categories that have one of the names. */
export function idsNamed(categories: readonly Named[], names: readonly string[]): Set<string> {
  const wanted = new Set(names.map(looselyFolded));
  return new Set(
    categories.filter(({ name }) => wanted.has(looselyFolded(name))).map(({ id }) => id),
  );
}

/** `Deep Work`, `deep work` and the tag `deep-work` are one. */
function looselyFolded(name: string): string {
  return foldName(name.replace(/[-_]/g, ' '));
}
