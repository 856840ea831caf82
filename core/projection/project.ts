/**
 * Which Toggl project a category's entries go to: the one a person chose ("none" is a choice
 * too), else the one active project with exactly the category's name. Nothing here makes one.
 *
 * A chosen one that is of no use (archived, refused by Toggl, or not among those that it showed:
 * private, deleted, of another workspace) is left out: its entries go without a project, and the
 * category says why. Trying one that was not shown was refused: it may be newer than the reading,
 * but a person who just made it reads the projects again for one call, and a mistyped number cost
 * one, and was told to nobody before the next start. Before anything was read it is believed.
 */
import { foldName } from '../engine/category.ts';

/** Whether projects are made by themselves: off unless set, or each label would make one. */
export const projectMakings = ['off', 'on'] as const;
export type ProjectMaking = (typeof projectMakings)[number];

type CategoryProject = Readonly<{
  foldedName: string;
  togglProjectId: number | null;
  isTogglProjectChosen: boolean;
}>;

type KnownProject = Readonly<{
  id: number;
  name: string;
  foldedName: string;
  isActive: boolean;
  refusedReason: string | null;
}>;

export type KnownProjects<Project extends KnownProject = KnownProject> = Readonly<{
  /** All of the connected workspace were read. Not so where nothing is connected. */
  isComplete: boolean;
  projects: readonly Project[];
}>;

export function projectFor(category: CategoryProject, known: KnownProjects): number | null {
  if (category.isTogglProjectChosen) {
    const { togglProjectId: id } = category;
    return id === null || projectProblem(id, known) !== null ? null : id;
  }
  const [only, ...others] = matching(category.foldedName, known.projects);
  return only === undefined || others.length > 0 ? null : only.id;
}

/** Why no entry can go to a project, in a sentence for a person; null where nothing is known. */
export function projectProblem(projectId: number, known: KnownProjects): string | null {
  const project = known.projects.find(({ id }) => id === projectId);
  if (project === undefined) return known.isComplete ? notShown(projectId) : null;
  const { name, refusedReason } = project;
  if (refusedReason !== null) {
    const called = name === '' ? `project ${projectId}` : `the project ${name}`;
    return (
      `Toggl refused ${called} (${refusedReason}): it may be private or of another workspace. ` +
      'Choose another, or get access in Toggl and read the projects again.'
    );
  }
  if (project.isActive) return null;
  return (
    `The project ${name} is archived in Toggl. Choose another, or bring it back there and read ` +
    'the projects again.'
  );
}

function notShown(projectId: number): string {
  return (
    `Toggl showed no project ${projectId} when its projects were last read: it may be private, ` +
    'deleted, of another workspace, or newer. Choose another, or read the projects again.'
  );
}

function matching<Project extends KnownProject>(
  foldedName: string,
  projects: readonly Project[],
): readonly Project[] {
  return projects.filter((project) => isUsable(project) && project.foldedName === foldedName);
}

function isUsable({ isActive, refusedReason }: KnownProject): boolean {
  return isActive && refusedReason === null;
}

/**
 * Whether one may be made by itself: only for a category that a person kept, chose nothing for,
 * and whose name no project has, archived ones included. It is matched by its name once it is
 * there.
 */
export function isProjectLacking(
  category: Pick<CategoryProject, 'foldedName' | 'isTogglProjectChosen'> &
    Readonly<{ isNew: boolean }>,
  projects: readonly Pick<KnownProject, 'foldedName'>[],
): boolean {
  if (category.isNew || category.isTogglProjectChosen) return false;
  return !projects.some(({ foldedName }) => foldedName === category.foldedName);
}

/**
 * What to offer for a category without one: of several projects with its name the first, else
 * the only one whose name differs in nothing but signs and blanks (`Deep-Work`, `deep work`).
 */
export function suggestedProject<Project extends KnownProject>(
  { foldedName }: Pick<CategoryProject, 'foldedName'>,
  projects: readonly Project[],
): Project | null {
  const [same] = matching(foldedName, projects);
  if (same !== undefined) return same;
  const letters = lettersOf(foldedName);
  const alike = projects.filter(
    (project) => isUsable(project) && letters !== '' && lettersOf(project.foldedName) === letters,
  );
  const [only, ...others] = alike;
  return only === undefined || others.length > 0 ? null : only;
}

function lettersOf(name: string): string {
  return foldName(name.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, ''));
}
