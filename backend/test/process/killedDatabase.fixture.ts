/**
 * Holds the file that a killed server left behind against what its clients were told. It reads a
 * copy, with the log beside it: opening the file itself would do the recovery that the next server
 * has to do. Plain SQL and rules told anew, so that no mistake of the program is shared.
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { type Acknowledged, type History, shownSlices } from './randomClients.fixture.ts';

type JournalSlice = Readonly<{
  id: string;
  dimension: string;
  categoryId: string;
  startAt: number;
  endAt: number | null;
  isLocked: boolean;
  note: string | null;
}>;

type ChangeRow = Readonly<{ id: string; command: string }>;
type JournalRow = Readonly<{
  change_id: string;
  slice_id: string;
  before: string | null;
  after: string | null;
}>;

export type StoredSlice = JournalSlice & Readonly<{ category: string }>;

type Stored = Readonly<{
  integrity: readonly string[];
  slices: readonly StoredSlice[];
  changes: readonly ChangeRow[];
  journal: readonly JournalRow[];
}>;

/** What the file should not be like; empty where all is well. */
export function findingsIn(path: string, history: History): readonly string[] {
  const stored = readStored(path);
  if (stored === null) return history.acknowledged.map(() => 'answered, and there is no database');
  const rowsOf = Map.groupBy(stored.journal, ({ change_id }) => change_id);
  return [
    ...stored.integrity,
    ...overlaps(stored.slices),
    ...brokenChains(stored),
    ...history.acknowledged.flatMap((acknowledged) => missing(rowsOf, acknowledged)),
    ...unexplained(stored, history),
  ];
}

/** Of what the file holds; empty before its tables are made. */
export function storedSlices(path: string): readonly StoredSlice[] {
  return readStored(path)?.slices ?? [];
}

const columns = `slice.id, slice.dimension, slice.category_id as categoryId,
  slice.start_at as startAt, slice.end_at as endAt, slice.is_locked as isLocked, slice.note`;

/** null where the server was killed before it had made its tables. */
function readStored(path: string): Stored | null {
  const copy = `${path}.copy`;
  for (const end of ['', '-wal']) {
    rmSync(copy + end, { force: true });
    if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  }
  const database = new SqliteDatabase(copy);
  try {
    const all = <Row>(text: string) => database.prepare<[], Row>(text).all();
    const tables = all<{ name: string }>(`select name from sqlite_master where name = 'slice'`);
    if (tables.length === 0) return null;
    const rows = all<Omit<StoredSlice, 'isLocked'> & Readonly<{ isLocked: number }>>(
      `select ${columns}, category.name as category from slice
         join category on category.id = slice.category_id
         where source <> 'TIMERY' order by slice.start_at`,
    );
    return {
      integrity: all<{ integrity_check: string }>('pragma integrity_check')
        .map((row) => row.integrity_check)
        .filter((text) => text !== 'ok')
        .concat(all('pragma foreign_key_check').map((row) => `dangling: ${JSON.stringify(row)}`)),
      slices: rows.map((row) => ({ ...row, isLocked: Boolean(row.isLocked) })),
      changes: all('select id, command from change order by revision'),
      journal: all(`select change_id, slice_id, before, after from slice_change
        order by revision, position`),
    };
  } finally {
    database.close();
  }
}

function overlaps(slices: readonly StoredSlice[]): string[] {
  return slices.flatMap((slice, index) => {
    const next = slices.slice(index + 1).find(({ dimension }) => dimension === slice.dimension);
    if (next === undefined) return [];
    if (slice.endAt === null) return [`${slice.id} runs, and ${next.id} begins after it`];
    return slice.endAt > next.startAt ? [`${slice.id} overlaps ${next.id}`] : [];
  });
}

