/**
 * Categories as a person keeps them. Names are told apart by their folded form, so a start by
 * name always means one category. A change bumps the account's revision: the running entry in
 * Toggl carries the name and the project.
 */
import { readName } from '../../../../core/engine/category.ts';
import {
  type KnownProjects,
  projectFor,
  projectProblem,
} from '../../../../core/projection/project.ts';
import type { Database } from '../../db/database.ts';
import { bumpRevision } from '../../store/accounts.ts';
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
import { knownTogglProjects, type TogglProject } from '../../store/togglProjects.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { categoryNotFound } from '../refusals.ts';
import { blankCategory } from './blankCategory.ts';
import { createMergeCategory, type MergeCategory, type MergeParts } from './mergeCategory.ts';
import { type Removed, removeCategory } from './removeCategory.ts';

/** `togglProjectId` is the project in effect, and the origin tells why it is. */
export type CategoryView = Omit<
  Category,
  'foldedName' | 'isTogglProjectChosen' | 'isGone' | 'mergedIntoId'
> &
  Readonly<{
    /** The project's name, null when Toggl has not told it. */
    togglProject: string | null;
    togglProjectOrigin: 'chosen' | 'matched' | 'none';
    /** Why the chosen one is not used, in a sentence; null where nothing is wrong with it. */
    togglProjectProblem: string | null;
  }>;

type CategoryFields = Readonly<{
  name?: string | undefined;
  color?: string | undefined;
  icon?: string | null | undefined;
  /** null chooses to have none; leaving it out lets the name find one. */
  togglProjectId?: number | null | undefined;
  isBillable?: boolean | undefined;
  isArchived?: boolean | undefined;
  sortOrder?: number | undefined;
  /** null: as much as is usual. */
  maxMinutes?: number | null | undefined;
}>;

type NewCategory = CategoryFields & Readonly<{ name: string }>;
type CategoryPatch = CategoryFields & Readonly<{ categoryId: string }>;
export type CategoryDone = Readonly<{ category: CategoryView }>;

export type Categories = Readonly<{
  list(accountId: string): Promise<readonly CategoryView[]>;
  create: CommandOf<NewCategory, CategoryDone>;
  patch: CommandOf<CategoryPatch, CategoryDone>;
  remove: CommandOf<Readonly<{ categoryId: string }>, Removed>;
  merge: MergeCategory;
}>;

export function createCategories(parts: MergeParts): Categories {
  const command = commandsOver(parts);
  return {
    list: (accountId) => list(parts.database, accountId),
    create: command(create),
    patch: command(patch),
    remove: command((given, { categoryId }) =>
      removeCategory(given, categoryId, parts.categoryUsers),
    ),
    merge: createMergeCategory(parts),
  };
}

async function list({ reader }: Database, accountId: string): Promise<CategoryView[]> {
  const categories = await listCategories(reader, accountId);
  const known = await knownTogglProjects(reader, accountId);
  return categories.map((category) => viewOf(category, known));
}

async function create(
  command: Command,
  { name, ...fields }: NewCategory,
): Promise<Done<CategoryDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const unusable = await unusableProject(command, fields.togglProjectId);
  if (unusable !== null) return unusable;
  const named = await freeName(command, name, null);
  if (named.kind === 'refused') return named;
  const sortOrder = fields.sortOrder ?? (await nextSortOrder(tx, caller.accountId));
  const { foldedName } = named;
  const usedColors = (await listCategories(tx, caller.accountId)).map(({ color }) => color);
  const essentials = { id: newId(), name: named.name, foldedName, sortOrder, usedColors, now };
  const blank = blankCategory(essentials);
  const category = withFields(blank, fields);
  await insertCategory(tx, caller.accountId, category);
  return done(command, category);
}

/** Whatever a person patches, even nothing, they have looked at: it is not new any more. */
async function patch(
  command: Command,
  { categoryId, name, ...fields }: CategoryPatch,
): Promise<Done<CategoryDone> | Refused> {
  const { tx, caller, now } = command;
  const before = await findCategory(tx, caller.accountId, categoryId);
  if (before === null) return categoryNotFound;
  const { togglProjectId } = fields;
  const isOther = togglProjectId !== before.togglProjectId;
  const unusable = isOther ? await unusableProject(command, togglProjectId) : null;
  if (unusable !== null) return unusable;
  const named = await freeName(command, name ?? before.name, before);
  if (named.kind === 'refused') return named;
  const category: Category = {
    ...withFields(before, fields),
    name: named.name,
    foldedName: named.foldedName,
    isNew: false,
    updatedAt: now,
  };
  await updateCategory(tx, caller.accountId, category);
  return done(command, category);
}

function withFields(category: Category, fields: Omit<CategoryFields, 'name'>): Category {
  const { togglProjectId } = fields;
  return {
    ...category,
    color: fields.color ?? category.color,
    icon: fields.icon === undefined ? category.icon : fields.icon,
    togglProjectId: togglProjectId === undefined ? category.togglProjectId : togglProjectId,
    isTogglProjectChosen: category.isTogglProjectChosen || togglProjectId !== undefined,
    isBillable: fields.isBillable ?? category.isBillable,
    isArchived: fields.isArchived ?? category.isArchived,
    sortOrder: fields.sortOrder ?? category.sortOrder,
    maxMinutes: fields.maxMinutes === undefined ? category.maxMinutes : fields.maxMinutes,
  };
}

async function unusableProject(
  { tx, caller }: Command,
  projectId: number | null | undefined,
): Promise<Refused | null> {
  if (projectId === null || projectId === undefined) return null;
  const problem = projectProblem(projectId, await knownTogglProjects(tx, caller.accountId));
  return problem === null ? null : refusedWith('project_not_usable', problem);
}

type FreeName = Readonly<{ kind: 'name'; name: string; foldedName: string }>;

/**
 * `own` may keep its name, or change the case of it. A name that leads to another category since a
 * merge is free: whoever gives it to one means that one.
 */
async function freeName(
  { tx, caller }: Command,
  text: string,
  own: Category | null,
): Promise<FreeName | Refused> {
  const read = readName(text);
  if (read.kind === 'refused') return read;
  const holder = await findCategoryByFoldedName(tx, caller.accountId, read.foldedName);
  if (holder === null || holder.foldedName !== read.foldedName || holder.id === own?.id) {
    await releaseName(tx, caller.accountId, read.foldedName);
    return read;
  }
  const archived = holder.isArchived ? ' It is archived: bring it back instead.' : '';
  return refusedWith(
    'category_name_taken',
    `There is a category ${holder.name} already. Choose another name.${archived}`,
  );
}

async function done({ tx, caller }: Command, category: Category): Promise<Done<CategoryDone>> {
  await bumpRevision(tx, caller.accountId);
  const known = await knownTogglProjects(tx, caller.accountId);
  return { kind: 'done', category: viewOf(category, known) };
}

function viewOf(category: Category, known: KnownProjects<TogglProject>): CategoryView {
  const { foldedName: _, isTogglProjectChosen, isGone: _g, mergedIntoId: _m, ...shown } = category;
  const togglProjectId = isTogglProjectChosen
    ? category.togglProjectId
    : projectFor(category, known);
  const project = known.projects.find(({ id }) => id === togglProjectId);
  const matched = togglProjectId === null ? 'none' : 'matched';
  return {
    ...shown,
    togglProjectId,
    togglProject: project?.name || null,
    togglProjectOrigin: isTogglProjectChosen ? 'chosen' : matched,
    togglProjectProblem: togglProjectId === null ? null : projectProblem(togglProjectId, known),
  };
}
