/**
 * Everything the sandbox remembers, and the clock and chance it was given. All state lives in these
 * maps: handlers read and change them, and nothing else holds any. Rows keep what Toggl keeps,
 * `created_with` too, which no reply ever shows.
 */
import type { Config } from './config.ts';

export type EntryRow = {
  id: number;
  workspaceId: number;
  projectId: number | null;
  taskId: number | null;
  billable: boolean;
  /** null when it was never given. */
  description: string | null;
  tagIds: number[];
  startSecond: number;
  /** null while it runs. */
  stopSecond: number | null;
  /** As it was sent: any negative number while it runs. */
  durationSeconds: number;
  modifiedAtMicroseconds: number;
  /** Milliseconds. */
  deletedAt: number | null;
  createdWith: string;
  /** Made while new entries were hidden: no read shows it as long as they are. */
  isHidden: boolean;
};

export type ProjectRow = {
  id: number;
  workspaceId: number;
  clientId: number | null;
  name: string;
  active: boolean;
  isPrivate: boolean;
  billable: boolean;
  color: string;
  createdAtSecond: number;
  modifiedAtSecond: number;
};

export type TagRow = {
  id: number;
  workspaceId: number;
  name: string;
  modifiedAtMicroseconds: number;
};

export type ClientRow = { id: number; workspaceId: number; name: string; modifiedAtSecond: number };

export type TaskRow = {
  id: number;
  workspaceId: number;
  projectId: number;
  name: string;
  active: boolean;
  modifiedAtSecond: number;
};

export type SubscriptionRow = {
  id: number;
  workspaceId: number;
  url: string;
  description: string;
  secret: string;
  /** Milliseconds; null until the callback has answered the ping. */
  validatedAt: number | null;
  validationCode: string;
};

type DeliveryRow = Readonly<{ subscriptionId: number; body: string }>;

export type WorkspaceRow = {
  id: number;
  name: string;
  /** null where it is the one of the account. */
  organizationId: number | null;
  modifiedAtSecond: number;
};

export type World = Readonly<{
  config: () => Config;
  /** Toggl's clock, milliseconds. */
  clockMs: () => number;
  clockSecond: () => number;
  /** The value of `at` for a change made now. */
  stampMicroseconds: () => number;
  /** Ids grow with gaps: Toggl has other customers. */
  nextId: (kind: IdKind) => number;
  entries: Map<number, EntryRow>;
  projects: Map<number, ProjectRow>;
  tags: Map<number, TagRow>;
  clients: Map<number, ClientRow>;
  tasks: Map<number, TaskRow>;
  workspaces: Map<number, WorkspaceRow>;
  subscriptions: Map<number, SubscriptionRow>;
  /** Webhook events that wait to be handed over, oldest first. */
  deliveries: DeliveryRow[];
}>;

type IdKind = 'entry' | 'project' | 'tag' | 'task';

/** Entry ids stand above 2^31, as the real ones do. */
const firstIds: Readonly<Record<IdKind, number>> = {
  entry: 4_500_000_000,
  project: 220_000_000,
  tag: 21_000_000,
  task: 243_000_000,
};

type WorldParts = Readonly<{
  now: () => number;
  random: () => number;
  config: () => Config;
}>;

export function createWorld({ now, random, config }: WorldParts): World {
  const lastIds = { ...firstIds };
  const clockMs = () => now() + config().clockOffsetMs;
  const clockSecond = () => Math.floor(clockMs() / 1000);
  const { workspaceId: id } = config().account;
  const first = { id, name: 'Workspace', organizationId: null, modifiedAtSecond: clockSecond() };
  return {
    config,
    clockMs,
    clockSecond,
    stampMicroseconds: () => Math.floor(clockMs()) * 1000 + Math.floor(random() * 1000),
    nextId(kind) {
      lastIds[kind] += 1 + Math.floor(random() * 20);
      return lastIds[kind];
    },
    entries: new Map(),
    projects: new Map(),
    tags: new Map(),
    clients: new Map(),
    tasks: new Map(),
    subscriptions: new Map(),
    deliveries: [],
    workspaces: new Map([[id, first]]),
  };
}

/** As reads see it. */
export function shownWorld(world: World): World {
  if (world.config().switches.newEntries === 'shown') return world;
  const shown = [...world.entries].filter(([, row]) => !row.isHidden);
  return { ...world, entries: new Map(shown) };
}