/** Each row is where the journal last left it, and each change began where the one before ended. */
function brokenChains({ journal, slices }: Stored): string[] {
  const left = new Map<string, string | null>();
  const broken = journal.flatMap(({ change_id, slice_id, before, after }) => {
    const known = left.get(slice_id) ?? null;
    left.set(slice_id, after);
    return isDeepStrictEqual(content(before), content(known))
      ? []
      : [`change ${change_id} of ${slice_id} does not begin where the last one ended`];
  });
  for (const { category: _, ...slice } of slices) {
    const last = content(left.get(slice.id) ?? null);
    left.delete(slice.id);
    if (!isDeepStrictEqual({ ...last, ...slice }, last))
      broken.push(`slice ${slice.id} is not as the journal left it`);
  }
  const lost = [...left].filter(([, last]) => last !== null);
  return [...broken, ...lost.map(([id]) => `slice ${id} is in the journal alone`)];
}

/** All but `updatedAt`: an undo looks past it (core/engine/undo.ts). */
function content(text: string | null): object | null {
  if (text === null) return null;
  const { updatedAt: _, ...slice } = JSON.parse(text) as { updatedAt: number };
  return slice;
}

/** An answer is on disk: its change is there, with the slices as they were answered. */
function missing(
  rowsOf: ReadonlyMap<string, readonly JournalRow[]>,
  acknowledged: Acknowledged,
): string[] {
  const { command, body } = acknowledged;
  const { changeId } = body;
  if (changeId === null) return [];
  const rows = rowsOf.get(String(changeId)) ?? [];
  const what = `${command.name} answered with change ${String(changeId)}`;
  if (rows.length === 0) return [`${what}: it is not in the journal`];
  const gone = command.name === 'delete' ? [String(body.id)] : [];
  return [
    ...shownSlices(acknowledged).flatMap((shown) => {
      const after = rows.findLast((row) => row.slice_id === shown.id)?.after ?? null;
      if (after === null)
        return isUnchanged(rows, shown.id) ? [] : [`${what}: ${shown.id} is gone`];
      return isSame(JSON.parse(after), shown) ? [] : [`${what}: ${shown.id} is another`];
    }),
    ...gone.flatMap((id) =>
      rows.findLast((row) => row.slice_id === id)?.after === null
        ? []
        : [`${what}: ${id} is there`],
    ),
  ];
}

/** One of several that were started at once may have run already. */
function isUnchanged(rows: readonly JournalRow[], sliceId: string): boolean {
  return !rows.some((row) => row.slice_id === sliceId);
}

function isSame(slice: JournalSlice, shown: ReturnType<typeof shownSlices>[number]): boolean {
  return (
    slice.dimension === shown.dimension &&
    slice.categoryId === shown.categoryId &&
    slice.startAt === Date.parse(shown.start) &&
    slice.endAt === (shown.end === null ? null : Date.parse(shown.end)) &&
    slice.isLocked === shown.isLocked &&
    slice.note === shown.note
  );
}

/**
 * What was answered to nobody is there only if somebody had sent it in that very round, once. What
 * is repeated with its key is answered in the end, with the change it made the first time: an
 * orphan that is left over then belongs to a command without a key.
 */
function unexplained({ changes }: Stored, history: History): string[] {
  const { acknowledged, toRepeat, lost, orphans, round } = history;
  const known = new Set(acknowledged.map(({ body }) => body.changeId));
  for (const { id, command: name } of changes) {
    if (!known.has(id) && !orphans.has(id)) orphans.set(id, { name, round });
  }
  const left = [...orphans].filter(([id]) => !known.has(id)).map(([, orphan]) => orphan);
  const byKind = Map.groupBy(left, ({ name, round: at }) => `${name} in round ${at}`);
  return [...byKind].flatMap(([kind, [orphan, ...others]]) => {
    if (orphan === undefined) return [];
    const possible = [...toRepeat, ...lost].filter(
      ({ command, rounds }) => command.name === orphan.name && rounds.includes(orphan.round),
    );
    const there = 1 + others.length;
    return there <= possible.length
      ? []
      : [`${there} changes by ${kind}, where ${possible.length} were unanswered`];
  });
}
