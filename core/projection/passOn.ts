/**
 * A slice that took another's place in the same second takes over its entry as well: the rules
 * allow one PRIMARY start a second, so the start second names the entry.
 *
 *   before   A starts 10:00:00, has an entry      after   A is gone
 *                                                         B starts 10:00:00: its entry is A's
 *
 * Deleting A's entry and creating B's instead would cost two calls and blink in Timery.
 */
import type { Link } from './link.ts';

export type PassOnItem = Readonly<{ link: Link; startSecond: number | null }>;

type Passed = Readonly<{ from: Link; to: Link }>;

/** `startSecond` of an item is its slice's, null when the slice is gone. */
export function passOn(items: readonly PassOnItem[]): readonly Passed[] {
  const heirs = items.filter(({ link, startSecond }) => startSecond !== null && isUnsent(link));
  const bequests = items.filter(({ startSecond }) => startSecond === null);
  return heirs.flatMap((heir) => {
    const from = bequests.find(({ link }) => sentSecond(link) === heir.startSecond)?.link;
    if (from === undefined) return [];
    return [{ from, to: { ...from, sliceId: heir.link.sliceId } }];
  });
}

function isUnsent(link: Link): boolean {
  return link.state.kind === 'wanted' && link.state.earlier === null && link.entryId === null;
}

function sentSecond(link: Link): number | null {
  if (link.state.kind === 'gone') return null;
  if (link.state.kind === 'pending' || link.state.kind === 'unknown') {
    return link.state.attempt.fields.startSecond;
  }
  return link.entryId === null ? null : (link.applied?.startSecond ?? null);
}
