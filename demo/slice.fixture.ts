/** Slices as the server answers them, with only what a test cares about written out. */
import type { Dimension } from '../core/engine/slice.ts';
import type { SliceReply } from './wantedEntries.ts';

/** A Monday at ten in the morning, UTC. */
const morningSecond = Date.UTC(2026, 5, 8, 10) / 1000;

type Span = Readonly<{
  dimension?: Dimension;
  source?: SliceReply['source'];
  /** Seconds after the morning. */
  from: number;
  /** null while it runs. */
  to: number | null;
}>;

export function slice(category: string, { from, to, ...rest }: Span): SliceReply {
  const start = instant(from);
  return {
    id: `${category} ${from}`,
    dimension: 'PRIMARY',
    category,
    categoryId: category,
    start,
    end: to === null ? null : instant(to),
    source: 'NFC',
    isLocked: false,
    linkedTaskId: null,
    togglEntryId: null,
    note: null,
    createdAt: start,
    updatedAt: start,
    ...rest,
  };
}

function instant(second: number): string {
  return new Date((morningSecond + second) * 1000).toISOString();
}
