/**
 * Fills a database with ten years: a million closed slices in four dimensions, or as many as the
 * second argument says, over as many days as the third one says, each with its rows in the
 * journal. Started by main.ts and web.ts with the file as its first argument, and ends when it is
 * done.
 *
 *     PRIMARY     [=====) [=====) [=====) …       one slice a step in each dimension
 *     WORK_MODE    [=====) [=====) [=====) …
 *
 * It writes through the store, so that the rows and their order are the product's. Commands were
 * refused: each would pay for a commit of its own, and all of them for half an hour.
 */
import { type Database, openDatabase } from '../backend/src/db/database.ts';
import type { WriteTransaction } from '../backend/src/db/transaction.ts';
import { ensureOwner } from '../backend/src/services/access/owner.ts';
import { blankCategory } from '../backend/src/services/categories/blankCategory.ts';
import { bumpRevision } from '../backend/src/store/accounts.ts';
import { insertCategory } from '../backend/src/store/categories.ts';
import { insertChange } from '../backend/src/store/journal.ts';
import { applyChanges } from '../backend/src/store/slices.ts';
import { type Dimension, dimensions, type Slice, type SliceChange } from '../core/engine/slice.ts';

const [, , file = 'history.db', sliceCount = '1000000', days = '3652.5'] = process.argv;
const stepCount = Number(sliceCount) / dimensions.length;
/** Few enough for the log of the database to stay small. */
const stepsPerTransaction = 5_000;
const historyMs = Number(days) * 86_400_000;
const stepMs = historyMs / stepCount;
const categoryCount = 8;

type Owner = Awaited<ReturnType<typeof ensureOwner>>;

const startAt = Date.now() - historyMs;
const database = await openDatabase(`file:${file}`);
const owner = await makeOwner(database);
for (let step = 0; step < stepCount; step += stepsPerTransaction) {
  await database.write((tx) => fillSteps(tx, step));
}
await database.close();

async function makeOwner(given: Database): Promise<Owner> {
  const made = await ensureOwner(given, {
    timeZone: 'UTC',
    dayStartMinutes: 0,
    secretHash: null,
    freshSecretHash: 'of no secret: the server sets its own',
    now: startAt,
  });
  await given.write(async (tx) => {
    for (let order = 0; order < categoryCount; order += 1) {
      const name = `category ${order}`;
      const named = { id: categoryId(order), name, foldedName: name, sortOrder: order };
      const blank = blankCategory({ ...named, usedColors: [], now: startAt });
      await insertCategory(tx, made.accountId, blank);
    }
  });
  return made;
}

async function fillSteps(tx: WriteTransaction, firstStep: number): Promise<void> {
  for (
    let step = firstStep;
    step < Math.min(stepCount, firstStep + stepsPerTransaction);
    step += 1
  ) {
    for (const [position, dimension] of dimensions.entries()) {
      await record(tx, sliceOf(step * dimensions.length + position, step, dimension));
    }
  }
}

async function record(tx: WriteTransaction, slice: Slice): Promise<void> {
  const { accountId, tokenId } = owner;
  const changes: SliceChange[] = [{ kind: 'insert', after: slice }];
  await applyChanges(tx, accountId, changes);
  await insertChange(tx, accountId, {
    id: slice.id,
    revision: await bumpRevision(tx, accountId),
    command: 'start',
    tokenId,
    cause: null,
    undoesChangeId: null,
    groupId: null,
    at: slice.startAt,
    sliceChanges: changes,
  });
}

function sliceOf(index: number, step: number, dimension: Dimension): Slice {
  const at = Math.floor(startAt + step * stepMs);
  return {
    id: timeOrderedId(at, index),
    dimension,
    categoryId: categoryId(index % categoryCount),
    startAt: at,
    endAt: at + Math.floor(stepMs * 0.8),
    source: 'API',
    isLocked: false,
    linkedTaskId: null,
    note: null,
    originEntryId: null,
    createdAt: at,
    updatedAt: at,
  };
}

function categoryId(order: number): string {
  return timeOrderedId(startAt, order);
}

/** As long as the product's and in the same order, so that indexes are as deep and as full. */
function timeOrderedId(at: number, index: number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
