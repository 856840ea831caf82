/**
 * Reads of time entries. All of them live under /me and cost the user bucket: no workspace path
 * reads an entry. Deleted entries show only in `since` lists (docs/toggl-notes.md).
 */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { runningEntries } from './entryEffects.ts';
import { type EntryForm, entryMeta, shownEntry } from './entryShape.ts';
import { type Call, parsedId, type Route } from './route.ts';
import { parsedDateSecond, parsedInstantSecond, secondsPerDay, utcDate } from './wireTime.ts';
import type { EntryRow, World } from './world.ts';

export const entryReadRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v9/me/time_entries', handle: list },
  { method: 'GET', path: '/api/v9/me/time_entries/current', handle: current },
  { method: 'GET', path: '/api/v9/me/time_entries/:entryId', handle: single },
];

const listMaximum = 1000;
const reachSeconds = 90 * secondsPerDay;

function list(call: Call): Answer {
  const since = call.query.get('since');
  if (since === null) return listByStart(call);
  if (call.query.has('before')) {
    return refusedAnswer(400, "'since' and 'before' can not be present simultaneously");
  }
  return listSince(call, since);
}

function listSince(call: Call, since: string): Answer {
  const { world } = call;
  const { oldSince, sinceCap } = world.config().switches;
  if (!/^-?\d+$/.test(since)) {
    return refusedAnswer(400, 'Since is expected to be an unix timestamp, integer value');
  }
  const floorSecond = world.clockSecond() - reachSeconds;
  if (oldSince === 'refuse' && Number(since) < floorSecond) {
    return refusedAnswer(400, `since must not be earlier than ${utcDate(floorSecond)}`);
  }
  const rows = [...world.entries.values()].filter(
    (row) => row.modifiedAtMicroseconds >= Number(since) * 1_000_000,
  );
  const maximum = sinceCap === 'thousand' ? listMaximum : rows.length;
  return shownList(call, newestFirst(rows).slice(0, maximum));
}

/**
 * Selected by start alone: an entry that began before the range and reaches into it is not listed.
 *
 *   range            [start_date ────────── end_date)
 *   listed                [──────)     [──────────────)
 *   not listed   [──────────)
 */
function listByStart(call: Call): Answer {
  const { world, query } = call;
  const floorSecond = world.clockSecond() - reachSeconds;
  const from = boundOf(query.get('start_date'));
  const until = boundOf(query.get('end_date'));
  const before = boundOf(query.get('before'));
  if (from === 'wrong') return refusedAnswer(400, 'Invalid start_date');
  if (until === 'wrong') return refusedAnswer(400, 'Invalid end_date');
  if (before === 'wrong') return refusedAnswer(400, 'Invalid before');
  if ((from === null) !== (until === null)) {
    return refusedAnswer(400, 'start_date and end_date must both be present');
  }
  if (from !== null && from.second < Math.floor(floorSecond / secondsPerDay) * secondsPerDay) {
    return refusedAnswer(400, `start_date must not be earlier than ${utcDate(floorSecond)}`);
  }
  const fromSecond = from?.second ?? floorSecond;
  const untilSecond = Math.min(untilOf(world, until), before?.second ?? Number.POSITIVE_INFINITY);
  const rows = [...world.entries.values()].filter(
    (row) =>
      row.deletedAt === null && row.startSecond >= fromSecond && row.startSecond < untilSecond,
  );
  return shownList(call, newestFirst(rows).slice(0, listMaximum));
}

type Bound = Readonly<{ second: number; lengthSeconds: number }>;

function boundOf(text: string | null): Bound | null | 'wrong' {
  if (text === null) return null;
  const date = parsedDateSecond(text);
  if (date !== null) return { second: date, lengthSeconds: secondsPerDay };
  // A plus sign that was not escaped arrives as a space.
  const instant = parsedInstantSecond(text.replace(' ', '+'));
  return instant === null ? 'wrong' : { second: instant, lengthSeconds: 1 };
}

function untilOf(world: World, until: Bound | null): number {
  if (until === null) return Number.POSITIVE_INFINITY;
  const inclusive = world.config().switches.endDate === 'inclusive';
  return until.second + (inclusive ? until.lengthSeconds : 0);
}

/** By start, not by id and not by `at`. */
export function newestFirst(rows: readonly EntryRow[]): EntryRow[] {
  return rows.toSorted((left, right) => right.startSecond - left.startSecond || right.id - left.id);
}

/** 200 with `null` when nothing runs. */
function current(call: Call): Answer {
  const [row] = runningEntries(call.world);
  return jsonAnswer(row === undefined ? null : shownEntry(call.world, row, 'listed'));
}

function single(call: Call): Answer {
  const { world } = call;
  const row = world.entries.get(parsedId(call.parameters.entryId) ?? 0);
  const hidden = row?.deletedAt != null && world.config().switches.deletedEntryById === 'not-found';
  if (row === undefined || hidden) return refusedAnswer(404, 'Resource can not be found');
  return jsonAnswer(shown(call, row, 'single'));
}

function shownList(call: Call, rows: readonly EntryRow[]): Answer {
  return jsonAnswer(rows.map((row) => shown(call, row, 'listed')));
}

function shown(call: Call, row: EntryRow, form: EntryForm): Record<string, unknown> {
  const meta = call.query.get('meta') === 'true' ? entryMeta(call.world, row) : {};
  return { ...shownEntry(call.world, row, form), ...meta };
}
