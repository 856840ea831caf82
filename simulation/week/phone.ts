/**
 * A phone that has news to deliver: it sends, and where nothing answers or the server says that the
 * instant has not come yet, it sends the same once more later.
 *
 * Invariant: it knows only what a client knows. What the server made of the instant is worked out
 * from the promise in the README: up to a minute ahead counts as now.
 */
import type { Command, Reply } from '../answered.ts';
import type { World } from '../world.ts';
import type { Delivery } from './delivery.ts';
import { commandOf } from './signals.ts';

type Delivered =
  /** It stands from this instant on. */
  | Readonly<{ kind: 'taken'; at: number }>
  | Readonly<{ kind: 'again'; sendAt: number }>
  /** A person is told that there was nothing to go back to: nothing has happened. */
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'refused'; status: number; text: string }>;

const secondMs = 1000;
const retryMs = { least: 20 * secondMs, most: 120 * secondMs };

export async function deliver(world: World, delivery: Delivery): Promise<Delivered> {
  const { happening, madeAt, key } = delivery;
  const at = madeAt === null ? undefined : new Date(madeAt).toISOString();
  const command = commandOf(happening.signal, at);
  const reply = await world.send(key === null ? command : keyed(command, key));
  if (reply === null || reply.status >= 500 || isAhead(reply)) {
    const waitMs = world.random.between(retryMs.least, retryMs.most);
    return { kind: 'again', sendAt: world.time.now() + waitMs };
  }
  if (codeOf(reply) === 'no_previous') return { kind: 'nothing' };
  if (reply.status >= 400) {
    return { kind: 'refused', status: reply.status, text: JSON.stringify(reply.body) };
  }
  return { kind: 'taken', at: Math.min(madeAt ?? world.programNow(), world.programNow()) };
}

function keyed(command: Command, key: string): Command {
  return { ...command, headers: { 'idempotency-key': key } };
}

function codeOf(reply: Reply): string {
  const { error } = reply.body as { error?: Readonly<{ code: string }> };
  return error?.code ?? '';
}

function isAhead(reply: Reply): boolean {
  return codeOf(reply) === 'at_in_future';
}
