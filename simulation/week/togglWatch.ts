/**
 * Toggl beside a week: the checkers of the other simulation that need no human in Timery, and the
 * comparison at the end.
 */
import type { HealthSending } from '../../core/projection/desired.ts';
import { createClosedBefore } from '../checkers/closedBefore.ts';
import { differences } from '../checkers/converged.ts';
import { createDuplicatesChecker } from '../checkers/duplicates.ts';
import type { Find } from '../checkers/finding.ts';
import { createQuotaChecker } from '../checkers/quota.ts';
import { createRepeatsChecker } from '../checkers/repeats.ts';
import { createTagsChecker } from '../checkers/tags.ts';
import { createWantedTracker } from '../checkers/wanted.ts';
import type { WireEvent } from '../wire.ts';
import { beginning, type World } from '../world.ts';

export type TogglStatus = Readonly<{
  connected: boolean;
  pending: number;
  parkedSlices: readonly Readonly<{ sliceId: string }>[];
}>;

type Parts = Readonly<{
  world: () => World | null;
  reserve: number;
  /** Whether Toggl is told what was measured. */
  health: HealthSending;
  find: Find;
}>;

const debounceMs = 10_000;
const dayMs = 24 * 60 * 60_000;
/** No tap reaches back so far. */
const lookBackMs = dayMs;

export function createTogglWatch({ world, reserve, health, find }: Parts) {
  const counts = { calls: 0 };
  const quota = createQuotaChecker({
    programNow: () => world()?.programNow() ?? beginning,
    reserve,
    find,
  });
  const duplicates = createDuplicatesChecker({
    now: () => world()?.time.now() ?? beginning,
    entries: () => world()?.sandbox.entries() ?? [],
    sliceStartingAt: (second) => world()?.observer.sliceStartingAt(second) ?? null,
    find,
  });
  const tags = createTagsChecker(find);
  const repeats = createRepeatsChecker(find);
  const wanted = createWantedTracker(health);
  const closedBefore = createClosedBefore();
  return {
    calls: () => counts.calls,
    onWire: (event: WireEvent) => {
      if (event.kind === 'sent') counts.calls += 1;
      quota.onWire(event);
      repeats(event);
      tags.onWire(event);
      duplicates.onWire(event);
    },
    onRestart: () => {
      quota.onRestart(world()?.observer.buckets() ?? []);
      tags.onRestart();
    },
    /** What is wanted now; taken before and after everything that may change it. */
    sample: ({ observer, time }: World, sinceAt = time.now() - lookBackMs) => {
      const slices = observer.slicesSince(sinceAt);
      closedBefore.take(slices, { isConnected: observer.isConnected() });
      wanted.take({ slices, sinceAt, debounceMs });
      return slices;
    },
    compare: ({ observer, sandbox, touched }: World, { parkedSlices }: TogglStatus) => {
      const slices = observer.slicesSince(beginning - dayMs);
      const entryOf = new Map(
        slices.flatMap(({ id, entryId }) => (entryId === null ? [] : [[id, entryId] as const])),
      );
      const parked = parkedSlices.map(({ sliceId }) => sliceId);
      const texts = differences({
        wanted: wanted.now(),
        entries: sandbox.entries(),
        entryOf,
        leftOut: new Set([...parked, ...closedBefore.sliceIds()]),
        sliceOf: duplicates.sliceOf,
        touched,
      });
      for (const text of texts) find('converged', text);
      duplicates.atEnd();
    },
  };
}
