/**
 * The least number of calls that could have told Toggl what changed, from the changes of wanted
 * alone. Counted between samples that lie far enough apart for each to have been sent.
 *
 *   wanted    A runs ── A ended, B runs ── B tagged ── B ended ── A's text
 *   calls     POST      POST               PUT         PATCH       PUT
 *
 * A switch costs the create alone while it is prompt: Toggl ends the running entry itself.
 */
import { type EntryFields, sameTags } from '../../core/projection/entry.ts';
import type { Wanted } from './wanted.ts';

/** At most so often an hour a start from idle is followed by a read (design, observe rarely). */
const idleReadsPerHour = 6;
const hourMs = 3_600_000;
/** An end that lies further back is written, not left to Toggl. */
const promptSeconds = 1;

type CallBound = Readonly<{
  take(wanted: ReadonlyMap<string, Wanted>, now: number): void;
  total(): number;
}>;

/** The connection itself, and the one look after the first finished create beside a running one. */
const onceForAll = 2;

export function createCallBound(): CallBound {
  let before: ReadonlyMap<string, EntryFields> = new Map();
  let total = onceForAll;
  let idleReadsAt: number[] = [];
  return {
    take: (wanted, now) => {
      const after = new Map([...wanted].map(([id, { fields }]) => [id, fields]));
      const wasIdle = runningOf(before) === null;
      total += costOf(before, after, Math.floor(now / 1000));
      if (wasIdle && runningOf(after) !== null) {
        idleReadsAt = idleReadsAt.filter((at) => at > now - hourMs);
        if (idleReadsAt.length < idleReadsPerHour) {
          idleReadsAt.push(now);
          total += 1;
        }
      }
      before = after;
    },
    total: () => total,
  };
}

type Fields = ReadonlyMap<string, EntryFields>;

function runningOf(fields: Fields): EntryFields | null {
  return [...fields.values()].find(({ stopSecond }) => stopSecond === null) ?? null;
}

function costOf(before: Fields, after: Fields, nowSecond: number): number {
  const started = runningOf(after);
  const isNewStart = ![...before.values()].some(
    (was) => was.stopSecond === null && was.startSecond === started?.startSecond,
  );
  let calls = 0;
  for (const [id, want] of after) {
    const was = before.get(id);
    if (was === undefined) {
      calls += 1;
      continue;
    }
    if (sameFields(was, want)) continue;
    const isEndedBySwitch =
      was.stopSecond === null &&
      want.stopSecond !== null &&
      isNewStart &&
      started !== null &&
      nowSecond - want.stopSecond <= promptSeconds &&
      sameFields({ ...was, stopSecond: want.stopSecond }, want);
    if (!isEndedBySwitch) calls += 1;
  }
  for (const id of before.keys()) if (!after.has(id)) calls += 1;
  return calls;
}

function sameFields(left: EntryFields, right: EntryFields): boolean {
  return (
    left.description === right.description &&
    left.projectId === right.projectId &&
    left.startSecond === right.startSecond &&
    left.stopSecond === right.stopSecond &&
    sameTags(left.tags, right.tags)
  );
}
