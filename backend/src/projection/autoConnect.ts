/**
 * Keeps an account connected as the settings say, without asking Toggl more often than it must:
 * one call where nothing is connected, or where the settings name another token or workspace.
 */
import { unreachable } from '../../../core/invariant.ts';
import { findTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { type ConnectOptions, connect } from './connect.ts';
import type { Look } from './wakeup.ts';

type AutoConnect = Readonly<{
  /** null when nobody is connected, or when the settings name another token or workspace. */
  current: () => Promise<TogglConnection | null>;
  connect: () => Promise<Look>;
  /** What a person has to mend before anything can be connected; null when nothing. */
  error: () => string | null;
}>;

const failedConnectPauseMs = 600_000;

export function createAutoConnect(options: ConnectOptions): AutoConnect {
  let allowedAt = 0;
  let error: string | null = null;
  const connectSparingly = async (): Promise<Look> => {
    // Nudges and the regular look come far more often: they must not spend the bucket on asking.
    if (options.now() < allowedAt) return { kind: 'wake', at: allowedAt };
    const connecting = await connect(options);
    switch (connecting.kind) {
      case 'connected':
        error = null;
        return { kind: 'again' };
      case 'failed':
        error = connecting.reason;
        allowedAt = retryAt(options);
        return { kind: 'wake', at: allowedAt };
      default:
        return unreachable(connecting);
    }
  };
  return {
    current: () => currentConnection(options),
    connect: connectSparingly,
    error: () => error,
  };
}

async function currentConnection(options: ConnectOptions): Promise<TogglConnection | null> {
  const connection = await findTogglConnection(options.database.reader, options.accountId);
  const isSameToken = connection?.tokenHash === options.tokenHash;
  const { workspaceId } = options;
  const isSameWorkspace = workspaceId === null || connection?.workspaceId === workspaceId;
  return isSameToken && isSameWorkspace ? connection : null;
}

/** After an outage when the governor allows; what a person has to mend is not asked for often. */
function retryAt({ governor, now }: ConnectOptions): number {
  const permit = governor.permit({ worth: 'running', bucket: 'user' });
  return permit.kind === 'wait' ? permit.until : now() + failedConnectPauseMs;
}
