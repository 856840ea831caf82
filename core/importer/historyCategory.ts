/**
 * Which category an imported entry goes to.
 *
 *   a project       the category that was given this project, else the one of its name,
 *                   else a new one of its name
 *   no project      the category its text names, if there is one; else one for all of these
 *
 * Nothing is lost: the text becomes the note wherever the category does not already say it
 * (core/projection/noteFromText.ts). A category for each text was refused: years of free texts
 * would make thousands of them (docs/decisions/0022-imported-history.md).
 */
import { foldName, nameFrom } from '../engine/category.ts';
import type { HistoryEntry } from './historyEntry.ts';

export type CategoryChoice =
  | Readonly<{ kind: 'known'; categoryId: string; name: string }>
  | Readonly<{ kind: 'named'; name: string }>;

type KnownCategory = Readonly<{
  id: string;
  name: string;
  foldedName: string;
  togglProjectId: number | null;
}>;

type KnownProject = Readonly<{ id: number; name: string }>;

export type Catalogue = Readonly<{
  categories: readonly KnownCategory[];
  projects: readonly KnownProject[];
}>;

const withoutProject = 'Without project';

export function categoryFor(entry: HistoryEntry, catalogue: Catalogue): CategoryChoice {
  const { categories, projects } = catalogue;
  const { projectId, description } = entry;
  if (projectId === null) {
    return named(description, categories) ?? orNew(withoutProject, categories);
  }
  const mapped = categories.find(({ togglProjectId }) => togglProjectId === projectId);
  if (mapped !== undefined) return known(mapped);
  const projectName = projects.find(({ id }) => id === projectId)?.name ?? entry.projectName;
  // A project of another workspace, or one that is gone: its number is all that is left of it.
  return orNew(nameFrom(projectName ?? '') || `Toggl project ${projectId}`, categories);
}

function named(text: string, categories: readonly KnownCategory[]): CategoryChoice | null {
  const foldedName = foldName(nameFrom(text));
  const category = categories.find((it) => it.foldedName === foldedName);
  return category === undefined ? null : known(category);
}

function orNew(name: string, categories: readonly KnownCategory[]): CategoryChoice {
  return named(name, categories) ?? { kind: 'named', name };
}

function known({ id: categoryId, name }: KnownCategory): CategoryChoice {
  return { kind: 'known', categoryId, name };
}
