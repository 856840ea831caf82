/**
 * What a command would change: the command itself, carried out in a transaction that is rolled
 * back. So a preview cannot decide otherwise than the command, and whatever the database would
 * refuse, it refuses here.
 *
 * Invariant: nothing is written, no key is remembered, nobody is nudged.
 */
import type { Slice, SliceChange } from '../../../core/engine/slice.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { lockAccount } from '../store/accounts.ts';
import { findCategoryNames } from '../store/categories.ts';
import type { Caller, EngineParts, Refused, Work } from './engineCommand.ts';

/** A slice with the name of its category. */
export type PreviewedSlice = Slice & Readonly<{ category: string }>;

type PreviewedChange = Readonly<{
  kind: SliceChange['kind'];
  before: PreviewedSlice | null;
  after: PreviewedSlice | null;
}>;

export type Preview = Readonly<{
  kind: 'preview';
  changes: readonly PreviewedChange[];
  /** To Toggl; 0 where nobody told the price. */
  calls: number;
}>;

export type PreviewParts = EngineParts &
  Readonly<{
    /** What the changes would cost, asked for before they are rolled back. */
    changesPrice?: (
      tx: WriteTransaction,
      priced: Readonly<{ accountId: string; sliceIds: readonly string[]; now: number }>,
    ) => Promise<number>;
  }>;

/** Thrown to end the transaction without a commit; caught below, and nowhere else. */
class NothingWritten extends Error {
  readonly outcome: Preview | Refused;
  constructor(outcome: Preview | Refused) {
    super('a preview writes nothing');
    this.outcome = outcome;
  }
}

export async function previewCommand<Value>(
  { database, now, newId, changesPrice }: PreviewParts,
  caller: Caller,
  work: Work<Value>,
): Promise<Preview | Refused> {
  try {
    return await database.write<never>(async (tx) => {
      await lockAccount(tx, caller.accountId);
      const changes: SliceChange[] = [];
      const onRecorded = (recorded: readonly SliceChange[]) => void changes.push(...recorded);
      const command = { tx, caller, now: now(), newId, onRecorded };
      const result = await work(command);
      if (result.kind === 'refused') throw new NothingWritten(result);
      const slices = changes.flatMap((change) => [beforeOf(change), afterOf(change)]);
      const ids = slices.flatMap((slice) => (slice === null ? [] : [slice.categoryId]));
      const names = await findCategoryNames(tx, caller.accountId, ids);
      const { accountId } = caller;
      const sliceIds = slices.flatMap((slice) => (slice === null ? [] : [slice.id]));
      const priced = { accountId, sliceIds, now: command.now };
      const calls = (await changesPrice?.(tx, priced)) ?? 0;
      throw new NothingWritten({ kind: 'preview', changes: changes.map(named(names)), calls });
    });
  } catch (thrown) {
    if (thrown instanceof NothingWritten) return thrown.outcome;
    throw thrown;
  }
}

function named(names: ReadonlyMap<string, string>) {
  const withName = (slice: Slice | null) =>
    slice === null ? null : { ...slice, category: names.get(slice.categoryId) ?? '' };
  return (change: SliceChange): PreviewedChange => ({
    kind: change.kind,
    before: withName(beforeOf(change)),
    after: withName(afterOf(change)),
  });
}

function beforeOf(change: SliceChange): Slice | null {
  return change.kind === 'insert' ? null : change.before;
}

function afterOf(change: SliceChange): Slice | null {
  return change.kind === 'delete' ? null : change.after;
}
