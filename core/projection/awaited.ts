/**
 * Entries that Toggl may hold of ours and that no link names yet: their creates were sent, and
 * their answers were lost, refused or overtaken.
 */
import { unreachable } from '../invariant.ts';
import { sentRecord } from './carried.ts';
import { type EntryFields, isMarked, type ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';

/** An entry that a create in doubt may have made is no foreign one. */
export function isAwaited(entry: ObservedEntry, links: readonly Link[]): boolean {
  const seconds = awaitedRecords(links).map(({ startSecond }) => startSecond);
  return isMarked(entry) && seconds.includes(entry.startSecond);
}

/** What this link sent, where Toggl may hold an entry of it that no link names yet. */
function awaitedRecord(link: Link): EntryFields | null {
  switch (link.state.kind) {
    case 'pending':
    case 'unknown':
      return sentRecord(link, link.state.attempt.fields);
    case 'wanted':
      return link.state.earlier === null ? null : sentRecord(link, link.state.earlier.fields);
    case 'linked':
    case 'parked':
      return awaitedBeside(link);
    case 'gone':
      return null;
    default:
      return unreachable(link.state);
  }
}

/** Beside the entry that is there, or in place of the one that was refused. */
function awaitedBeside(link: Link): EntryFields | null {
  const earlier = link.state.kind === 'parked' ? link.state.earlier : null;
  const record = link.twinCheck?.record ?? earlier?.fields ?? null;
  return record === null ? null : sentRecord(link, record);
}

export function awaitedRecords(links: readonly Link[]): readonly EntryFields[] {
  return links.map(awaitedRecord).filter((record) => record !== null);
}
