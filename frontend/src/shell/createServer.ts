/** Puts the parts that talk to the server together, out of what the browser gives. */
import type { QueryClient } from '@tanstack/react-query';
import { createTicker, type Ticker } from '../components/ticker.tsx';
import { createApi } from '../server/api.ts';
import { renew } from '../server/freshness.ts';
import { createLiveUpdates } from '../server/liveUpdates.ts';
import { keepOfflineCopy } from '../server/offlineCopy.ts';
import type { Outside } from '../server/outside.ts';
import { createOwnChanges } from '../server/ownChanges.ts';
import { createQueryClient } from '../server/queryClient.ts';
import { queryKeys } from '../server/queryKeys.ts';
import { createRepeatedKeys } from '../server/repeatedKeys.ts';
import { createServerClock } from '../server/serverClock.ts';
import type { Server } from '../server/serverContext.tsx';
import { createTapQueue } from '../server/tapQueue.ts';
import { notices } from './notices.tsx';

type Parts = Readonly<{ server: Server; queryClient: QueryClient; ticker: Ticker }>;

export function createServer(outside: Outside): Parts {
  const clock = createServerClock(outside.now);
  const line = { send: outside.send, now: outside.now, clock };
  const api = createApi({ ...line, keys: createRepeatedKeys() });
  const changes = createOwnChanges();
  const queryClient = createQueryClient(notices);
  keepOfflineCopy(queryClient, outside);
  const taps = createTapQueue({
    outside,
    now: clock.now,
    api: createApi(line),
    changes,
    tell: notices,
    settled: async () => {
      void renew(queryClient, { queryKey: ['slices'] });
      await renew(queryClient, { queryKey: queryKeys.state });
    },
  });
  const live = createLiveUpdates({ outside, queryClient, opened: () => void taps.send() });
  const ticker = createTicker({ now: clock.now, after: outside.after });
  const server = {
    api,
    taps,
    live,
    changes,
    tell: notices,
    newKey: outside.newKey,
    deviceTimeZone: outside.timeZone(),
    now: clock.now,
  };
  return { server, queryClient, ticker };
}
