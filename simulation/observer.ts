/**
 * What stands in the program's file, read from outside by a connection of its own: the checkers
 * take nobody's word for it. Only committed rows are seen. Few statements, prepared once, because
 * a world is looked at before and after every command.
 */
import BetterSqlite from 'better-sqlite3';
import type { Source } from '../core/engine/slice.ts';
import type { HeldFields } from './checkers/held.ts';

export type StoredSlice = Readonly<{
  id: string;
  dimension: 'PRIMARY' | 'WORK_MODE' | 'SOCIAL' | 'SEGMENT';
  categoryId: string;
  /** The category's name. */
  category: string;
  /** The project of its category, chosen or of the same name; null for none. */
  projectId: number | null;
  startAt: number;
  endAt: number | null;
  source: Source;
  isLocked: boolean;
  linkedTaskId: string | null;
  /** The name of that task. */
  taskName: string | null;
  note: string | null;
  originEntryId: string | null;
  createdAt: number;
  updatedAt: number;
  /** The entry that its link names. */
  entryId: number | null;
}>;

export type Observer = Readonly<{
  /** All that end after an instant or run. */
  slicesSince(sinceAt: number): readonly StoredSlice[];
  /** All that was imported, however old: an undo of an import reaches that far back. */
  history(): readonly StoredSlice[];
  /** All of them, deleted ones too. */
  tasks(): readonly StoredTask[];
  /** The slice whose create of that start second is committed as on its way. */
  sliceStartingAt(startSecond: number): string | null;
  /** Entries that a link names, in the past too. */
  linkedEntryIds(): ReadonlySet<number>;
  /** Whether Toggl has been connected. */
  isConnected(): boolean;
  buckets(): readonly StoredBucket[];
  /** Slices with a field that waits for an answer. */
  heldSlices(): readonly string[];
  /** Open warnings about an entry. */
  heldIn(entryId: number): readonly HeldFields[];
  close(): void;
}>;

export type StoredTask = Readonly<{
  id: string;
  name: string;
  state: string;
  isDeleted: boolean;
  /** How many there are of it. */
  logs: number;
}>;

type StoredBucket = Readonly<{ bucket: string; remaining: number; resetsAt: number }>;

const slicesWhere = (condition: string) => `
  select slice.id, slice.dimension, slice.category_id as categoryId, category.name as category,
    case when category.toggl_project_is_chosen = 1 then category.toggl_project_id
      else (select case when count(*) = 1 then max(toggl_project.id) end from toggl_project
        where toggl_project.folded_name = category.folded_name and toggl_project.is_active = 1)
    end as projectId,
    slice.start_at as startAt, slice.end_at as endAt, slice.source, slice.is_locked as isLocked,
    slice.linked_task_id as linkedTaskId, task.name as taskName,
    slice.note, slice.origin_entry_id as originEntryId,
    slice.created_at as createdAt, slice.updated_at as updatedAt, toggl_link.entry_id as entryId
  from slice
  join category on category.id = slice.category_id
  left join task on task.id = slice.linked_task_id
  left join toggl_link on toggl_link.slice_id = slice.id and toggl_link.state <> 'gone'
  where ${condition}
  order by slice.start_at, slice.id`;

const tasksSql = `
  select task.id, task.name, task.state, task.deleted_at is not null as isDeleted,
    (select count(*) from post_do_log where post_do_log.task_id = task.id) as logs
  from task order by task.id`;

const pendingSql = `
  select slice_id as sliceId from toggl_link
  where state = 'pending'
    and json_extract(body, '$.state.attempt.fields.startSecond') = ?`;

const linksSql = 'select entry_id as entryId, body from toggl_link';

const connectedSql = 'select 1 from toggl_connection';

const bucketsSql = 'select bucket, remaining, resets_at as resetsAt from toggl_bucket';

const heldSql = `
  select fields, timerys from toggl_warning
  where entry_id = ? and closed_at is null and timerys is not null`;

const heldSlicesSql = `
  select distinct slice_id as sliceId from toggl_warning
  where closed_at is null and slice_id is not null and fields <> '[]'`;

type SliceRow = Omit<StoredSlice, 'isLocked'> & Readonly<{ isLocked: 0 | 1 }>;

const toSlice = (row: SliceRow): StoredSlice => ({ ...row, isLocked: row.isLocked === 1 });

export function openObserver(path: string): Observer {
  const file = new BetterSqlite(path, { readonly: true });
  const slices = file.prepare<[number], SliceRow>(
    slicesWhere('slice.end_at is null or slice.end_at > ?'),
  );
  const history = file.prepare<[], SliceRow>(slicesWhere("slice.source = 'TIMERY'"));
  const tasks = file.prepare<[], Omit<StoredTask, 'isDeleted'> & { isDeleted: 0 | 1 }>(tasksSql);
  const pending = file.prepare<[number], { sliceId: string }>(pendingSql);
  const links = file.prepare<[], { entryId: number | null; body: string }>(linksSql);
  const connected = file.prepare<[], unknown>(connectedSql);
  const buckets = file.prepare<[], StoredBucket>(bucketsSql);
  const held = file.prepare<[number], { fields: string; timerys: string }>(heldSql);
  const heldSlices = file.prepare<[], { sliceId: string }>(heldSlicesSql);
  return {
    slicesSince: (sinceAt) => slices.all(sinceAt).map(toSlice),
    history: () => history.all().map(toSlice),
    tasks: () => tasks.all().map((row) => ({ ...row, isDeleted: row.isDeleted === 1 })),
    sliceStartingAt: (startSecond) => pending.get(startSecond)?.sliceId ?? null,
    linkedEntryIds: () =>
      new Set(
        links.all().flatMap(({ entryId, body }) => {
          const { retiredEntryIds = [], deletedEntryIds = [] } = JSON.parse(body);
          return [...(entryId === null ? [] : [entryId]), ...retiredEntryIds, ...deletedEntryIds];
        }),
      ),
    isConnected: () => connected.get() !== undefined,
    buckets: () => buckets.all(),
    heldSlices: () => heldSlices.all().map(({ sliceId }) => sliceId),
    heldIn: (entryId) =>
      held.all(entryId).map(({ fields, timerys }) => ({
        fields: JSON.parse(fields),
        timerys: JSON.parse(timerys),
      })),
    close: () => void file.close(),
  };
}
