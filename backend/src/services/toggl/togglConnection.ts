/**
 * Connecting Toggl at run time: the token is looked up by one call, sealed, and used from then on,
 * also after a restart. A token in the settings goes before any other.
 *
 * Invariant: the token is stored with the connection it made or not at all, and sealed. No reply
 * and no log ever holds it.
 */
import { unreachable } from '../../../../core/invariant.ts';
import type { Database } from '../../db/database.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import {
  findTogglConnection,
  saveTogglConnection,
  type TogglConnection,
  type TogglWorkspace,
} from '../../store/togglConnections.ts';
import { listTogglProjects } from '../../store/togglProjects.ts';
import { findTogglToken, removeTogglToken, saveTogglToken } from '../../store/togglTokens.ts';
import {
  type Caller,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { nonceBytes, seal, unseal } from './seal.ts';
import type { SealKey } from './sealKey.ts';

export type Connected = Readonly<{
  workspaceId: number;
  workspaces: readonly TogglWorkspace[];
  projects: number;
}>;

type Disconnected = Readonly<{ workspaceId: number }>;

type ConnectInput = Readonly<{ token: string; workspaceId: number | null }>;

export type TogglConnecting = Readonly<{
  connect(
    caller: Caller,
    input: ConnectInput,
    idempotency?: Idempotency<Connected>,
  ): Promise<CommandResult<Connected>>;
  disconnect(
    caller: Caller,
    idempotency?: Idempotency<Disconnected>,
  ): Promise<CommandResult<Disconnected>>;
}>;

/** How the projection ended an attempt to connect (projection/connect.ts). */
type Attempt =
  | Readonly<{ kind: 'connected'; connection: TogglConnection }>
  | Readonly<{
      kind: 'failed';
      why: 'token' | 'workspace' | 'taken' | 'unavailable';
      reason: string;
      workspaces: readonly TogglWorkspace[];
    }>;

type NewConnection = ConnectInput &
  Readonly<{ alongside: (tx: WriteTransaction, connection: TogglConnection) => Promise<void> }>;

type Parts = EngineParts &
  Readonly<{
    isTokenInSettings: boolean;
    sealKey: (need: 'open' | 'make') => Promise<SealKey>;
    randomBytes: (count: number) => Uint8Array;
    live: Readonly<{
      connect: (given: NewConnection) => Promise<Attempt>;
      end: () => Promise<void>;
    }>;
  }>;

export function createTogglConnecting(parts: Parts): TogglConnecting {
  return {
    connect: async (caller, input, idempotency) => {
      const known = await recall(parts, caller, idempotency);
      if (known !== null) return known;
      if (parts.isTokenInSettings) return tokenInSettings;
      const attempt = await attemptWith(parts, caller, input);
      if (attempt.kind !== 'connected') return refusalOf(attempt);
      const { workspaceId, workspaces } = attempt.connection;
      return runCommand(parts, caller, {
        work: async ({ tx }) => {
          const projects = (await listTogglProjects(tx, caller.accountId)).length;
          return { kind: 'done', workspaceId, workspaces, projects };
        },
        idempotency,
      });
    },
    disconnect: async (caller, idempotency) => {
      const known = await recall(parts, caller, idempotency);
      if (known !== null) return known;
      if (parts.isTokenInSettings) return tokenInSettings;
      await parts.live.end();
      return runCommand(parts, caller, {
        work: async ({ tx, now }) => {
          const { accountId } = caller;
          const connection = await findTogglConnection(tx, accountId);
          if (connection === null) return nothingConnected;
          await removeTogglToken(tx, accountId);
          await saveTogglConnection(tx, { ...connection, disconnectedAt: now });
          return { kind: 'done', workspaceId: connection.workspaceId };
        },
        idempotency,
      });
    },
  };
}

async function attemptWith(
  { sealKey, randomBytes, live, now }: Parts,
  { accountId }: Caller,
  input: ConnectInput,
): Promise<Attempt> {
  // Before the call: a token that cannot be kept need not be looked up.
  const made = await sealKey('make');
  if (made.kind === 'unusable') {
    return { kind: 'failed', why: 'unavailable', reason: made.reason, workspaces: [] };
  }
  const sealed = seal(input.token, { key: made.key, accountId, nonce: randomBytes(nonceBytes) });
  return live.connect({
    ...input,
    alongside: (tx, { workspaceId }) =>
      saveTogglToken(tx, accountId, { sealed, workspaceId, createdAt: now() }),
  });
}

function refusalOf({ why, reason, workspaces }: Exclude<Attempt, { kind: 'connected' }>): Refused {
  switch (why) {
    case 'token':
      return refusedWith('toggl_token_refused', `${reason}.`);
    case 'workspace': {
      const details = { workspaces: workspaces.map(({ id, name }) => ({ id: String(id), name })) };
      const refusal = { code: 'toggl_workspace_unknown', message: reason, details } as const;
      return { kind: 'refused', refusal };
    }
    case 'taken':
      return refusedWith('toggl_user_taken', reason);
    case 'unavailable':
      return refusedWith('toggl_unavailable', `Nothing was connected: ${reason}. Try again later.`);
    default:
      return unreachable(why);
  }
}

const tokenInSettings = refusedWith(
  'toggl_token_in_settings',
  'The settings name the token (TOGGL_API_TOKEN). Change it there, or take it out and restart.',
);

const nothingConnected = refusedWith(
  'toggl_not_connected',
  'Toggl is not connected, so there is nothing to disconnect.',
);

export type StoredToken =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'token'; token: string; workspaceId: number }>
  | Readonly<{ kind: 'unusable'; reason: string }>;

/** What an earlier run was connected with. */
export async function readStoredToken(
  database: Database,
  accountId: string,
  sealKey: Parts['sealKey'],
): Promise<StoredToken> {
  const stored = await findTogglToken(database.reader, accountId);
  if (stored === null) return { kind: 'none' };
  const found = await sealKey('open');
  if (found.kind === 'unusable') return found;
  const token = unseal(stored.sealed, { key: found.key, accountId });
  if (token !== null) return { kind: 'token', token, workspaceId: stored.workspaceId };
  const reason =
    'The stored Toggl token cannot be opened: it was sealed with another key. Put the ' +
    'right COMPASS_SEAL_KEY or key file back, or connect again.';
  return { kind: 'unusable', reason };
}
