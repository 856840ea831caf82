/**
 * Merging one category into another. Its slices of all dimensions follow, newest first, and what
 * else names it (categoryUsers.ts); its name leads to the other from then on, so that an automation
 * that still sends it makes no new one. What it costs at Toggl is told first.
 *
 * Invariant: a merge of up to `slicesPerChange` slices is one transaction and one change. A larger
 * one is several, so that nobody waits for it: each is journalled and can be undone by itself, and
 * a merge that was cut off is finished by asking for it again. Only with the first of them a
 * category that may not be merged is refused, and then nothing is written.
 */
import { decideMerge } from '../../../../core/engine/merge.ts';
import type { RefreshPrice } from '../../../../core/projection/refresh.ts';
import { bumpRevision } from '../../store/accounts.ts';
import {
  type Category,
  findAnyCategory,
  findCategory,
  markMerged,
} from '../../store/categories.ts';
import { countCategorySlices, listCategorySlices } from '../../store/categorySlices.ts';
import { removeTogglRefresh } from '../../store/togglRefreshes.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  record,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { categoryNotFound } from '../refusals.ts';
import type { CategoryUser } from './categoryUsers.ts';

const slicesPerChange = 500;

type MergeInput = Readonly<{ categoryId: string; intoId: string; dryRun: boolean }>;

export type Merged = RefreshPrice &
  Readonly<{
    intoId: string;
    slices: number;
    /** Newest slices first; none on a dry run. */
    changeIds: readonly string[];
  }>;

type MergePrice = (
  accountId: string,
  merging: Readonly<{ categoryId: string; intoId: string }>,
) => Promise<RefreshPrice>;

export type MergeParts = EngineParts &
  Readonly<{
    /** What it would cost to have the entries at Toggl follow. */
    mergePrice: MergePrice;
    categoryUsers: readonly CategoryUser[];
  }>;

export type MergeCategory = (
  caller: Caller,
  input: MergeInput,
  idempotency?: Idempotency<Merged>,
) => Promise<CommandResult<Merged>>;

export function createMergeCategory(parts: MergeParts): MergeCategory {
  return async (caller, input, idempotency) => {
    const known = await recall(parts, caller, idempotency);
    if (known !== null) return known;
    // Outside of the transaction: it reads all entries of the category, and decides nothing.
    const price = await parts.mergePrice(caller.accountId, input);
    if (input.dryRun) {
      const work = (command: Command) => tellMerge(command, input, price);
      return runCommand(parts, caller, { work, idempotency });
    }
    return mergeStepwise(parts, caller, { input, price, idempotency });
  };
}

type Merging = Readonly<{
  input: MergeInput;
  price: RefreshPrice;
  idempotency: Idempotency<Merged> | undefined;
}>;

async function mergeStepwise(
  parts: MergeParts,
  caller: Caller,
  { input, price, idempotency }: Merging,
): Promise<CommandResult<Merged>> {
  const { reader } = parts.database;
  const { slices } = await countCategorySlices(reader, caller.accountId, input.categoryId);
  let before: StepDone = { slices: 0, changeIds: [], untilAt: Number.MAX_SAFE_INTEGER };
  // Others may move or delete some meanwhile: a step that was not full has met the last of them.
  let isFull = true;
  while (isFull && slices - before.slices > slicesPerChange) {
    const so = before;
    const step = await runCommand(parts, caller, {
      work: (command) => mergeSome(command, parts, { input, before: so, most: slicesPerChange }),
      idempotency: undefined,
    });
    if (step.kind !== 'done') return step;
    isFull = step.slices - before.slices === slicesPerChange;
    before = step;
  }
  const last = { input, before, most: slicesPerChange * 2 };
  return runCommand(parts, caller, {
    work: async (command) => {
      const step = await mergeSome(command, parts, last);
      if (step.kind === 'refused') return step;
      const { changeIds, slices: moved } = step;
      return { kind: 'done', ...price, intoId: input.intoId, slices: moved, changeIds };
    },
    idempotency,
  });
}

type StepDone = Readonly<{ slices: number; changeIds: readonly string[]; untilAt: number }>;
type Step = Readonly<{ input: MergeInput; before: StepDone; most: number }>;

async function mergeSome(
  command: Command,
  { categoryUsers }: MergeParts,
  { input, before, most }: Step,
): Promise<Done<StepDone> | Refused> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const { categoryId, intoId } = input;
  const found = await findBoth(command, input);
  if (found.kind === 'refused') return found;
  const page = { categoryId, untilAt: before.untilAt, most };
  const slices = await listCategorySlices(tx, accountId, page);
  const decision = decideMerge(slices, { intoId, now });
  if (decision.kind === 'refused') return decision;
  if (!found.from.isGone) {
    await markMerged(tx, accountId, { categoryId, intoId, now });
    await removeTogglRefresh(tx, accountId, categoryId);
    for (const user of categoryUsers)
      await user.follow(tx, accountId, { fromId: categoryId, intoId });
  }
  const { changes } = decision;
  const changeIds = [...before.changeIds];
  if (changes.length === 0) await bumpRevision(tx, accountId);
  else changeIds.push(await record(command, changes, { name: 'merge' }));
  const untilAt = slices.at(-1)?.startAt ?? before.untilAt;
  return { kind: 'done', slices: before.slices + slices.length, changeIds, untilAt };
}

async function tellMerge(
  command: Command,
  input: MergeInput,
  price: RefreshPrice,
): Promise<Done<Merged> | Refused> {
  const found = await findBoth(command, input);
  if (found.kind === 'refused') return found;
  const { tx, caller } = command;
  const { slices } = await countCategorySlices(tx, caller.accountId, input.categoryId);
  return { kind: 'done', ...price, intoId: input.intoId, slices, changeIds: [] };
}

type Both = Readonly<{ kind: 'both'; from: Category; into: Category }>;

/** A category that was merged into this one before may have slices left: it was cut off. */
async function findBoth(
  { tx, caller: { accountId } }: Command,
  { categoryId, intoId }: MergeInput,
): Promise<Both | Refused> {
  if (categoryId === intoId) return intoItself;
  const from = await findAnyCategory(tx, accountId, categoryId);
  const into = await findCategory(tx, accountId, intoId);
  const isOpen = from !== null && (!from.isGone || from.mergedIntoId === intoId);
  if (!isOpen || into === null) return categoryNotFound;
  // Counted once: it reads all slices. Later steps see the locks of those that they change.
  const { lockedSlices } = from.isGone
    ? { lockedSlices: 0 }
    : await countCategorySlices(tx, accountId, categoryId);
  return lockedSlices > 0 ? someLocked(lockedSlices) : { kind: 'both', from, into };
}

const intoItself = refusedWith(
  'merge_into_itself',
  'A category cannot be merged into itself. Name the one that is to stay under "into".',
);

function someLocked(lockedSlices: number): Refused {
  const slices = lockedSlices === 1 ? 'One slice' : `${lockedSlices} slices`;
  return refusedWith(
    'slice_locked',
    `${slices} of this category cannot change, because of a lock. Unlock first, then merge.`,
  );
}
