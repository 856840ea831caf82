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
import type { Switches } from '../../toggl-sandbox/config.ts';
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

/** The connection itself. */
const connecting = 1;
/** The projects are read again once a day. */
const projectsKeptMs = 24 * hourMs;
/** Once: after it, what the create of a finished entry does to the running one is known. */
const firstFinishedBeside = 1;

/** What this Toggl makes dearer. */
type Costs = Readonly<{
  /** One edit, or an edit in vain, a create and a delete. */
  reopening: number;
  /** Where the create of a finished entry stops the running one, that is reopened. */
  finishedBesideRunning: number;
}>;

function costsOf({ reopenByPut, finishedCreate }: Partial<Switches>): Costs {
  const reopening = reopenByPut === 'reopens' ? 1 : 3;
  return { reopening, finishedBesideRunning: finishedCreate === 'stops-running' ? reopening : 0 };
}

export function createCallBound(switches: Partial<Switches>): CallBound {
  const costs = costsOf(switches);
  let before: ReadonlyMap<string, Wanted> = new Map();
  let total = connecting;
  let isBesideKnown = false;
  let idleReadsAt: number[] = [];
  let projectsReadAt: number | null = null;
  return {
    take: (after, now) => {
      total += costOf(before, after, costs);
      projectsReadAt ??= now;
      if (now >= projectsReadAt + projectsKeptMs) {
        projectsReadAt = now;
        total += 1;
      }
      if (!isBesideKnown && isMadeBeside(before, after)) {
        isBesideKnown = true;
        total += firstFinishedBeside;
      }
      if (runningOf(before) === null && runningOf(after) !== null) {
        idleReadsAt = idleReadsAt.filter((at) => at > now - hourMs);
        if (idleReadsAt.length < idleReadsPerHour) {
          idleReadsAt.push(now);
          total += 1;
        }
      }
      before = new Map(after);
    },
    total: () => total,
  };
}

type Sample = ReadonlyMap<string, Wanted>;

function runningOf(sample: Sample): Wanted | null {
  return [...sample.values()].find(({ fields }) => fields.stopSecond === null) ?? null;
}

/** A finished slice that is new is sent while another runs. */
function isMadeBeside(before: Sample, after: Sample): boolean {
  const isNewAndFinished = ([id, { fields }]: [string, Wanted]) =>
    !before.has(id) && fields.stopSecond !== null;
  return runningOf(after) !== null && [...after].some(isNewAndFinished);
}

function costOf(before: Sample, after: Sample, costs: Costs): number {
  const started = runningOf(after);
  const isNewStart = started !== null && before.get(started.sliceId)?.fields.stopSecond !== null;
  const isAgainst = isMadeBeside(before, after) && !isNewStart;
  const beside = isAgainst ? costs.finishedBesideRunning : 0;
  const changes = [...after].map(([id, want]) => {
    const was = before.get(id)?.fields;
    if (was !== undefined && isNewStart && isEndedBySwitch(was, want)) return 0;
    if (was !== undefined && isKept(was, want)) return 0;
    return changeCost(was, want.fields, costs);
  });
  const deletes = [...before.keys()].filter((id) => !after.has(id)).length;
  return changes.reduce((sum, cost) => sum + cost, beside + deletes);
}

function changeCost(was: EntryFields | undefined, want: EntryFields, costs: Costs): number {
  if (was === undefined) return 1;
  if (sameFields(was, want)) return 0;
  return was.stopSecond !== null && want.stopSecond === null ? costs.reopening : 1;
}

/** Finished, and its own slice did not change: it keeps the text and tags that it was given. */
function isKept(was: EntryFields, { fields, acceptable }: Wanted): boolean {
  const { startSecond, stopSecond } = fields;
  if (stopSecond === null || was.startSecond !== startSecond || was.stopSecond !== stopSecond) {
    return false;
  }
  return acceptable.some((looks) => sameFields({ ...fields, ...looks }, was));
}

/** It ran, it ended just when that was written, and nothing else of it changed. */
function isEndedBySwitch(was: EntryFields, { fields, changedAt }: Wanted): boolean {
  if (was.stopSecond !== null || fields.stopSecond === null) return false;
  const isPrompt = Math.floor(changedAt / 1000) - fields.stopSecond <= promptSeconds;
  return isPrompt && sameFields({ ...was, stopSecond: fields.stopSecond }, fields);
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
