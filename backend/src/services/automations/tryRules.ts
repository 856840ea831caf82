/**
 * Trying rules on what was recorded: reads the journal and the taps of a range, tells them again
 * under the rules (core/automations/replay.ts), and answers what would be different.
 *
 * Invariant: it writes nothing. The journal is read in pages and up to a limit, so that a busy
 * month neither fills the memory nor holds up everybody else.
 */
import type { Begun } from '../../../../core/automations/doer.ts';
import { type Doer, doerOf } from '../../../../core/automations/doer.ts';
import { type JournalEntry, replay } from '../../../../core/automations/replay.ts';
import type { Rule } from '../../../../core/automations/rule.ts';
import { laneOf, triggerNamed } from '../../../../core/automations/trigger.ts';
import { differences } from '../../../../core/automations/tryRules.ts';
import { foldName } from '../../../../core/engine/category.ts';
import { isImported, type Slice } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { findAccount } from '../../store/accounts.ts';
import { listAllCategories } from '../../store/categories.ts';
import { listOffs } from '../../store/firings.ts';
import { type JournalledChange, readChangesBack } from '../../store/journalPages.ts';
import { listRules } from '../../store/rules.ts';
import { listSliceViews } from '../../store/sliceViews.ts';
import { listTriggers, type Trigger } from '../../store/triggers.ts';
import { begunOf } from '../begun.ts';
import { type Refused, refusedWith } from '../engineCommand.ts';

type TrialInput = Readonly<{
  /** null: those that are kept, on or on trial. */
  rules: readonly Rule[] | null;
  range: Range;
}>;

type Tried = ReturnType<typeof differences> &
  Readonly<{ kind: 'tried'; categoryOf: (categoryId: string) => string }>;

export type TryRules = (accountId: string, input: TrialInput) => Promise<Tried | Refused>;

const pageSize = 500;
/** A thousand commands a day for three weeks; nobody lives so fast for a month. */
const mostCommands = 20_000;

const tooMany = refusedWith(
  'too_many_changes',
  `More than ${mostCommands} commands were recorded since then. Try the rules on fewer days.`,
);

export function createTryRules(parts: Readonly<{ database: Database; now: () => number }>) {
  const { reader } = parts.database;
  const tryRules: TryRules = async (accountId, { rules, range }) => {
    const changes = await readJournal(reader, accountId, range.startAt);
    if (changes === null) return tooMany;
    const past = await readPast(reader, accountId, { changes, range });
    const { entries, ...given } = past;
    const tried = rules ?? (await keptRules(reader, accountId));
    const now = parts.now();
    const told = replay({ ...given, rules: tried, now }, entries);
    const window = { ...range, endAt: Math.min(range.endAt, now), now };
    return { kind: 'tried', ...differences(told, window), categoryOf: given.categoryOf };
  };
  return tryRules;
}

async function keptRules(reader: ReadConnection, accountId: string): Promise<Rule[]> {
  return (await listRules(reader, accountId)).filter(({ mode }) => mode !== 'off');
}

/** Oldest first; null where there are too many. */
async function readJournal(
  reader: ReadConnection,
  accountId: string,
  sinceAt: number,
): Promise<readonly JournalledChange[] | null> {
  const newestFirst: JournalledChange[] = [];
  let belowRevision = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = await readChangesBack(reader, accountId, { belowRevision, most: pageSize });
    const wanted = page.filter(({ at }) => at >= sinceAt);
    newestFirst.push(...wanted);
    const last = page.at(-1);
    if (last === undefined || last.at < sinceAt) return newestFirst.toReversed();
    if (newestFirst.length > mostCommands) return null;
    belowRevision = last.revision;
  }
}

type Journal = Readonly<{ changes: readonly JournalledChange[]; range: Range }>;

