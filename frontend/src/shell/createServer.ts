/** Puts the parts that talk to the server together, out of what the browser gives. */
import type { QueryClient } from '@tanstack/react-query';
import { createTicker, type Ticker } from '../components/ticker.tsx';
import { bodyOf, createApi } from '../server/api.ts';
import { renew } from '../server/freshness.ts';
import { createLiveUpdates } from '../server/liveUpdates.ts';
import { keepOfflineCopy } from '../server/offlineCopy.ts';
import type { Outside } from '../server/outside.ts';
import { createQueryClient, type Tell } from '../server/queryClient.ts';
import { queryKeys } from '../server/queryKeys.ts';
import { createServerClock } from '../server/serverClock.ts';
import type { Server } from '../server/serverContext.tsx';
import { createTapQueue } from '../server/tapQueue.ts';
import { createNotices } from './notices.tsx';

type Parts = Readonly<{ server: Server; queryClient: QueryClient; ticker: Ticker }>;

export function createServer(outside: Outside): Parts {
  const clock = createServerClock(outside.now);
  const api = createApi({ send: outside.send, now: outside.now, clock });
  const tell: Tell = createNotices((changeId) => undo(changeId));
  const queryClient = createQueryClient(tell);
  keepOfflineCopy(queryClient, outside);
  const undo = async (changeId: string) => {
    const undone = bodyOf(api.undo({ changeId }, outside.newKey()));
    await undone.then(
      (reply) => tell.done('Undone.', reply.changeId),
      (error: Error) => tell.failed(error.message),
    );
    await renew(queryClient);
  };
  const taps = createTapQueue({
    outside,
    now: clock.now,
    api,
    tell,
    settled: async () => {
      void renew(queryClient, { queryKey: ['slices'] });
      await renew(queryClient, { queryKey: queryKeys.state });
    },
  });
  const live = createLiveUpdates({ outside, queryClient, opened: () => void taps.send() });
  const ticker = createTicker({ now: clock.now, after: outside.after });
  const { newKey } = outside;
  const deviceTimeZone = outside.timeZone();
  const server = { api, taps, live, tell, newKey, deviceTimeZone, now: clock.now };
  return { server, queryClient, ticker };
}
