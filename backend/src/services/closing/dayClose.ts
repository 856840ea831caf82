/**
 * The close of a day: what may have been forgotten, and the answers to it as one change. The list
 * tells what it costs at Toggl to answer all as proposed, by doing so in a transaction that is
 * rolled back (previewCommand.ts).
 *
 * Invariant: nothing changes but by an answer, and all answers of a request or none.
 */
import type { CloseAnswer, NamedAnswer } from '../../../../core/closing/closeAnswer.ts';
import { type CloseItem, closeItems, proposedAnswer } from '../../../../core/closing/closeItem.ts';
import { decideClose } from '../../../../core/closing/decideClose.ts';
import { rangeText, sliceText, type Words } from '../../../../core/closing/words.ts';
import type { Source } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { findSliceViews, type SliceView } from '../../store/sliceViews.ts';
import { findOrMake, insertMissing, type NamedCategories } from '../categories/namedCategories.ts';
import { type ManyChanged, recorded } from '../engine/splitAndJoin.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type Idempotency,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { type Preview, type PreviewParts, previewCommand } from '../previewCommand.ts';
import { type Asked, readDay, readDayWithSigns } from './readDay.ts';

type CloseInput = Readonly<{
  date: string;
  answers: readonly NamedAnswer[];
  source: Source;
}>;

export type DayListed = Readonly<{
  items: readonly CloseItem[];
  /** Of the slices that are doubted, by id. */
  slices: ReadonlyMap<string, SliceView>;
  words: Words;
  /** To Toggl, if all is answered as proposed. */
  calls: number;
}>;

export type DayClose = Readonly<{
  list(caller: Caller, date: string): Promise<DayListed>;
  preview(caller: Caller, input: CloseInput): Promise<Preview | Refused>;
  close(
    caller: Caller,
    input: CloseInput,
    idempotency?: Idempotency<ManyChanged>,
  ): Promise<CommandResult<ManyChanged>>;
}>;

type Parts = Required<PreviewParts> & Readonly<{ sleepCategories: readonly string[] }>;

export function createDayClose(parts: Parts): DayClose {
  return {
    list: (caller, date) => list(parts, caller, date),
    preview: (caller, input) =>
      previewCommand(parts, caller, (command) => closeNamed(command, input)),
    close: (caller, input, idempotency) =>
      runCommand(parts, caller, { work: (command) => closeNamed(command, input), idempotency }),
  };
}

/** Read again where there is something to price, so that list and price are of one moment. */
async function list(parts: Parts, caller: Caller, date: string): Promise<DayListed> {
  const { accountId } = caller;
  const { database, now, sleepCategories } = parts;
  const first = { accountId, date, now: now() };
  let listed = await readItems(database.reader, first, sleepCategories);
  if (listed.items.length === 0) return { ...listed, calls: 0 };
  const priced = await previewCommand(parts, caller, async (command) => {
    const asked = { accountId, date, now: command.now };
    listed = await readItems(command.tx, asked, sleepCategories);
    if (listed.items.length === 0) return nothingChanged;
    return closeAll(command, { date, source: 'MANUAL' }, listed.items.map(proposedAnswer));
  });
  invariant(priced.kind === 'preview', 'what is proposed can be done');
  return { ...listed, calls: priced.calls };
}

/** Somebody else has closed the day between the two readings. */
const nothingChanged = { kind: 'done', slices: [], removed: [], changeId: null } as const;

async function readItems(
  connection: ReadConnection,
  asked: Asked,
  sleepCategories: readonly string[],
): Promise<Omit<DayListed, 'calls'>> {
  const day = await readDayWithSigns(connection, asked, sleepCategories);
  const items = closeItems(day);
  const ids = items.flatMap((item) => (item.kind === 'doubt' ? [item.slice.id] : []));
  const views = await findSliceViews(connection, asked.accountId, ids);
  return { items, slices: new Map(views.map((view) => [view.id, view])), words: day.words };
}

async function closeNamed(
  command: Command,
  { answers, ...closing }: CloseInput,
): Promise<Done<ManyChanged> | Refused> {
  const named = await findOrMake(command, answers.flatMap(nameIn));
  if (named.kind === 'refused') return named;
  return closeAll(command, { ...closing, named }, withIds(answers, named));
}

function nameIn(answer: NamedAnswer): string[] {
  return 'category' in answer && answer.category !== null ? [answer.category] : [];
}

/** The categories come in the order in which the answers name them. */
function withIds(
  answers: readonly NamedAnswer[],
  { categories }: NamedCategories,
): readonly CloseAnswer[] {
  const ids = categories.map(({ id }) => id);
  return answers.map((answer): CloseAnswer => {
    if (!('category' in answer)) return answer;
    const categoryId = answer.category === null ? null : (ids.shift() ?? null);
    if (answer.do === 'carve') {
      const { category: _, ...carve } = answer;
      return { ...carve, categoryId };
    }
    const { with: kind, category: _, ...fill } = answer;
    if (kind !== 'category') return { ...fill, filling: { kind } };
    invariant(categoryId, 'what is filled with a category names it');
    return { ...fill, filling: { kind, categoryId } };
  });
}

type Closing = Readonly<{ date: string; source: Source; named?: NamedCategories }>;

async function closeAll(
  command: Command,
  { date, source, named }: Closing,
  answers: readonly CloseAnswer[],
): Promise<Done<ManyChanged> | Refused> {
  const { tx, caller, now, newId } = command;
  const { accountId } = caller;
  const { words, range, timeline, imported } = await readDay(tx, { accountId, date, now });
  const decision = decideClose(answers, {
    range,
    timeline,
    imported,
    source,
    now,
    newId,
    nameOf: (slice) => sliceText(slice, words),
    textOf: (named) => rangeText(named, words),
  });
  if (decision.kind === 'refused') return decision;
  if (named !== undefined) await insertMissing(command, named);
  const accepted = decision.accepted.map((one) => ({ ...one, id: newId(), isTakenBack: false }));
  return recorded(command, decision.changes, { name: 'close', accepted });
}