async function readPast(reader: ReadConnection, accountId: string, { changes, range }: Journal) {
  const account = await findAccount(reader, accountId);
  const categories = await listAllCategories(reader, accountId);
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const triggers = await listTriggers(reader, accountId);
  const byName = new Map(triggers.map((trigger) => [trigger.foldedName, trigger]));
  const opening = await readOpening(reader, accountId, { changes, range });
  const doers = await doersOf(reader, accountId, opening);
  const offs = await listOffs(reader, accountId, range.startAt);
  return {
    timeZone: account?.timeZone ?? 'UTC',
    opening,
    entries: changes.map((change) => entryOf(change, byName)),
    categoryOf: (id: string) => names.get(id) ?? '',
    beganBy: ({ id }: Slice) => doers.get(id) ?? person,
    causeEnd: causeEndIn({ byName, ends: lastEnds(changes), offs }),
  };
}

const person: Doer = { by: 'PERSON', key: '' };

async function doersOf(reader: ReadConnection, accountId: string, slices: readonly Slice[]) {
  const begun: readonly Begun[] = await begunOf(reader, accountId, slices);
  return new Map(slices.map(({ id }, i) => [id, begun[i]?.doer ?? person]));
}

/** As it was before the first of the changes: what they found, and what they left alone. */
async function readOpening(reader: ReadConnection, accountId: string, journal: Journal) {
  const found = new Map<string, Slice | null>();
  for (const change of journal.changes.flatMap(({ sliceChanges }) => sliceChanges)) {
    const before = change.kind === 'insert' ? null : change.before;
    const { id } = before ?? (change as Readonly<{ after: Slice }>).after;
    if (!found.has(id)) found.set(id, before);
  }
  const always = { startAt: journal.range.startAt, endAt: Number.MAX_SAFE_INTEGER };
  const standing = await listSliceViews(reader, { accountId, ...always }, {});
  const untouched = standing.filter((slice) => !found.has(slice.id) && !isImported(slice));
  return [...[...found.values()].filter((slice) => slice !== null), ...untouched];
}

function entryOf(
  { command, at, cause, tokenId, sliceChanges }: JournalledChange,
  byName: ReadonlyMap<string, Trigger>,
): JournalEntry {
  const begun = sliceChanges.find(({ kind }) => kind === 'insert');
  // A change that begins nothing names no source: but for a trigger's it is taken for a person's.
  const source = begun?.kind === 'insert' ? begun.after.source : 'API';
  const triggerKind = triggerOf(cause, byName)?.kind ?? null;
  const doer = doerOf({ source, cause, tokenId, triggerKind });
  return { command, at, doer, changes: sliceChanges };
}

function triggerOf(
  cause: string | null,
  byName: ReadonlyMap<string, Trigger>,
): Trigger | undefined {
  const name = triggerNamed(cause);
  return name === null ? undefined : byName.get(foldName(name));
}

/** When each slice that was touched ended in the end; Infinity where it runs. */
function lastEnds(changes: readonly JournalledChange[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const change of changes.flatMap(({ sliceChanges }) => sliceChanges)) {
    if (change.kind === 'delete') ends.delete(change.before.id);
    else ends.set(change.after.id, change.after.endAt ?? Number.POSITIVE_INFINITY);
  }
  return ends;
}

type Ends = Readonly<{
  byName: ReadonlyMap<string, Trigger>;
  ends: ReadonlyMap<string, number>;
  offs: Awaited<ReturnType<typeof listOffs>>;
}>;

/** A trigger tells by going off, a game or a call by the end of what it began. */
function causeEndIn({ byName, ends, offs }: Ends) {
  const offsByLane = Map.groupBy(offs, ({ lane }) => lane);
  return ({ doer, changes }: JournalEntry): number | null => {
    const begun = changes.find(({ kind }) => kind === 'insert');
    if (begun?.kind !== 'insert') return null;
    const { id, startAt } = begun.after;
    if (doer.by === 'DISCORD') return ends.get(id) ?? null;
    const trigger = triggerOf(doer.key, byName);
    if (trigger === undefined || trigger.definition.on === null) return null;
    const off = offsByLane.get(laneOf(trigger.id))?.find(({ at }) => at > startAt);
    return off?.at ?? Number.POSITIVE_INFINITY;
  };
}
