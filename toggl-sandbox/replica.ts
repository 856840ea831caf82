/**
 * What a read sees: the entries as they were some time ago, as from a copy of the database that
 * lags behind. Without a lag a read sees what is, and nothing is kept.
 *
 *   writes   ──1────2───────3──▶ now
 *   lag                 ├───────┤
 *   a read sees  1, 2
 */
import type { EntryRow, World } from './world.ts';

type ReplicaParts = Readonly<{
  world: World;
  now: () => number;
  lagMs: () => number;
}>;

type Replica = Readonly<{
  /** Call before each change: what it changes is kept as long as a read may still see it. */
  beforeWrite(): void;
  view(): World;
}>;

/** The entries as they were until a change at `endedAt`. */
type Past = Readonly<{ endedAt: number; entries: Map<number, EntryRow> }>;

export function createReplica({ world, now, lagMs }: ReplicaParts): Replica {
  let pasts: Past[] = [];
  return {
    beforeWrite() {
      if (lagMs() === 0) return;
      const seenAt = now() - lagMs();
      const entries = structuredClone(world.entries);
      pasts = [...pasts.filter(({ endedAt }) => endedAt > seenAt), { endedAt: now(), entries }];
    },
    view() {
      const seenAt = now() - lagMs();
      const past = pasts.find(({ endedAt }) => endedAt > seenAt);
      return past === undefined ? world : { ...world, entries: past.entries };
    },
  };
}
