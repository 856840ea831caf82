/** What is said in a notification or by Siri: one sentence, as a person would put it. */
import { type Dimension, dimensions } from '../../../core/engine/slice.ts';
import { unreachable } from '../../../core/invariant.ts';
import { lengthText } from '../../../core/time/lengthText.ts';
import type { Told } from '../services/automations/verbs.ts';

type StartedSlice = Readonly<{ category: string; startAt: number; endAt: number | null }>;

/** A start in the past lasts until what began after it: to say that it runs would be wrong. */
export function sayStarted({ category, startAt, endAt }: StartedSlice): string {
  if (endAt === null) return `Started ${category}.`;
  return `Recorded ${category}, ${lengthText(endAt - startAt)}, until what began after it.`;
}

function saySwitched(slice: StartedSlice): string {
  return slice.endAt === null ? `Switched to ${slice.category}.` : sayStarted(slice);
}

function sayStopped(category: string, durationMs: number): string {
  return `Stopped ${category} after ${lengthText(durationMs)}.`;
}

type Activation = Readonly<{
  slice: Readonly<{ startAt: number; endAt: number | null }>;
  /** The name of the mode beside it. */
  mode: string | null;
  changeId: string | null;
}>;

export function sayActivated(task: string, { slice, mode, changeId }: Activation): string {
  if (slice.endAt !== null) return `Recorded ${task}, ${lengthText(slice.endAt - slice.startAt)}.`;
  const beside = mode === null ? '' : ` in ${mode}`;
  return changeId === null ? `${task} runs already.` : `Started ${task}${beside}.`;
}

type Completion = Readonly<{ minutes: number; changeId: string | null }>;

export function sayCompleted(task: string, { minutes, changeId }: Completion): string {
  if (changeId === null) return `${task} was done already.`;
  return minutes === 0 ? `Done: ${task}.` : `Done: ${task}, ${lengthText(minutes * 60_000)}.`;
}

export function sayCaptured({
  name,
  dueDate,
}: Readonly<{ name: string; dueDate: string | null }>): string {
  return dueDate === null ? `Captured ${name}.` : `Captured ${name}, due ${dueDate}.`;
}

type Named = Readonly<{ category: string }>;

type Synced = Readonly<{
  created: Readonly<{ sleep: number; workout: number }>;
  createdMs: Readonly<{ sleep: number }>;
  isActivityChanged: boolean;
  trimmed: readonly Named[];
  kept: readonly Readonly<{ slices: readonly Named[] }>[];
  written: readonly unknown[];
}>;

export function sayHealthSynced(synced: Synced): string {
  const gaveWay = namesOf(synced.trimmed);
  const stayed = namesOf(synced.kept.flatMap(({ slices }) => slices));
  const sentences = [
    saidTaken(synced),
    gaveWay.length > 0 ? `${listed(gaveWay)} gave way.` : '',
    stayed.length > 0 ? `${listed(stayed)} kept ${stayed.length > 1 ? 'their' : 'its'} time.` : '',
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? 'All of it was known.' : sentences.join(' ');
}

function saidTaken({ created, createdMs, isActivityChanged, written }: Synced): string {
  const taken = [
    created.sleep > 0 ? `${lengthText(createdMs.sleep)} of sleep` : '',
    created.workout > 0 ? counted(created.workout, 'workout') : '',
    isActivityChanged ? 'the day’s activity' : '',
  ].filter((part) => part !== '');
  if (taken.length > 0) return `Recorded ${listed(taken)}.`;
  return written.length > 0 ? 'Corrected what was recorded before.' : '';
}

function namesOf(slices: readonly Named[]): string[] {
  return [...new Set(slices.map(({ category }) => category))];
}

/** `a, b and c`. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

type Running = Readonly<{ category: string; startAt: number }> | null;

/** `Coding for 1 h 12 min. Deep Work for 40 min.`: the main activity first. */
export function sayState(state: Readonly<Record<Dimension, Running>>, now: number): string {
  const running = dimensions.flatMap((dimension) => state[dimension] ?? []);
  if (running.length === 0) return 'Nothing runs.';
  const parts = running.map(({ category, startAt }) => {
    return `${category} for ${lengthText(Math.max(0, now - startAt))}.`;
  });
  return parts.join(' ');
}

export function sayTold({ action, slice, asked, because }: Told): string {
  if (because !== undefined) return `Held back. ${because}`;
  if (slice === null) return sayNothing(action, asked);
  const { category, startAt, endAt } = slice;
  const lengthMs = (endAt ?? startAt) - startAt;
  switch (action) {
    case 'started':
      return sayStarted(slice);
    case 'switched':
      return saySwitched(slice);
    case 'resumed':
      return `Back to ${category}.`;
    case 'stopped':
      return sayStopped(category, lengthMs);
    case 'extended':
      return `${category} now lasts ${lengthText(lengthMs)}.`;
    case 'undone':
      return `Taken back, and ${category} runs again.`;
    case 'unchanged':
    case 'nothing':
    case 'held':
      return endAt === null ? `${category} runs already.` : `${category} stays as it was.`;
    default:
      return unreachable(action);
  }
}

function sayNothing(action: Told['action'], asked: string | null): string {
  if (action === 'undone') return 'Taken back, and nothing runs now.';
  if (asked !== null) return `${asked} does not run, so nothing was stopped.`;
  return 'There was nothing to do.';
}

/** Of the close of a day: how much it changes, and what that costs. */
export function sayClosed(slices: number): string {
  if (slices === 0) return 'Kept as it is.';
  return slices === 1 ? 'One slice is right now.' : `${slices} slices are right now.`;
}

export function sayWouldClose(slices: number, calls: number): string {
  if (slices === 0) return 'Nothing changes.';
  const changes = slices === 1 ? 'One slice changes' : `${slices} slices change`;
  const price = calls === 1 ? 'one call' : `${calls} calls`;
  return `${changes}, for ${calls === 0 ? 'no call' : price} to Toggl.`;
}
