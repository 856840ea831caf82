/**
 * Server-sent events into the cache: what another client, an automation or Toggl changed is seen
 * here at once.
 *
 *   connecting ──open──▶ live ──lost──▶ away ──tried after a while, or when the network is back
 *                         ▲               │
 *                         └─────open──────┘
 *
 * Invariant: after each gap everything is read anew, and so is what was read before the line was
 * open. The server repeats the state alone, and no other kind of event.
 */
import type { QueryClient } from '@tanstack/react-query';
import { type Event, event } from '../../../contract/events.ts';
import { unreachable } from '../../../core/invariant.ts';
import { renew, replace } from './freshness.ts';
import type { Outside } from './outside.ts';
import { queryKeys, renewedBy, type Subject } from './queryKeys.ts';
import { createRereads, type Rereads } from './rereads.ts';

type LiveStatus = 'connecting' | 'live' | 'away';

export type ImportProgress = Extract<Event, { kind: 'import' }>;

export type LiveUpdates = Readonly<{
  start: () => void;
  stop: () => void;
  status: () => LiveStatus;
  subscribe: (run: () => void) => () => void;
}>;

type LiveOptions = Readonly<{
  outside: Pick<Outside, 'after' | 'openEventLine' | 'whenBack'>;
  queryClient: QueryClient;
  /** The server can be reached again: what waits for it may go. */
  opened: () => void;
}>;

const kinds = event.options.map(({ shape }) => shape.kind.value);
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

export function createLiveUpdates({ outside, queryClient, opened }: LiveOptions): LiveUpdates {
  const listeners = new Set<() => void>();
  const rereads = createRereads({ queryClient, after: outside.after });
  const life = { status: 'connecting' as LiveStatus, failures: 0 };
  let close = () => {};
  let callOff = () => {};
  let stopWatching = () => {};
  const become = (status: LiveStatus) => {
    if (life.status === status) return;
    life.status = status;
    for (const run of listeners) run();
  };
  const connect = () => {
    callOff();
    close();
    close = outside.openEventLine({
      path: '/api/events',
      kinds,
      opened: () => {
        life.failures = 0;
        become('live');
        // Its end may have been told while nobody listened; the latest run is read anew below.
        void queryClient.resetQueries({ queryKey: queryKeys.togglImportProgress });
        void renew(queryClient);
        opened();
      },
      lost: () => {
        become('away');
        callOff = outside.after(delayMs(life.failures), connect);
        life.failures += 1;
        // Nobody is signed in any more, perhaps.
        void renew(queryClient, { queryKey: queryKeys.session });
      },
      told: (data) => take({ queryClient, rereads }, event.parse(JSON.parse(data))),
    });
  };
  return {
    start: () => {
      connect();
      stopWatching = outside.whenBack(() => {
        if (life.status === 'away') connect();
      });
    },
    stop: () => {
      callOff();
      stopWatching();
      close();
      become('connecting');
    },
    status: () => life.status,
    subscribe: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}

function delayMs(failures: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
}

type Listener = Readonly<{ queryClient: QueryClient; rereads: Rereads }>;

function take({ queryClient, rereads }: Listener, told: Event): void {
  const changed = (subject: Subject) => {
    for (const queryKey of renewedBy([subject])) rereads.ask(queryKey);
  };
  switch (told.kind) {
    case 'state':
      replace(queryClient, queryKeys.state, told.state);
      return;
    case 'import':
      queryClient.setQueryData<ImportProgress>(queryKeys.togglImportProgress, told);
      if (told.state !== 'reading') rereads.ask(queryKeys.togglImport);
      return;
    case 'overdue':
      changed('days');
      return;
    case 'quota':
      changed('toggl');
      return;
    case 'slices':
    case 'toggl':
    case 'tasks':
    case 'categories':
    case 'rules':
      changed(told.kind);
      return;
    default:
      unreachable(told);
  }
}
