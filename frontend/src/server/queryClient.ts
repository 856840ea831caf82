/**
 * The cache of what the server knows. Events keep it fresh (liveUpdates.ts), so nothing is polled.
 * What a command came to is told in one place: a mutation says its words in `meta.told`, and a
 * reply that names its change can be taken back from the notice.
 */
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { isPassing } from './api.ts';
import { type Change, changeIdsIn } from './ownChanges.ts';

export type Tell = Readonly<{
  /** `change` can be taken back; it names nothing where nothing changed. */
  done: (message: string, change: Change) => void;
  failed: (message: string) => void;
}>;

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: { told?: (reply: never) => string; isTold?: boolean };
  }
}

const freshMs = 30_000;
const mostRetries = 2;

export function createQueryClient(tell: Tell): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (reply, _input, _context, { meta }) => {
        const told = meta?.told as ((reply: unknown) => string) | undefined;
        if (told !== undefined) tell.done(told(reply), changeIdsIn(reply));
      },
      onError: (error, _input, _context, { meta }) => {
        if (meta?.isTold !== false) tell.failed(error.message);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        // The browser's own idea of being online is often wrong, so the server is asked.
        networkMode: 'always',
        retry: (count, error) => isPassing(error) && count < mostRetries,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
