/**
 * What has to be on disk before a call is on the wire, so that nothing it may have done is
 * forgotten where nobody ever hears of it.
 */
import { invariant } from '../../../core/invariant.ts';
import { markPending } from '../../../core/projection/attempt.ts';
import { underway } from '../../../core/projection/doubt.ts';
import { bucketOf } from '../../../core/projection/payer.ts';
import type { BulkAction, Step } from '../../../core/projection/step.ts';
import type { Item, World } from '../../../core/projection/world.ts';
import type { Database } from '../db/database.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { saveLink } from '../store/togglLinks.ts';
import type { Governor } from './governor.ts';
import { commitSpending } from './record.ts';

export type Attempting = Readonly<{
  accountId: string;
  database: Database;
  governor: Governor;
  now: () => number;
}>;

type Making = Readonly<{ connection: TogglConnection; world: World; step: Step }>;

/**
 * What a call leaves behind if nobody ever hears of it is on disk before it is on the wire: the
 * request as spent, a create as pending, any other write with its fields in doubt.
 */
export async function commitAttempt(options: Attempting, making: Making): Promise<World> {
  const { world, step } = making;
  const { action } = step;
  const { accountId, database, now } = options;
  if (action.kind === 'edit-many') return commitMany(options, making, action);
  if (!('sliceId' in action)) {
    await database.write((tx) => commitSpending(tx, spendingOf(options, making)));
    return world;
  }
  const item = world.items.find(({ link }) => link.sliceId === action.sliceId);
  invariant(item, `a step is planned only for slice ${action.sliceId} of its world`);
  const isCreate = action.kind === 'create';
  const attempted = isCreate
    ? markPending(item.link, action.fields, now())
    : underway(item.link, action, now());
  await database.write(async (tx) => {
    await commitSpending(tx, spendingOf(options, making));
    await saveLink(tx, { accountId, link: attempted, isSettled: false, now: now() });
  });
  if (!isCreate) return world;
  const pending: Item = { ...item, link: attempted };
  return { ...world, items: world.items.map((other) => (other === item ? pending : other)) };
}

async function commitMany(options: Attempting, making: Making, action: BulkAction): Promise<World> {
  const { accountId, database, now } = options;
  const { world } = making;
  const asked = new Set(action.entries.map(({ sliceId }) => sliceId));
  await database.write(async (tx) => {
    await commitSpending(tx, spendingOf(options, making));
    for (const { link } of world.items.filter((item) => asked.has(item.link.sliceId))) {
      const attempted = underway(link, action, now());
      await saveLink(tx, { accountId, link: attempted, isSettled: false, now: now() });
    }
  });
  return world;
}

function spendingOf({ governor, now }: Attempting, making: Making) {
  const { togglUserId } = making.connection;
  return { governor, key: bucketOf(making, making.step.action), togglUserId, now: now() };
}
