/**
 * Favourites: saved timers. Starting one is a start as any other; keeping them changes nothing
 * that Toggl shows.
 */
import { readName } from '../../../../core/engine/category.ts';
import type { Source } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { findCategoryNames } from '../../store/categories.ts';
import {
  deleteFavorite,
  type Favorite,
  findFavorite,
  insertFavorite,
  listFavorites,
  nextFavoriteOrder,
  updateFavorite,
} from '../../store/favorites.ts';
import { actingBy } from '../arbitration.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type EngineParts,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { findShownTask, taskNotFound } from '../tasks/taskView.ts';
import { type Started, start } from './startSlice.ts';

export type FavoriteView = Favorite &
  Readonly<{
    /** The category's name. */
    category: string;
    /** The name of its mode. */
    workMode: string | null;
  }>;

type FavoriteFields = Readonly<{
  name?: string | undefined;
  icon?: string | null | undefined;
  category?: string | undefined;
  taskId?: string | null | undefined;
  workMode?: string | null | undefined;
  note?: string | null | undefined;
  sortOrder?: number | undefined;
}>;

type FavoriteStart = Readonly<{
  favoriteId: string;
  source?: Source | undefined;
  at?: string | undefined;
}>;

export type FavoriteDone = Readonly<{ favorite: FavoriteView }>;

export type Favorites = Readonly<{
  list(accountId: string): Promise<readonly FavoriteView[]>;
  create: CommandOf<FavoriteFields & Readonly<{ category: string }>, FavoriteDone>;
  patch: CommandOf<FavoriteFields & Readonly<{ favoriteId: string }>, FavoriteDone>;
  remove: CommandOf<Readonly<{ favoriteId: string }>, FavoriteDone>;
  start: CommandOf<FavoriteStart, Started>;
}>;

export function createFavorites(parts: EngineParts): Favorites {
  const command = commandsOver(parts);
  return {
    list: async (accountId) => {
      const { reader } = parts.database;
      return viewsOf(reader, accountId, await listFavorites(reader, accountId));
    },
    create: command(create),
    patch: command(patch),
    remove: command(remove),
    start: command(startFavorite),
  };
}

async function create(
  command: Command,
  fields: FavoriteFields & Readonly<{ category: string }>,
): Promise<Done<FavoriteDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const blank: Favorite = {
    id: newId(),
    name: '',
    icon: null,
    categoryId: '',
    taskId: null,
    workModeId: null,
    note: null,
    sortOrder: await nextFavoriteOrder(tx, caller.accountId),
    createdAt: now,
    updatedAt: now,
  };
  const name = fields.name ?? fields.category;
  const read = await withFields(command, blank, { ...fields, name });
  if (read.kind === 'refused') return read;
  await insertFavorite(tx, caller.accountId, read.favorite);
  return done(command, read.favorite);
}

async function patch(
  command: Command,
  { favoriteId, ...fields }: FavoriteFields & Readonly<{ favoriteId: string }>,
): Promise<Done<FavoriteDone> | Refused> {
  const { tx, caller } = command;
  const before = await findFavorite(tx, caller.accountId, favoriteId);
  if (before === null) return favoriteNotFound;
  const read = await withFields(command, before, fields);
  if (read.kind === 'refused') return read;
  await updateFavorite(tx, caller.accountId, read.favorite);
  return done(command, read.favorite);
}

async function remove(
  command: Command,
  { favoriteId }: Readonly<{ favoriteId: string }>,
): Promise<Done<FavoriteDone> | Refused> {
  const { tx, caller } = command;
  const favorite = await findFavorite(tx, caller.accountId, favoriteId);
  if (favorite === null) return favoriteNotFound;
  await deleteFavorite(tx, caller.accountId, favoriteId);
  return done(command, favorite);
}

/** What runs already keeps its note, as it keeps everything else. */
async function startFavorite(
  command: Command,
  { favoriteId, source, at }: FavoriteStart,
): Promise<Done<Started> | Refused> {
  const { tx, caller } = command;
  const favorite = await findFavorite(tx, caller.accountId, favoriteId);
  if (favorite === null) return favoriteNotFound;
  const [view] = await viewsOf(tx, caller.accountId, [favorite]);
  invariant(view, 'a favourite can be shown');
  const { category, workMode, taskId: linkedTaskId, note } = view;
  const also = workMode === null ? [] : [{ dimension: 'WORK_MODE', category: workMode } as const];
  const input = { dimension: 'PRIMARY', category, linkedTaskId, note, also, source, at } as const;
  return start(actingBy(command, source), input, 'start-favorite');
}

const favoriteNotFound = refusedWith(
  'favorite_not_found',
  'There is no such favourite; it may have been deleted. List them to see what is there.',
);

type Filled = Readonly<{ kind: 'filled'; favorite: Favorite }>;

/** Missing categories are written here: everything else was decided before. */
async function withFields(
  command: Command,
  before: Favorite,
  fields: FavoriteFields,
): Promise<Filled | Refused> {
  const { tx, caller, now } = command;
  const { taskId = before.taskId, icon = before.icon, note = before.note } = fields;
  const task = taskId === null ? null : await findShownTask(tx, caller.accountId, taskId);
  if (task === null && fields.taskId != null) return taskNotFound;
  const read = readName(fields.name ?? before.name);
  if (read.kind === 'refused') return read;
  const names = [fields.category, fields.workMode].filter((text) => typeof text === 'string');
  const named = await findOrMake(command, names);
  if (named.kind === 'refused') return named;
  await insertMissing(command, named);
  const found = named.categories.map(({ id }) => id);
  const categoryId =
    (fields.category === undefined ? undefined : found.shift()) ?? before.categoryId;
  const modeId = typeof fields.workMode === 'string' ? (found.shift() ?? null) : fields.workMode;
  const favorite: Favorite = {
    ...before,
    name: read.name,
    icon,
    categoryId,
    taskId,
    workModeId: modeId === undefined ? before.workModeId : modeId,
    note,
    sortOrder: fields.sortOrder ?? before.sortOrder,
    updatedAt: now,
  };
  return { kind: 'filled', favorite };
}

async function viewsOf(
  connection: ReadConnection,
  accountId: string,
  favorites: readonly Favorite[],
): Promise<FavoriteView[]> {
  const ids = favorites.flatMap(({ categoryId, workModeId }) => [categoryId, workModeId]);
  const known = ids.filter((id) => id !== null);
  const names = await findCategoryNames(connection, accountId, known);
  return favorites.map((favorite) => ({
    ...favorite,
    category: names.get(favorite.categoryId) ?? '',
    workMode: favorite.workModeId === null ? null : (names.get(favorite.workModeId) ?? null),
  }));
}

async function done({ tx, caller }: Command, favorite: Favorite): Promise<Done<FavoriteDone>> {
  const [view] = await viewsOf(tx, caller.accountId, [favorite]);
  invariant(view, 'a favourite can be shown');
  return { kind: 'done', favorite: view };
}
