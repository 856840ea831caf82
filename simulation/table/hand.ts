/**
 * A person at one quiet world: each act is an HTTP command like those of a phone, and every call to
 * Toggl that follows is counted on the wire.
 */
import type { Switches } from '../../toggl-sandbox/config.ts';
import type { BucketName } from '../../toggl-sandbox/quota.ts';
import { bucketOf } from '../checkers/quota.ts';
import { plans } from '../fit/plans.ts';
import { createQuietWorld } from '../fit/quietWorld.ts';
import type { StoredSlice } from '../observer.ts';
import { beginning, type World } from '../world.ts';

export type CallCounted = Readonly<{ method: string; bucket: BucketName }>;

export type Hand = Readonly<{
  /** `more` is whatever else the command takes: at, also. */
  start(category: string, more?: object): Promise<void>;
  startMode(category: string): Promise<void>;
  stop(more?: object): Promise<void>;
  /** The newest slice of PRIMARY of that category. */
  edit(category: string, fields: object): Promise<void>;
  delete(category: string): Promise<void>;
  undo(): Promise<void>;
  rename(category: string, name: string): Promise<void>;
  refresh(category: string): Promise<void>;
  restart(): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Text of the instant that long ago. */
  ago(ms: number): string;
  calls(): readonly CallCounted[];
  close(): Promise<void>;
}>;

export async function createHand(switches: Partial<Switches>): Promise<Hand> {
  const calls: CallCounted[] = [];
  const world = await createQuietWorld({
    place: { beginsAt: beginning, projectNames: ['Coding'], plan: plans.free },
    switches,
    onWire: ({ kind, call }) => {
      if (kind === 'sent') calls.push({ method: call.method, bucket: bucketOf(call) });
    },
  });
  const start = (dimension: string, category: string, more: object = {}) =>
    send(world, 'POST', '/api/engine/start', { dimension, category, ...more });
  const slicePath = (category: string) => `/api/engine/slices/${newest(world, category).id}`;
  return {
    start: (category, more) => start('PRIMARY', category, more),
    startMode: (category) => start('WORK_MODE', category),
    stop: (more) => send(world, 'POST', '/api/engine/stop', { dimension: 'PRIMARY', ...more }),
    edit: (category, fields) => send(world, 'PATCH', slicePath(category), fields),
    delete: (category) => send(world, 'DELETE', slicePath(category)),
    undo: () => send(world, 'POST', '/api/engine/undo', {}),
    rename: (category, name) => {
      const { categoryId } = newest(world, category);
      return send(world, 'PATCH', `/api/categories/${categoryId}`, { name });
    },
    refresh: (category) => {
      const { categoryId } = newest(world, category);
      return send(world, 'POST', '/api/toggl/refresh-category', { categoryId });
    },
    restart: world.restart,
    wait: world.advance,
    ago: (ms) => new Date(Math.floor(world.time.now() - ms)).toISOString(),
    calls: () => [...calls],
    close: world.close,
  };
}

function newest(world: World, category: string): StoredSlice {
  const slices = world.observer.slicesSince(0);
  const found = slices.findLast((one) => one.dimension === 'PRIMARY' && one.category === category);
  if (found === undefined) throw new Error(`Nothing of ${category} was tracked.`);
  return found;
}

type Method = 'POST' | 'PATCH' | 'DELETE';

async function send(world: World, ...request: [Method, string, object?]): Promise<void> {
  const [method, path, body] = request;
  const reply = await world.send({
    method,
    path,
    ...(body !== undefined && { body: body as Readonly<Record<string, unknown>> }),
  });
  if (reply !== null && reply.status < 400) return;
  throw new Error(`${method} ${path} was answered ${JSON.stringify(reply)}.`);
}
