/**
 * Reads that events ask for. The first is made at once, so that what another client does is seen
 * at once; those that come soon after it are one, at the end of a rest.
 *
 *     told     ●  ● ●●  ●                   ●
 *     read     [=====)  [===)               [====)
 *     rest     |-------||-------|           |-------|
 *
 * Invariants: after the last event a read is made. Of one subject one read is under way at a time,
 * however fast events come: a read that is taken back for the next again and again shows nothing.
 */
import type { QueryClient } from '@tanstack/react-query';
import { renew } from './freshness.ts';
import type { Outside } from './outside.ts';

export type Rereads = Readonly<{ ask: (queryKey: readonly string[]) => void }>;

type RereadsOptions = Readonly<{ queryClient: QueryClient; after: Outside['after'] }>;

const restMs = 500;

export function createRereads({ queryClient, after }: RereadsOptions): Rereads {
  /** Whether a subject that rests was asked for again meanwhile. */
  const resting = new Map<string, boolean>();
  const read = (queryKey: readonly string[], subject: string) => {
    resting.set(subject, false);
    const answered = renew(queryClient, { queryKey });
    after(restMs, () => void answered.then(() => wake(queryKey, subject)));
  };
  const wake = (queryKey: readonly string[], subject: string) => {
    const isAsked = resting.get(subject) === true;
    resting.delete(subject);
    if (isAsked) read(queryKey, subject);
  };
  return {
    ask: (queryKey) => {
      const subject = queryKey.join(' ');
      if (resting.has(subject)) resting.set(subject, true);
      else read(queryKey, subject);
    },
  };
}
