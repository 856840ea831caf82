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
import type { Caller, Command, Done, EngineParts, Refused, Work } from './engineCommand.ts';

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
  readonly outcome: unknown;
  constructor(outcome: unknown) {
    super('a preview writes nothing');
    this.outcome = outcome;
  }
}

/** What the command would answer, by doing it and taking it back. */
export async function tryCommand<Value>(
  { database, now, newId }: EngineParts,
  caller: Caller,
  work: Work<Value>,
): Promise<Done<Value> | Refused> {
  try {
    return await database.write<never>(async (tx) => {
      await lockAccount(tx, caller.accountId);
      throw new NothingWritten(await work({ tx, caller, now: now(), newId }));
    });
  } catch (thrown) {
    if (thrown instanceof NothingWritten) return thrown.outcome as Done<Value> | Refused;
    throw thrown;
  }
}

/** What the command would change. */
export async function previewCommand<Value>(
  { changesPrice, ...parts }: PreviewParts,
  caller: Caller,
  work: Work<Value>,
): Promise<Preview | Refused> {
  const tried = await tryCommand(parts, caller, async (command) => {
    const changes: SliceChange[] = [];
    const onRecorded = (recorded: readonly SliceChange[]) => void changes.push(...recorded);
    const result = await work({ ...command, onRecorded });
    if (result.kind === 'refused') return result;
    return { kind: 'done', preview: await previewOf(command, changes, changesPrice) };
  });
  return tried.kind === 'refused' ? tried : tried.preview;
}

async function previewOf(
  { tx, caller: { accountId }, now }: Command,
  changes: readonly SliceChange[],
  changesPrice: PreviewParts['changesPrice'],
): Promise<Preview> {
  const slices = changes
    .flatMap((change) => [beforeOf(change), afterOf(change)])
    .filter((slice) => slice !== null);
  const categoryIds = slices.map(({ categoryId }) => categoryId);
  const names = await findCategoryNames(tx, accountId, categoryIds);
  const priced = { accountId, sliceIds: slices.map(({ id }) => id), now };
  const calls = (await changesPrice?.(tx, priced)) ?? 0;
  return { kind: 'preview', changes: changes.map(named(names)), calls };
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
