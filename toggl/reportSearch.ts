/**
 * The detailed search of Reports v3: the only way to entries older than three months, paid from
 * the organisation's bucket. It never shows running or deleted entries.
 */
import * as z from 'zod';
import { instantSchema, secondSchema } from './instant.ts';
import { listSchema } from './listSchema.ts';
import { jsonReader, type Reader } from './reader.ts';
import type { TimeEntry } from './timeEntry.ts';
import { idOf, tolerantList, type Unreadable } from './tolerantList.ts';

export type ReportQuery = Readonly<{
  /** Reports show the whole workspace: without this, colleagues' entries too. */
  userId: number;
  /** Civil dates, `YYYY-MM-DD`, at most a year apart. */
  startDate: string;
  endDate: string;
  pageSize: number;
  /** From the page before; null for the first page. */
  firstRowNumber: number | null;
}>;

type ReportedEntry = TimeEntry & Readonly<{ projectName: string | null }>;

/** `nextRowNumber` is null on the last page. */
export type ReportPage = Readonly<{
  timeEntries: readonly ReportedEntry[];
  unreadable: readonly Unreadable[];
  nextRowNumber: number | null;
}>;

/** `enrich_response` brings the names of tags; `rounding` 0 the seconds as they were tracked. */
export function reportBody(query: ReportQuery): string {
  return JSON.stringify({
    user_ids: [query.userId],
    start_date: query.startDate,
    end_date: query.endDate,
    page_size: query.pageSize,
    // Oldest first: what is tracked between two pages comes after them and shifts none.
    order_by: 'date',
    order_dir: 'ASC',
    first_row_number: query.firstRowNumber ?? undefined,
    enrich_response: true,
    rounding: 0,
  });
}

const rowSchema = z
  .object({
    user_id: z.int().nullish(),
    project_id: z.int().nullish(),
    project_name: z.string().nullish(),
    description: z.string().nullish(),
    tag_ids: listSchema(z.int()),
    tag_names: listSchema(z.string()),
    time_entries: z.array(
      z.object({ id: z.int(), start: secondSchema, stop: secondSchema, at: instantSchema }),
    ),
  })
  .refine((row) => row.tag_names.length === row.tag_ids.length, {
    path: ['tag_names'],
    message: 'must name every tag',
  });

function timeEntriesOf(row: z.output<typeof rowSchema>, workspaceId: number): ReportedEntry[] {
  return row.time_entries.map((entry) => ({
    id: entry.id,
    workspaceId,
    userId: row.user_id ?? null,
    projectId: row.project_id ?? null,
    projectName: row.project_name ?? null,
    description: row.description ?? '',
    tags: row.tag_names,
    startSecond: entry.start,
    stopSecond: entry.stop,
    modifiedAt: entry.at,
    deletedAt: null,
  }));
}

export function reportReader(workspaceId: number): Reader<ReportPage> {
  const readRows = jsonReader(tolerantList(rowSchema, entryIdsOf));
  return (reply) => {
    const rows = readRows(reply);
    if (rows.kind === 'unreadable') return rows;
    const { readable, unreadable } = rows.value;
    const timeEntries = readable.flatMap((row) => timeEntriesOf(row, workspaceId));
    const value = { timeEntries, unreadable, nextRowNumber: nextRowNumberOf(reply.headers) };
    return { kind: 'read', value };
  };
}

function entryIdsOf(row: unknown): readonly number[] {
  const has = typeof row === 'object' && row !== null && 'time_entries' in row;
  return has && Array.isArray(row.time_entries) ? row.time_entries.flatMap(idOf) : [];
}

/** Toggl leaves the header out on the last page. */
function nextRowNumberOf(headers: Readonly<Record<string, string>>): number | null {
  const text = headers['x-next-row-number'] ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
