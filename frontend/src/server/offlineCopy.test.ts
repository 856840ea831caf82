import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keepOfflineCopy } from './offlineCopy.ts';

/** A browser whose timers run at once, and that reloads. */
function createBrowser() {
  const stored = new Map<string, string>();
  const outside = {
    after: (_delayMs: number, run: () => void) => {
      run();
      return () => {};
    },
    store: {
      read: (name: string) => stored.get(name) ?? null,
      write: (name: string, text: string) => void stored.set(name, text),
      remove: (name: string) => void stored.delete(name),
      whenChanged: () => () => {},
    },
  };
  return () => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    keepOfflineCopy(queryClient, outside);
    return queryClient;
  };
}

const meta = { isKeptOffline: true };
const queryKey = ['state'];

async function fetchOnce(queryClient: QueryClient, queryFn: () => Promise<string>) {
  await queryClient.fetchQuery({ queryKey, meta, queryFn }).catch(() => {});
}

it('what was known is there after a reload, and counts as old', async () => {
  const open = createBrowser();
  await fetchOnce(open(), async () => 'Coding runs');
  const reopened = open();
  expect(reopened.getQueryData(queryKey)).toBe('Coding runs');
  expect(reopened.getQueryCache().find({ queryKey })?.isStaleByTime(30_000)).toBe(true);
});

it('what was told before anybody looked at it is kept once somebody does', () => {
  const open = createBrowser();
  const queryClient = open();
  queryClient.setQueryData(queryKey, 'Coding runs');
  const options = { queryKey, meta, queryFn: async () => 'asked', staleTime: 30_000 };
  new QueryObserver(queryClient, options).subscribe(() => {})();
  expect(open().getQueryData(queryKey)).toBe('Coding runs');
});

it('a refresh that failed takes nothing from the copy', async () => {
  const open = createBrowser();
  await fetchOnce(open(), async () => 'Coding runs');
  await fetchOnce(open(), () => Promise.reject(new Error('away')));
  expect(open().getQueryData(queryKey)).toBe('Coding runs');
});

it('whoever signs out leaves nothing behind', async () => {
  const open = createBrowser();
  const queryClient = open();
  await fetchOnce(queryClient, async () => 'Coding runs');
  await queryClient.fetchQuery({ queryKey: ['session'], meta, queryFn: async () => null });
  expect(open().getQueryData(queryKey)).toBeUndefined();
});

it('what does not ask for it is not kept', async () => {
  const open = createBrowser();
  await open().fetchQuery({ queryKey, queryFn: async () => 'Coding runs' });
  expect(open().getQueryData(queryKey)).toBeUndefined();
});
