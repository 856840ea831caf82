/**
 * Never two entries of ours for one slice. While an answer is lost there may be two for a while:
 * the time until one of them is gone is bounded and printed; after healing there are none.
 */
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import type { WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

/** What the program writes as `created_with`. */
const ourMark = 'Compass Time Engine';

type Parts = Readonly<{
  now: () => number;
  entries: () => readonly SandboxEntry[];
  /** The slice whose create is on its way, by the start second that it carries. */
  sliceStartingAt: (startSecond: number) => string | null;
  find: Find;
}>;

type DuplicatesChecker = Readonly<{
  onWire(event: WireEvent): void;
  atEnd(): void;
  /** The longest time for which two entries stood for one slice, milliseconds. */
  longestMs(): number;
  /** The slice an entry was created for. */
  sliceOf(entryId: number): string | null;
}>;

export function createDuplicatesChecker(parts: Parts): DuplicatesChecker {
  const sliceOfCall = new Map<number, string>();
  const entriesOfSlice = new Map<string, Set<number>>();
  const doubledSince = new Map<string, number>();
  let longestMs = 0;

  const sliceOf = (entryId: number) => {
    for (const [sliceId, ids] of entriesOfSlice) if (ids.has(entryId)) return sliceId;
    return null;
  };
  const isKnown = ({ id, createdWith }: SandboxEntry) =>
    createdWith !== ourMark || sliceOf(id) !== null;
  const review = () => {
    const living = new Set(
      parts.entries().flatMap((one) => (one.deletedAt === null ? [one.id] : [])),
    );
    for (const [sliceId, ids] of entriesOfSlice) {
      const count = [...ids].filter((id) => living.has(id)).length;
      const since = doubledSince.get(sliceId);
      if (count > 1 && since === undefined) doubledSince.set(sliceId, parts.now());
      if (count > 1 || since === undefined) continue;
      longestMs = Math.max(longestMs, parts.now() - since);
      doubledSince.delete(sliceId);
    }
  };
  return {
    onWire: (event) => {
      if (event.call.method === 'GET') return;
      const { call } = event;
      const isCreate = call.method === 'POST' && call.path.endsWith('/time_entries');
      if (event.kind === 'sent' && isCreate) {
        const startSecond = Math.floor(Date.parse(String(call.body?.start)) / 1000);
        const sliceId = parts.sliceStartingAt(startSecond);
        if (sliceId === null) parts.find('duplicates', `No slice is pending for ${call.path}`);
        else sliceOfCall.set(call.number, sliceId);
      }
      if (event.kind !== 'applied') return;
      const newest = isCreate ? parts.entries().at(-1) : undefined;
      const sliceId = sliceOfCall.get(call.number);
      // A refused create, its reply lost or not, leaves an older entry as the newest.
      if (newest !== undefined && sliceId !== undefined && !isKnown(newest)) {
        const ids = entriesOfSlice.get(sliceId) ?? new Set();
        entriesOfSlice.set(sliceId, ids.add(newest.id));
      }
      review();
    },
    atEnd: () => {
      review();
      for (const sliceId of doubledSince.keys()) {
        parts.find('duplicates', `Slice ${sliceId} still has two entries after healing.`);
      }
    },
    longestMs: () => longestMs,
    sliceOf,
  };
}
