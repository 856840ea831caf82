/**
 * A copy of the few things that a phone without a network still has to show: what ran last, what
 * can be started. Queries say so by `meta.isKeptOffline`; all else is asked for anew.
 *
 * Invariant: what is taken from the copy counts as old. It is shown until the server answers, and
 * the server is asked at once.
 */
import type { Query, QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { Outside } from './outside.ts';
import { queryKeys } from './queryKeys.ts';

const storeName = 'compass-offline-copy';
/** A burst of events is written once. */
const restMs = 1_000;
/** Counted up with every change of what the kept queries hold. */
const version = 1;

const copy = z.object({
  version: z.literal(version),
  queries: z.array(z.object({ queryKey: z.array(z.string()), data: z.unknown() })),
});

type Kept = z.output<typeof copy>['queries'][number];

export function keepOfflineCopy(
  queryClient: QueryClient,
  { store, after }: Pick<Outside, 'store' | 'after'>,
): void {
  const kept = new Map(readCopy(store.read(storeName)).map((one) => [keyOf(one.queryKey), one]));
  for (const { queryKey, data } of kept.values()) {
    queryClient.setQueryData(queryKey, data, { updatedAt: 1 });
  }
  let isWaiting = false;
  const write = () => {
    isWaiting = false;
    store.write(storeName, JSON.stringify({ version, queries: [...kept.values()] }));
  };
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    const { queryKey, meta, state } = query;
    // What the server told before anybody looked says only then that it is to be kept.
    if (type !== 'updated' && type !== 'observerAdded') return;
    // A query whose refresh failed still holds what was known.
    if (meta?.isKeptOffline !== true || state.data === undefined) return;
    if (isSignedOut(query)) kept.clear();
    kept.set(keyOf(queryKey), { queryKey: [...queryKey] as string[], data: state.data });
    if (isWaiting) return;
    isWaiting = true;
    after(restMs, write);
  });
}

/** Whoever signs out leaves nothing behind for the next one. */
function isSignedOut({ queryKey, state }: Query): boolean {
  return keyOf(queryKey) === keyOf(queryKeys.session) && state.data === null;
}

function keyOf(queryKey: readonly unknown[]): string {
  return JSON.stringify(queryKey);
}

/** One that an older or a later version wrote is taken as empty rather than half understood. */
function readCopy(text: string | null): readonly Kept[] {
  if (text === null) return [];
  const read = copy.safeParse(JSON.parse(text));
  return read.success ? read.data.queries : [];
}
