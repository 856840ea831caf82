/**
 * Which readings of Toggl an import needs, in which order, and what each leaves to be read. Pure.
 *
 *   three months ago          now
 *   ────────────┼──────────────┤
 *   [── search ─┤                  Reports, a year at most each, page after page; the
 *               │                  organisation's bucket
 *               [─── since ────]   one list of all that changed, deletions too; the user's bucket
 *
 * The list holds a thousand entries and shows the latest starts (docs/toggl-notes.md): what a full
 * one cut off is searched for.
 */
import { addDays } from '../time/calendar.ts';
import { civilDateIn } from '../time/civilDate.ts';
import { floorSecond } from '../time/instant.ts';

export type Reading =
  | Readonly<{ kind: 'since'; sinceSecond: number }>
  | Readonly<{ kind: 'search'; startDate: string; endDate: string; firstRowNumber: number | null }>;

/** Ninety days are what lists reach back, as far as is known. */
const sinceReachSeconds = 80 * 86_400;
const searchDays = 360;
const listMaximum = 1000;
/** Clocks differ, and an entry may be on its way while it is asked for. */
const marginSeconds = 120;

type Wanted = Readonly<{
  /** Civil dates as they were sent, with the instants at which they begin and end. */
  from: Readonly<{ date: string; at: number }> | null;
  to: Readonly<{ date: string; endAt: number }> | null;
  /** Toggl's second. */
  nowSecond: number;
  /** From where the last import left off; null before the first. */
  sinceSecond: number | null;
}>;

export function readingsFor({ from, to, nowSecond, sinceSecond }: Wanted): readonly Reading[] {
  const reachSecond = nowSecond - sinceReachSeconds;
  if (from === null) {
    const second = Math.max(sinceSecond ?? reachSecond, reachSecond);
    return [{ kind: 'since', sinceSecond: second }];
  }
  const fromSecond = floorSecond(from.at) - marginSeconds;
  if (fromSecond >= reachSecond) return [{ kind: 'since', sinceSecond: fromSecond }];
  const isOld = to !== null && floorSecond(to.endAt) < reachSecond;
  const reachDate = civilDateIn(reachSecond * 1000, 'UTC');
  const searches = searchesOver(from.date, isOld ? to.date : reachDate);
  // What changed lately may have started long ago, and deletions are told by the list alone.
  return [...searches, { kind: 'since', sinceSecond: reachSecond }];
}

/** A day more on either side: Reports cut days in the zone of the Toggl profile. */
function searchesOver(fromDate: string, toDate: string): readonly Reading[] {
  const lastDate = earlier(addDays(toDate, 1), latestDate);
  const searches: Reading[] = [];
  let startDate = later(addDays(fromDate, -1), earliestDate);
  while (startDate <= lastDate) {
    const yearEnd = addDays(startDate, searchDays - 1);
    const endDate = earlier(yearEnd, lastDate);
    searches.push({ kind: 'search', startDate, endDate, firstRowNumber: null });
    startDate = addDays(endDate, 1);
  }
  return searches;
}

/** What Reports let be asked for (docs/toggl-notes.md). */
const earliestDate = '2006-01-01';
const latestDate = '2030-01-01';

function earlier(left: string, right: string): string {
  return left < right ? left : right;
}

function later(left: string, right: string): string {
  return left < right ? right : left;
}

type Page = Readonly<{
  /** Earliest start shown, and how many there were. */
  oldestStartSecond: number | null;
  entries: number;
  /** Of a search; null on its last page. */
  nextRowNumber: number | null;
}>;

/** What is still to be read after this page. */
export function readingsAfter([done, ...rest]: readonly Reading[], page: Page): readonly Reading[] {
  if (done === undefined) return rest;
  if (done.kind === 'search') {
    const { nextRowNumber } = page;
    return nextRowNumber === null ? rest : [{ ...done, firstRowNumber: nextRowNumber }, ...rest];
  }
  const { oldestStartSecond } = page;
  if (page.entries < listMaximum || oldestStartSecond === null) return rest;
  const dateOf = (second: number) => civilDateIn(second * 1000, 'UTC');
  return [...searchesOver(dateOf(done.sinceSecond), dateOf(oldestStartSecond)), ...rest];
}

/** Per mille of what was planned; a search counts by how far its pages have come. */
export function progressOf(planned: number, left: readonly Reading[], startedDate: string | null) {
  const [current] = left;
  const share = current === undefined ? 0 : shareDone(current, startedDate);
  const total = Math.max(planned, left.length);
  return total === 0 ? 1000 : Math.floor(((total - left.length + share) / total) * 1000);
}

function shareDone(reading: Reading, reachedDate: string | null): number {
  if (reading.kind === 'since' || reading.firstRowNumber === null || reachedDate === null) return 0;
  const day = (date: string) => Date.parse(`${date}T00:00Z`);
  const whole = day(reading.endDate) - day(reading.startDate);
  const done = day(reachedDate) - day(reading.startDate);
  return whole <= 0 ? 0 : Math.min(0.99, Math.max(0, done / whole));
}

/** Where a next run asks from: what still ran may not be told of again when it stops. */
export function nextSince(askedSecond: number, runningStartSeconds: readonly number[]): number {
  return Math.min(askedSecond, ...runningStartSeconds) - marginSeconds;
}
