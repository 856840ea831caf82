/**
 * Brings the sessions, and the slices made of them, to what the samples tell now: what is gone is
 * taken back, what is new is put in, each session as a change of its own that can be undone.
 *
 * Invariant: only sessions within reach of a changed sample are looked at, and those that something
 * kept out before.
 */
import type { RankOf, Sample, SampleKind } from '../../../../core/health/sample.ts';
import { hullOf, isSameSession, reachOf, sessionsOf } from '../../../../core/health/sessions.ts';
import { overlaps, type Range, union } from '../../../../core/time/range.ts';
import { listSamplesMeeting } from '../../store/healthSamples.ts';
import {
  listSessionsMeeting,
  removeSession,
  type StoredSession,
} from '../../store/healthSessions.ts';
import type { Command } from '../engineCommand.ts';
import { putSession, takeSessionBack } from './putSession.ts';
import type { SessionTally } from './sessionTally.ts';

type Settling = Readonly<{
  rankOf: RankOf;
  categoryNames: Readonly<Record<SampleKind, string>>;
  tally: SessionTally;
  /** Samples that are new, gone, or as they were before. */
  changed: readonly Sample[];
  told: readonly Sample[];
}>;

export async function settleSessions(command: Command, settling: Settling): Promise<void> {
  for (const window of await windowsOf(command, settling)) {
    await settleWindow(command, settling, window);
  }
}

/** Ranges that end in a pause on both sides, so that each can be looked at by itself. */
async function windowsOf(command: Command, { changed, told }: Settling): Promise<readonly Range[]> {
  const windows: Range[] = [];
  const wanting = await keptOutOf(command, told);
  for (const range of union([...changed, ...wanting])) {
    if (windows.some((window) => overlaps(window, range))) continue;
    windows.push(await windowAround(command, range));
  }
  return windows;
}

/** Sessions that something kept its time in: it may be gone by now. */
async function keptOutOf(
  { tx, caller }: Command,
  told: readonly Sample[],
): Promise<readonly Range[]> {
  const [first] = told;
  if (first === undefined) return [];
  const stored = await listSessionsMeeting(tx, caller.accountId, hullOf(first, told));
  return stored.filter(({ isWhole }) => !isWhole);
}

async function windowAround({ tx, caller }: Command, range: Range): Promise<Range> {
  let window = range;
  for (;;) {
    const near = await listSamplesMeeting(tx, caller.accountId, reachOf(window));
    const stored = await listSessionsMeeting(tx, caller.accountId, window);
    const wider = hullOf(window, [...near, ...stored]);
    if (wider.startAt === window.startAt && wider.endAt === window.endAt) return window;
    window = wider;
  }
}

async function settleWindow(command: Command, settling: Settling, window: Range): Promise<void> {
  const { tx, caller } = command;
  const samples = await listSamplesMeeting(tx, caller.accountId, window);
  const wanted = sessionsOf(samples, settling.rankOf);
  const stored = await listSessionsMeeting(tx, caller.accountId, window);
  const gone = stored.filter(
    (one) => !one.isWhole || !wanted.some((session) => isSameSession(session, one)),
  );
  const born = wanted.filter(
    (one) => !stored.some((session) => session.isWhole && isSameSession(session, one)),
  );
  for (const session of gone) await removeSession(tx, caller.accountId, session);
  const followed = new Set(gone.filter((one) => born.some((next) => overlaps(one, next))));
  for (const session of gone) {
    if (!followed.has(session)) await takeSessionBack(command, settling, session);
  }
  const taken = new Set<StoredSession>();
  for (const session of born) {
    const before = [...followed].filter((one) => !taken.has(one) && overlaps(one, session));
    for (const one of before) taken.add(one);
    await putSession(command, settling, { session, before });
  }
}
