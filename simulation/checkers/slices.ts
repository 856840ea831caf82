/**
 * No acknowledged slice is lost, and none changes without a command: the projection, the sandbox
 * and any crash may come between two commands, and the slices stand as they stood.
 *
 *   command  ──answered──▶ slices as answered ── faults, crashes, Timery ──▶ the same slices
 */

import type { Command, Reply } from '../answered.ts';
import type { StoredSlice } from '../observer.ts';
import type { Find } from './finding.ts';

type SlicesChecker = Readonly<{
  /** Right before a command: nothing has changed since the last one. */
  beforeCommands(slices: readonly StoredSlice[]): void;
  /** The slices that are looked at have changed: those of yesterday are left out. */
  forget(): void;
  afterCommands(sent: readonly Sent[], slices: readonly StoredSlice[]): void;
}>;

export type Sent = Readonly<{ command: Command; reply: Reply | null }>;

export function createSlicesChecker(find: Find): SlicesChecker {
  let known: ReadonlyMap<string, string> | null = null;
  return {
    beforeCommands: (slices) => {
      const now = told(slices);
      if (known === null) return;
      for (const text of changesBetween(known, now)) find('slices', `Without a command: ${text}`);
    },
    afterCommands: (sent, slices) => {
      const now = told(slices);
      const isRefused = sent.every(({ reply }) => reply !== null && reply.status >= 400);
      if (isRefused && known !== null) {
        for (const text of changesBetween(known, now)) find('slices', `By a refusal: ${text}`);
      }
      for (const text of faultsOf(sent)) find('slices', text);
      if (sent.length === 1) for (const text of missingOf(sent[0], now)) find('slices', text);
      for (const text of brokenRules(slices)) find('slices', text);
      known = now;
    },
    forget: () => {
      known = null;
    },
  };
}

/**
 * A note may be taken over from Timery's text, and history comes in from Toggl; all else changes
 * by a command alone.
 */
function told(slices: readonly StoredSlice[]): ReadonlyMap<string, string> {
  const ours = slices.filter(({ source }) => source !== 'TIMERY');
  return new Map(ours.map((slice) => [slice.id, textOf(slice)]));
}

function textOf(slice: StoredSlice): string {
  const { id, dimension, category, startAt, endAt, isLocked, linkedTaskId } = slice;
  const end = endAt === null ? 'runs' : new Date(endAt).toISOString();
  const lock = isLocked ? ' locked' : '';
  const task = linkedTaskId === null ? '' : ` of ${linkedTaskId}`;
  const start = new Date(startAt).toISOString();
  return `${id} ${dimension} "${category}" ${start} – ${end}${lock}${task}`;
}

function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const lost = [...before].filter(([id]) => !after.has(id)).map(([, text]) => `lost ${text}`);
  const changed = [...after].flatMap(([id, text]) => {
    const was = before.get(id);
    if (was === text) return [];
    return [was === undefined ? `new ${text}` : `${was} became ${text}`];
  });
  return [...lost, ...changed];
}

function faultsOf(sent: readonly Sent[]): string[] {
  return sent
    .filter(({ reply }) => reply !== null && reply.status >= 500)
    .map(({ command, reply }) => `${command.method} ${command.path}: ${JSON.stringify(reply)}`);
}

/** What was answered stands in the database. */
function missingOf(sent: Sent | undefined, now: ReadonlyMap<string, string>): string[] {
  const body = sent?.reply?.body;
  const isDone = sent?.reply !== null && (sent?.reply?.status ?? 500) < 300;
  if (!isDone || sent?.command.method === 'DELETE') return [];
  if (typeof body !== 'object' || body === null) return [];
  const { slice = body } = body as { slice?: unknown };
  const { id, start, end } = slice as { id?: string; start?: string; end?: string | null };
  if (id === undefined || start === undefined) return [];
  const text = now.get(id);
  const times = `${new Date(start).toISOString()} – ${end == null ? 'runs' : end}`;
  if (text?.includes(times)) return [];
  return [`Answered ${id} ${times}, stored ${text ?? 'nothing'}`];
}

function brokenRules(slices: readonly StoredSlice[]): string[] {
  const ours = slices.filter(({ source }) => source !== 'TIMERY');
  return [...Map.groupBy(ours, ({ dimension }) => dimension)].flatMap(([dimension, lane]) =>
    overlaps(lane).map((text) => `${dimension}: ${text}`),
  );
}

function overlaps(lane: readonly StoredSlice[]): string[] {
  const sorted = lane.toSorted((left, right) => left.startAt - right.startAt);
  return sorted.flatMap((slice, index) => {
    const next = sorted[index + 1];
    if (slice.endAt !== null && slice.endAt < slice.startAt) return [`${slice.id} is negative`];
    if (next === undefined) return [];
    if (slice.endAt !== null && slice.endAt <= next.startAt) return [];
    return [`${slice.id} reaches into ${next.id}`];
  });
}
