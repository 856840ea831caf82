/** One reading of what changed in Toggl, and what was known of our own entries when it came. */
import type { EntryFields } from './entry.ts';
import type { Link } from './link.ts';
import type { Reading } from './missing.ts';
import type { Traits } from './world.ts';

/** Creates attempted after the reading was asked for cannot be judged by it. */
export type ObservationInput = Reading &
  Readonly<{
    links: readonly Link[];
    desiredOf: (sliceId: string) => EntryFields | null;
    /** Every entry id that a link of this account holds, also of links not given here. */
    linkedEntryIds: ReadonlySet<number>;
    /** Toggl's second at which ours started from idle, if this reading follows such a start. */
    idleStartSecond: number | null;
    /** Whether something of ours is, or was, called so. */
    isOwnText: (text: string) => boolean;
    /** Entries that were taken over here and given back to their human (adoptForeign.ts). */
    givenBackIds: ReadonlySet<number>;
    traits: Pick<Traits, 'finishedCreate' | 'isUnserved'>;
  }>;
