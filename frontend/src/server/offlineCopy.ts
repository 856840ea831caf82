/**
 * A copy of the few things that a phone without a network still has to show: what ran last, what
 * can be started. Queries say so by `meta.isKeptOffline`; all else is asked for anew.
 */
import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import type { Outside } from './outside.ts';

const storeName = 'compass-offline-copy';
/** A burst of events is written once. */
const restMs = 1_000;
/** Counted up with every change of what the kept queries hold. */
const version = 1;

type Copy = Readonly<{ version: number; state: DehydratedState }>;

export function keepOfflineCopy(
  queryClient: QueryClient,
  { store, after }: Pick<Outside, 'store' | 'after'>,
): void {
  const kept = readCopy(store.read(storeName));
  if (kept !== null) {
    hydrate(queryClient, kept.state);
    // Shown until the server answers, and asked for at once.
    void queryClient.invalidateQueries({ refetchType: 'none' });
  }
  let isWaiting = false;
  const write = () => {
    isWaiting = false;
    const state = dehydrate(queryClient, {
      shouldDehydrateQuery: ({ meta, state: { status } }) =>
        meta?.isKeptOffline === true && status === 'success',
      shouldDehydrateMutation: () => false,
    });
    store.write(storeName, JSON.stringify({ version, state } satisfies Copy));
  };
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.meta?.isKeptOffline !== true || isWaiting) return;
    isWaiting = true;
    after(restMs, write);
  });
}

function readCopy(text: string | null): Copy | null {
  if (text === null) return null;
  const copy: Copy = JSON.parse(text);
  return copy.version === version ? copy : null;
}
