/**
 * Watches a world while days are played, and writes the recording. It looks at the program's file
 * and at the sandbox, never at what the program says about itself.
 *
 *   what runs     ── A ──────┤├── B ──────────
 *   Toggl shows   ── A ────────┤├── B ────────
 *   wrong                     ├─┤
 */
import type { HttpReply } from '../../toggl/transport.ts';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import { createCallBound } from '../checkers/calls.ts';
import { bucketOf } from '../checkers/quota.ts';
import { createWantedTracker } from '../checkers/wanted.ts';
import type { StoredSlice } from '../observer.ts';
import type { WireEvent } from '../wire.ts';
import type { CallSeen, Recording } from './recording.ts';

type Recorder = Readonly<{
  onWire(event: WireEvent): void;
  /** After each tap. */
  tapped(): void;
  /** After a minute, or sooner: has Toggl caught up? */
  caughtUp(state: 'settled' | 'behind'): void;
  /** Once what changed has stood still, before more changes. */
  sample(): void;
  recording(): Recording;
}>;

const dayMs = 24 * 3_600_000;
const debounceMs = 10_000;
/** Nobody's taps reach back further. */
const lookBackMs = 2 * dayMs;

/** What is there to be seen; nothing yet while the world is being made. */
type Sight = Readonly<{
  now: () => number;
  /** What Toggl shows to run. */
  shown: () => SandboxEntry | null;
  slicesSince: (sinceAt: number) => readonly StoredSlice[];
}>;

export function createRecorder(sight: Sight): Recorder {
  const { now } = sight;
  const calls: CallSeen[] = [];
  const tapsAt: number[] = [];
  const timer = createTimerWatch(sight);
  const behind = createSpans();
  const bounds: { at: number; least: number }[] = [];
  const wanted = createWantedTracker();
  const callBound = createCallBound({});
  return {
    onWire: (event) => {
      const { number } = event.call;
      if (event.kind === 'sent') calls[number - 1] = sentCall(event.call, now());
      if (event.kind === 'applied') timer.look();
      const call = calls[number - 1];
      if (event.kind !== 'answered' || call === undefined) return;
      if (event.exchange.kind === 'replied') {
        calls[number - 1] = answeredCall(call, event.exchange.reply, now());
      }
    },
    tapped: () => {
      tapsAt.push(now());
      timer.changed();
      behind.set('on', now());
    },
    caughtUp: (state) => behind.set(state === 'behind' ? 'on' : 'off', now()),
    sample: () => {
      const sinceAt = Math.floor(now() / dayMs) * dayMs - lookBackMs;
      wanted.take({ slices: sight.slicesSince(sinceAt), sinceAt, debounceMs });
      callBound.take(wanted.now(), now());
      bounds.push({ at: now(), least: callBound.total() });
    },
    recording: () => {
      return { calls, tapsAt, bounds, behind: behind.until(now()), ...timer.seen(now()) };
    },
  };
}

function sentCall({ method, path }: WireEvent['call'], at: number): CallSeen {
  return { at, method, bucket: bucketOf({ path }), status: null, hour: null };
}

function answeredCall(call: CallSeen, { status, headers }: HttpReply, at: number): CallSeen {
  const left = Number(headers['x-toggl-quota-remaining'] ?? Number.NaN);
  const resetsInSeconds = Number(headers['x-toggl-quota-resets-in'] ?? Number.NaN);
  const isTold = !Number.isNaN(left) && !Number.isNaN(resetsInSeconds);
  return { ...call, status, hour: isTold ? { endsAt: at + resetsInSeconds * 1000, left } : null };
}

/** What runs, beside what Toggl shows to run. */
function createTimerWatch({ now, shown, slicesSince }: Sight) {
  const wrong = createSpans();
  const tracked = createSpans();
  const switches: { at: number; shownAt: number | null }[] = [];
  let runs: StoredSlice | null = null;
  const look = () => {
    const at = now();
    const isShown = isSame(runs, shown());
    wrong.set(isShown ? 'off' : 'on', at);
    const last = switches.at(-1);
    if (isShown && last !== undefined && last.shownAt === null) last.shownAt = at;
  };
  return {
    look,
    changed: () => {
      const at = now();
      const before = runs;
      runs = runningIn(slicesSince(at));
      tracked.set(runs === null ? 'off' : 'on', at);
      if (before?.id !== runs?.id) switches.push({ at, shownAt: null });
      look();
    },
    seen: (at: number) => ({ switches, wrong: wrong.until(at), tracked: tracked.until(at) }),
  };
}

function runningIn(slices: readonly StoredSlice[]): StoredSlice | null {
  return slices.find(({ dimension, endAt }) => dimension === 'PRIMARY' && endAt === null) ?? null;
}

function isSame(slice: StoredSlice | null, entry: SandboxEntry | null): boolean {
  if (slice === null || entry === null) return slice === null && entry === null;
  return (
    entry.description === slice.category &&
    entry.projectId === slice.projectId &&
    entry.startSecond === Math.floor(slice.startAt / 1000)
  );
}

/** When something was so, as ranges. */
function createSpans() {
  const spans: { startAt: number; endAt: number }[] = [];
  let startAt: number | null = null;
  return {
    set: (state: 'on' | 'off', at: number) => {
      if (state === 'on') startAt ??= at;
      else if (startAt !== null) {
        if (at > startAt) spans.push({ startAt, endAt: at });
        startAt = null;
      }
    },
    until: (at: number) => (startAt === null ? spans : [...spans, { startAt, endAt: at }]),
  };
}
