/** Hands the parts that talk to the server to whatever is drawn. */
import { createContext, type ReactNode, useContext } from 'react';
import { invariant } from '../../../core/invariant.ts';
import type { Api } from './api.ts';
import type { LiveUpdates } from './liveUpdates.ts';
import type { OwnChanges } from './ownChanges.ts';
import type { Tell } from './queryClient.ts';
import type { TapQueue } from './tapQueue.ts';

export type Server = Readonly<{
  api: Api;
  taps: TapQueue;
  live: LiveUpdates;
  changes: OwnChanges;
  /** For what no command tells by itself: one that failed after its place on the page was left. */
  tell: Tell;
  newKey: () => string;
  /** The zone that this device is set to; the account has its own. */
  deviceTimeZone: string;
  /** The server's clock, as far as it is known. */
  now: () => number;
}>;

const ServerContext = createContext<Server | null>(null);

export function ServerProvider({ server, children }: { server: Server; children: ReactNode }) {
  return <ServerContext value={server}>{children}</ServerContext>;
}

export function useServer(): Server {
  const server = useContext(ServerContext);
  invariant(server !== null, 'Something is drawn outside of ServerProvider.');
  return server;
}
