/**
 * Reports v3, detailed search: finished entries of any age, 50 rows a page unless asked otherwise,
 * paged by headers. Never shows a running or a deleted entry; times are in the user's offset; costs
 * the organization bucket (docs/toggl-notes.md).
 */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { type Call, type JsonObject, type Route, withObject, workspaceIdOf } from './route.ts';
import { namesOfTags } from './tagNames.ts';
import {
  parsedDateSecond,
  readSecond,
  secondsPerDay,
  utcDate,
  type ZoneClock,
  zoneClock,
} from './wireTime.ts';
import type { EntryRow, World } from './world.ts';

export const reportRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/reports/api/v3/workspace/:workspaceId/search/time_entries',
    handle: (call) => withObject(call, (body) => search(call, body)),
  },
];

const pageSizeDefault = 50;
const rangeMaximumDays = 365;
const defaultRangeDays = 6;

type Range = Readonly<{ startDate: string; endDate: string }>;

function search(call: Call, body: JsonObject): Answer {
  if (Object.keys(body).length === 0) {
    return refusedAnswer(400, 'At least one parameter must be set');
  }
  const range = readRange(body, call.world.clockSecond());
  if (typeof range === 'string') return refusedAnswer(400, range);
  const clock = zoneClock(call.world.config().account.timeZone);
  const rows = sorted(matching(call, body, { range, clock }), body);
  return pageOf(call.world, body, { rows, range, clock });
}

/** Without an end the range is the week from its start on. A sentence says what is wrong. */
function readRange(body: JsonObject, nowSecond: number): Range | string {
  const { start_date: start, end_date: end } = body;
  const startDate = typeof start === 'string' ? start : utcDate(nowSecond);
  const startSecond = parsedDateSecond(startDate);
  if (startSecond === null) return 'Invalid start_date';
  const endDate =
    typeof end === 'string' ? end : utcDate(startSecond + defaultRangeDays * secondsPerDay);
  const endSecond = parsedDateSecond(endDate);
  if (endSecond === null) return 'Invalid end_date';
  const outside = [startDate, endDate].findIndex((it) => it < '2006-01-01' || it > '2030-01-01');
  if (outside !== -1) {
    const field = outside === 0 ? 'start_date' : 'end_date';
    return `${field} should be within 2006-01-01 to 2030-01-01`;
  }
  const tooLong = endSecond - startSecond > rangeMaximumDays * secondsPerDay;
  return tooLong
    ? `Maximum allowed date range is ${rangeMaximumDays} days`
    : { startDate, endDate };
}

function matching(
  call: Call,
  body: JsonObject,
  { range, clock }: Readonly<{ range: Range; clock: ZoneClock }>,
): EntryRow[] {
  return [...call.world.entries.values()].filter((row) => {
    if (row.workspaceId !== workspaceIdOf(call)) return false;
    if (row.deletedAt !== null || row.stopSecond === null) return false;
    const date = clock.date(row.startSecond);
    return date >= range.startDate && date <= range.endDate && passesFilters(row, body);
  });
}

/** `[null]` asks for entries that have none. */
function passesFilters(row: EntryRow, body: JsonObject): boolean {
  const anyOf = (field: string, values: readonly (number | null)[]) => {
    const wanted = body[field];
    return !Array.isArray(wanted) || values.some((value) => wanted.includes(value));
  };
  const { description } = body;
  return (
    anyOf('project_ids', [row.projectId]) &&
    anyOf('task_ids', [row.taskId]) &&
    anyOf('time_entry_ids', [row.id]) &&
    anyOf('tag_ids', row.tagIds.length === 0 ? [null] : row.tagIds) &&
    (typeof description !== 'string' || (row.description ?? '').includes(description))
  );
}

function sorted(rows: EntryRow[], body: JsonObject): EntryRow[] {
  const key = (row: EntryRow) => {
    if (body.order_by === 'last_update') return row.modifiedAtMicroseconds;
    return body.order_by === 'duration' ? row.durationSeconds : row.startSecond;
  };
  const sign = body.order_dir === 'ASC' ? 1 : -1;
  return rows.sort((left, right) => sign * (key(left) - key(right) || left.id - right.id));
}

type Found = Readonly<{ rows: readonly EntryRow[]; range: Range; clock: ZoneClock }>;

/** `first_row_number` alone finds the next page. The last page has no X-Next headers. */
function pageOf(world: World, body: JsonObject, { rows, range, clock }: Found): Answer {
  const wanted = typeof body.page_size === 'number' ? body.page_size : pageSizeDefault;
  const pageSize = Math.min(Math.max(wanted, 1), world.config().reportsPageSizeMaximum);
  const first = typeof body.first_row_number === 'number' ? body.first_row_number - 1 : 0;
  const enriched = body.enrich_response === true;
  const shown = rows.slice(first, first + pageSize).map((row, index) => ({
    ...shownRow(world, row, clock),
    ...(enriched ? enrichment(world, row) : {}),
    row_number: first + index + 1,
  }));
  const next = rows[first + pageSize];
  return jsonAnswer(shown, {
    'x-page-size': String(pageSize),
    'x-range-start': range.startDate,
    'x-range-end': range.endDate,
    ...(next === undefined
      ? {}
      : {
          'x-next-id': String(next.id),
          'x-next-row-number': String(first + pageSize + 1),
          'x-next-timestamp': String(next.startSecond),
        }),
  });
}

function shownRow(world: World, row: EntryRow, clock: ZoneClock): Record<string, unknown> {
  const modifiedSecond = Math.floor(row.modifiedAtMicroseconds / 1_000_000);
  return {
    user_id: world.config().account.userId,
    username: world.config().account.fullName,
    project_id: row.projectId,
    task_id: row.taskId,
    billable: row.billable,
    description: row.description ?? '',
    tag_ids: row.tagIds,
    billable_amount_in_cents: null,
    hourly_rate_in_cents: null,
    currency: 'USD',
    time_entries: [
      {
        id: row.id,
        seconds: row.durationSeconds,
        start: clock.instant(row.startSecond),
        stop: clock.instant(row.stopSecond ?? row.startSecond),
        at: readSecond(modifiedSecond),
        at_tz: clock.instant(modifiedSecond),
      },
    ],
  };
}

function enrichment(world: World, row: EntryRow): Record<string, unknown> {
  const project = row.projectId === null ? undefined : world.projects.get(row.projectId);
  return {
    tag_names: namesOfTags(world, row.tagIds),
    project_name: project?.name ?? null,
    project_color: project?.color ?? null,
    client_name: world.clients.get(project?.clientId ?? 0)?.name ?? null,
  };
}
