/**
 * Many seeds over several processes. Which process takes a seed changes nothing: a seed is a world
 * of its own. `hasMore` is asked before each seed, so that a run ends by count or by time.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Delivery, Order } from './worker.ts';

type Fleet = Readonly<{
  workers: number;
  /** null: there are no more. */
  nextOrder: () => Order | null;
  onDelivery: (delivery: Delivery) => void;
}>;

export async function sail(fleet: Fleet): Promise<void> {
  await Promise.all(Array.from({ length: fleet.workers }, () => work(fleet)));
}

async function work({ nextOrder, onDelivery }: Fleet): Promise<void> {
  const child = fork(join(import.meta.dirname, 'worker.ts'));
  const current = { seed: '' };
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The process ended at seed ${current.seed}. Run that seed alone to see why.`);
  });
  // Its end is no failure once there are no more orders.
  gone.catch(() => undefined);
  for (let order = nextOrder(); order !== null; order = nextOrder()) {
    current.seed = order.seed;
    onDelivery(await Promise.race([carriedOut(child, order), gone]));
  }
  child.kill();
}

async function carriedOut(child: ChildProcess, order: Order): Promise<Delivery> {
  const answer = once(child, 'message');
  child.send(order);
  const [delivery] = (await answer) as [Delivery];
  return delivery;
}
