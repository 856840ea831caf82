/**
 * What was tracked in Toggl by hand stands here as history, once, and touches nothing else: it is
 * closed, never sent to Toggl, and counts only for what ours leave free. After healing, an import
 * of the simulated days has left out nothing.
 *
 *     Toggl    [ by hand )       [ by hand, deleted )      [ ours )
 *     here     [ TIMERY  )                                 (its own slice, no second one)
 */
import { totalMs, union } from '../../core/time/range.ts';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import type { StoredSlice } from '../observer.ts';
import type { Find } from './finding.ts';

type HistoryChecker = Readonly<{
  onSlices(slices: readonly StoredSlice[]): void;
  /** A person may remove and change what was imported: an import leaves that alone. */
  afterCommands(before: readonly StoredSlice[], after: readonly StoredSlice[]): void;
  judge(judging: Judging): void;
}>;

type Judging = Readonly<{
  entries: readonly SandboxEntry[];
  slices: readonly StoredSlice[];
  isOurs: (entryId: number) => boolean;
  /** What it was changed to after it was taken in may be left out. */
  isLeftAsItWas: (entryId: number) => boolean;
}>;

export function createHistoryChecker(find: Find): HistoryChecker {
  const removed = new Set<string>();
  const edited = new Set<string>();
  return {
    onSlices: (slices) => {
      for (const text of brokenRules(historyIn(slices))) find('history', text);
    },
    afterCommands: (before, after) => {
      const now = new Map(historyIn(after).map((slice) => [slice.id, textOf(slice)]));
      for (const slice of historyIn(before)) {
        const text = now.get(slice.id);
        if (text === undefined) removed.add(originOf(slice));
        else if (text !== textOf(slice)) edited.add(originOf(slice));
      }
    },
    judge: (judging) => {
      for (const entry of judging.entries) {
        const own = historyIn(judging.slices).filter(
          ({ originEntryId }) => originEntryId === String(entry.id),
        );
        // Nobody but its owner changes what is locked, whatever Toggl shows.
        if (own.some(({ isLocked }) => isLocked)) continue;
        const text = faultOf(entry, own, { ...judging, removed, edited });
        if (text !== null) find('history', `${shown(entry)} ${text}`);
      }
    },
  };
}

function historyIn(slices: readonly StoredSlice[]): readonly StoredSlice[] {
  return slices.filter(({ source }) => source === 'TIMERY');
}

function brokenRules(history: readonly StoredSlice[]): string[] {
  const wrong = history.flatMap(({ id, endAt, dimension, originEntryId, entryId }) => {
    if (endAt === null) return [`The imported slice ${id} runs.`];
    if (dimension !== 'PRIMARY') return [`The imported slice ${id} is in ${dimension}.`];
    if (originEntryId === null) return [`The imported slice ${id} does not say where it is from.`];
    return entryId === null ? [] : [`The imported slice ${id} was sent to Toggl as ${entryId}.`];
  });
  const byOrigin = [...Map.groupBy(history, originOf)].filter(([, all]) => all.length > 1);
  return [...wrong, ...byOrigin.map(([origin]) => `The entry ${origin} was taken in twice.`)];
}

type Marks = Judging & Readonly<{ removed: ReadonlySet<string>; edited: ReadonlySet<string> }>;

function faultOf(entry: SandboxEntry, own: readonly StoredSlice[], marks: Marks): string | null {
  const { startSecond, stopSecond, deletedAt } = entry;
  const origin = String(entry.id);
  const [slice] = own;
  if (marks.isOurs(entry.id)) return slice === undefined ? null : 'is ours, and history as well.';
  if (deletedAt !== null) {
    const isKept = slice === undefined || marks.edited.has(origin);
    return isKept ? null : 'was deleted in Toggl, and is history still.';
  }
  if (stopSecond === null || stopSecond <= startSecond) return null;
  if (slice === undefined) return marks.removed.has(origin) ? null : 'is not here as history.';
  if (marks.edited.has(origin) || marks.isLeftAsItWas(entry.id)) return null;
  return isSameTime(slice, entry) ? null : `is here with other times: ${textOf(slice)}.`;
}

function isSameTime({ startAt, endAt }: StoredSlice, { startSecond, stopSecond }: SandboxEntry) {
  return startAt === startSecond * 1000 && endAt === (stopSecond ?? 0) * 1000;
}

/** The seconds that PRIMARY was tracked: of ours and of history together, each once. */
export function trackedSeconds(slices: readonly StoredSlice[], now: number): number {
  const primary = slices.filter(({ dimension }) => dimension === 'PRIMARY');
  const ranges = primary.map(({ startAt, endAt }) => ({ startAt, endAt: endAt ?? now }));
  return Math.round(totalMs(union(ranges.filter((one) => one.startAt < one.endAt))) / 1000);
}

function originOf({ originEntryId }: StoredSlice): string {
  return originEntryId ?? '';
}

function textOf({ startAt, endAt, category, note, isLocked }: StoredSlice): string {
  const end = endAt === null ? 'runs' : new Date(endAt).toISOString();
  const lock = isLocked ? ' locked' : '';
  return `"${category}" ${new Date(startAt).toISOString()} – ${end} ${note ?? ''}${lock}`;
}

function shown({ id, description, startSecond, createdWith }: SandboxEntry): string {
  const start = new Date(startSecond * 1000).toISOString();
  return `The entry ${id} "${description}" from ${start}, by ${createdWith},`;
}
