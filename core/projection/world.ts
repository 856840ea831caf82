/**
 * What the rules know of one Toggl account at one look: what it should show, what it shows as far
 * as we know, and what it was seen to do. Read anew for every look and never changed in place.
 */
import type { TagTraits } from './difference.ts';
import type { EntryFields } from './entry.ts';
import type { ForeignOrigin } from './foreign.ts';
import type { Link } from './link.ts';

export type Item = Readonly<{
  link: Link;
  /** null when the slice is gone or should have no entry. */
  desired: EntryFields | null;
  /** When a change of tags on this entry may be sent. */
  tagsDueAt: number;
  /** Of the slice as it is; absent where there is none. */
  settledKey?: string;
}>;

export type KnownForeign = Readonly<{
  entryId: number;
  workspaceId: number;
  description: string;
  origin: ForeignOrigin;
  /** When a reading last told that it runs, on our clock. */
  seenAt: number;
  isStopTried: boolean;
}>;

/** Of a timer that was given back with our project, see returnProject.ts. */
type OwedProject = Readonly<{
  entryId: number;
  workspaceId: number;
  /** The one it had. */
  projectId: number | null;
  /** 0 where it was not tried yet. */
  retryAt: number;
}>;

export type World = Readonly<{
  now: number;
  /** Toggl's clock minus ours. */
  togglOffsetMs: number;
  /** At the least, where the estimate is a range. */
  togglLeastOffsetMs: number;
  items: readonly Item[];
  /** Running entries that are not ours, as far as we know. */
  foreignRunning: readonly KnownForeign[];
  /** What entries of ours are called, settled ones too: tells a copy from another Compass's. */
  ownTexts: readonly string[];
  /** Entries that were taken over here and given back: they kept our mark. */
  givenBackIds: readonly number[];
  owedProjects: readonly OwedProject[];
  /** The look that follows a start from idle. */
  idleCheck: Readonly<{ at: number; sinceSecond: number }> | null;
  traits: Traits;
}>;

/** What this Toggl was seen to do where no source says (docs/toggl-notes.md). */
export type Traits = TagTraits &
  Readonly<{
    /** Whether the create of a finished entry stops the running one; absent until it was seen. */
    finishedCreate?: 'leaves-running' | 'stops-running';
    /** It accepts our entries and does not show them (missing.ts). */
    isUnserved?: boolean;
  }>;

/** Another slice runs, and its create, still to come, will end this entry in Toggl. */
export function isSuccessorComing(item: Item, world: World): boolean {
  return world.items.some((other) => {
    if (other === item || other.desired === null || other.desired.stopSecond !== null) return false;
    const { kind } = other.link.state;
    return kind === 'wanted' || kind === 'pending' || kind === 'unknown';
  });
}
