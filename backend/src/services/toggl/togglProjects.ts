/**
 * The projects that Toggl has, as last read, and what of our categories goes to none of them. A
 * project is made only when a person asks for it, for a category, and is then chosen for it.
 */
import type { Asked } from '../../../../core/projection/asked.ts';
import {
  type KnownProjects,
  projectFor,
  projectProblem,
  suggestedProject,
} from '../../../../core/projection/project.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import type { Database } from '../../db/database.ts';
import { type Category, findCategory, listCategories } from '../../store/categories.ts';
import { sumCategoryUse } from '../../store/categorySlices.ts';
import {
  knownTogglProjects,
  listTogglProjects,
  type TogglProject,
} from '../../store/togglProjects.ts';
import type { Categories, CategoryDone } from '../categories/categories.ts';
import {
  type Caller,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { categoryNotFound, togglNotConnected } from '../refusals.ts';

export type ProjectView = Readonly<{
  id: number;
  name: string;
  isActive: boolean;
  isPrivate: boolean;
  /** Why no entry can go to it, in a sentence. */
  problem: string | null;
  /** Whose entries go to it. */
  categoryIds: readonly string[];
}>;

export type UnmappedCategory = Readonly<{
  category: Category;
  suggested: TogglProject | null;
  /** Why the project that was chosen is not used; null where none was. */
  problem: string | null;
  trackedMs: number;
  lastStartAt: number | null;
}>;

export type ProjectsRead = Readonly<{ projects: readonly ProjectView[] }>;

export type TogglProjects = Readonly<{
  list(accountId: string): Promise<readonly ProjectView[]>;
  unmapped(accountId: string): Promise<readonly UnmappedCategory[]>;
  refresh(
    caller: Caller,
    idempotency?: Idempotency<ProjectsRead>,
  ): Promise<CommandResult<ProjectsRead>>;
  create(
    caller: Caller,
    input: Readonly<{ categoryId: string }>,
    idempotency?: Idempotency<CategoryDone>,
  ): Promise<CommandResult<CategoryDone>>;
}>;

type Parts = EngineParts &
  Readonly<{
    categories: Pick<Categories, 'patch'>;
    readProjects: () => Promise<Asked<readonly TogglProject[]>>;
    createProject: (name: string) => Promise<Asked<TogglProject>>;
  }>;

export function createTogglProjects(parts: Parts): TogglProjects {
  const { database } = parts;
  return {
    list: (accountId) => listViews(database, accountId),
    unmapped: (accountId) => listUnmapped(database, accountId, parts.now()),
    refresh: async (caller, idempotency) => {
      const known = await recall(parts, caller, idempotency);
      if (known !== null) return known;
      const read = await parts.readProjects();
      if (read.kind !== 'done') return refusalOf(read);
      const projects = await listViews(database, caller.accountId);
      return runCommand(parts, caller, {
        work: async () => ({ kind: 'done', projects }),
        idempotency,
      });
    },
    create: (caller, { categoryId }, idempotency) =>
      createFor(parts, caller, { categoryId, idempotency }),
  };
}

async function listViews({ reader }: Database, accountId: string): Promise<readonly ProjectView[]> {
  const known = await knownTogglProjects(reader, accountId);
  const categories = await listCategories(reader, accountId);
  const named = known.projects.filter(({ name }) => name !== '');
  return named.map(({ id, name, isActive, isPrivate }) => ({
    id,
    name,
    isActive,
    isPrivate,
    problem: projectProblem(id, known),
    categoryIds: categories.flatMap((one) => (projectFor(one, known) === id ? [one.id] : [])),
  }));
}

/**
 * Those of PRIMARY alone, whose entries could have a project, and those nobody has used yet. Where
 * a person chose none on purpose, there is nothing to ask.
 */
async function listUnmapped(
  { reader }: Database,
  accountId: string,
  now: number,
): Promise<readonly UnmappedCategory[]> {
  const known = await knownTogglProjects(reader, accountId);
  const categories = await listCategories(reader, accountId);
  const uses = await sumCategoryUse(reader, accountId, now);
  const primary = uses.filter(({ dimension }) => dimension === 'PRIMARY');
  const useOf = new Map(primary.map((use) => [use.categoryId, use]));
  const usedElsewhere = new Set(uses.map(({ categoryId }) => categoryId));
  return categories
    .filter(({ id, isArchived }) => !isArchived && (useOf.has(id) || !usedElsewhere.has(id)))
    .filter((category) => projectFor(category, known) === null)
    .filter((one) => !(one.isTogglProjectChosen && one.togglProjectId === null))
    .map((category) => {
      const use = useOf.get(category.id);
      return {
        category,
        suggested: suggestedProject(category, known.projects),
        problem: problemOf(category, known),
        trackedMs: use?.trackedMs ?? 0,
        lastStartAt: use?.lastStartAt ?? null,
      };
    })
    .sort((a, b) => b.trackedMs - a.trackedMs);
}

function problemOf({ togglProjectId }: Category, known: KnownProjects) {
  return togglProjectId === null ? null : projectProblem(togglProjectId, known);
}

type Creating = Readonly<{
  categoryId: string;
  idempotency: Idempotency<CategoryDone> | undefined;
}>;

async function createFor(
  parts: Parts,
  caller: Caller,
  { categoryId, idempotency }: Creating,
): Promise<CommandResult<CategoryDone>> {
  const known = await recall(parts, caller, idempotency);
  if (known !== null) return known;
  const { reader } = parts.database;
  const category = await findCategory(reader, caller.accountId, categoryId);
  if (category === null) return categoryNotFound;
  const same = (await listTogglProjects(reader, caller.accountId)).find(
    ({ foldedName }) => foldedName === category.foldedName,
  );
  if (same !== undefined) return projectExists(same);
  const made = await parts.createProject(category.name);
  if (made.kind !== 'done') return refusalOf(made);
  const chosen = { categoryId, togglProjectId: made.value.id };
  return parts.categories.patch(caller, chosen, idempotency);
}

/** Archived ones keep their names at Toggl. */
function projectExists({ id, name, isActive }: TogglProject): Refused {
  const [how, advice] = isActive
    ? ['', `Choose it: its id is ${id}`]
    : [' but archived', 'Bring it back there and read the projects again, or rename the category'];
  return refusedWith('project_exists', `Toggl has a project ${name}${how}. ${advice}.`);
}

function refusalOf(asked: Exclude<Asked<unknown>, { kind: 'done' }>): Refused {
  if (asked.kind === 'not-connected') return togglNotConnected;
  if (asked.kind === 'refused') {
    const message = `Toggl refused: ${asked.reason}. Nothing was changed here.`;
    return refusedWith('toggl_refused', message);
  }
  const when =
    asked.until === null ? '' : ` Toggl may be asked again at ${formatInstant(asked.until)}.`;
  const advice =
    'If a project was to be made, read the projects again before another try: it may be there.';
  return refusedWith('toggl_unavailable', `${asked.reason}${when} ${advice}`);
}
