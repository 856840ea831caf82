/**
 * The projection that runs, if one does: begun from the settings or a stored token, connected and
 * disconnected at run time. One at a time: the old one ends its look before the new one begins.
 *
 * Invariant: a token that Toggl does not take leaves everything as it was, and so does a database
 * that fails before it is stored.
 */
import type { HealthSending } from '../../../core/projection/desired.ts';
import type { ProjectMaking } from '../../../core/projection/project.ts';
import type { Database } from '../db/database.ts';
import { type AccountProjection, createAccountProjection } from './accountProjection.ts';
import { type Connecting, type ConnectOptions, connect } from './connect.ts';
import type { Governor } from './governor.ts';
import { type Subscribed, type Subscription, subscribe } from './subscribe.ts';
import { createWakeup, type Look, type Timers, type Wakeup } from './wakeup.ts';

export type LiveProjection = Readonly<{
  projection: AccountProjection;
  wakeup: Wakeup;
  /** Has Toggl tell an address of the changes in a workspace: one call. */
  subscribe: (wanted: Subscription) => Promise<Subscribed>;
  /** What Toggl signs with then. */
  webhookSecret: string;
}>;

type Parts = Readonly<{
  accountId: string;
  database: Database;
  now: () => number;
  newId: () => string;
  timers: Timers;
  reserve: number;
  projectMaking: ProjectMaking;
  debounceMs: number;
  health: HealthSending;
  /** A governor of its own for each token: buckets belong to the user. */
  openGovernor: (token: string) => Governor;
  hashToken: (token: string) => string;
  webhookSecretOf: (token: string) => string;
  /** After each look: what it left for others to do. True where that asks for another look. */
  takeEdits: () => Promise<boolean>;
  /** After a look that found nothing more to do at once. */
  onRest: () => void;
  onFault: (fault: unknown) => void;
}>;

type NewConnection = Pick<ConnectOptions, 'workspaceId' | 'alongside'> &
  Readonly<{ token: string }>;

export type LiveProjections = Readonly<{
  current: () => LiveProjection | null;
  /** Makes no call and wakes nobody; what is stored for this token is gone on with. */
  begin: (token: string, workspaceId: number | null) => void;
  /** Looks the token up by one call; a projection with it takes the place of the last one. */
  connect: (given: NewConnection) => Promise<Connecting>;
  /** Lets the call in flight finish. */
  end: () => Promise<void>;
}>;

export function createLiveProjections(parts: Parts): LiveProjections {
  let live: LiveProjection | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let begun: Starting | null = null;
  const run = (starting: Starting) => {
    begun = starting;
    live = startProjection(parts, starting);
    return live;
  };
  const end = async () => {
    await live?.wakeup.stop();
    live?.projection.end();
    live = null;
  };
  const connectNow = async ({ token, ...given }: NewConnection): Promise<Connecting> => {
    const { accountId, database, now, newId, hashToken } = parts;
    const governor = parts.openGovernor(token);
    const base = { accountId, database, now, newId, governor, tokenHash: hashToken(token) };
    const before = live === null ? null : begun;
    try {
      // The old one writes what its call did before the new connection is stored.
      const connecting = await connect({ ...base, ...given, beforeStoring: end });
      if (connecting.kind === 'connected') {
        const { workspaceId } = connecting.connection;
        run({ token, governor, workspaceId }).wakeup.nudge(0);
      }
      return connecting;
    } finally {
      if (before !== null && live === null) run(before).wakeup.nudge(0);
    }
  };
  return {
    current: () => live,
    begin: (token, workspaceId) =>
      void run({ token, governor: parts.openGovernor(token), workspaceId }),
    connect: (given) => {
      const connecting = turn.then(() => connectNow(given));
      turn = connecting.catch(() => undefined);
      return connecting;
    },
    end: () => {
      const ending = turn.then(end);
      turn = ending.catch(() => undefined);
      return ending;
    },
  };
}

type Starting = Readonly<{ token: string; governor: Governor; workspaceId: number | null }>;

function startProjection(parts: Parts, { token, governor, workspaceId }: Starting): LiveProjection {
  const { takeEdits, onRest, timers, now, onFault } = parts;
  const tokenHash = parts.hashToken(token);
  const projection = createAccountProjection({ ...parts, governor, workspaceId, tokenHash });
  const look = async (): Promise<Look> => {
    const looked = await projection.look();
    if (await takeEdits()) return { kind: 'again' };
    if (looked.kind !== 'again') onRest();
    return looked;
  };
  const webhookSecret = parts.webhookSecretOf(token);
  const { accountId, database } = parts;
  return {
    projection,
    wakeup: createWakeup({ look, timers, now, onFault }),
    subscribe: (wanted) =>
      subscribe({ accountId, database, governor, secret: webhookSecret }, wanted),
    webhookSecret,
  };
}
