/** One session among the slices: those before it taken back, itself put in, journalled as one. */
import type { Slice, SliceChange } from '../../../../core/engine/slice.ts';
import type { Timeline } from '../../../../core/engine/timeline.ts';
import { changesBetween, looksTheSame } from '../../../../core/engine/timelineChanges.ts';
import { wholeSeconds } from '../../../../core/engine/window.ts';
import { placeSession } from '../../../../core/health/place.ts';
import type { SampleKind, Session } from '../../../../core/health/sample.ts';
import { hullOf } from '../../../../core/health/sessions.ts';
import { type Made, madeBy, takeBack } from '../../../../core/health/takeBack.ts';
import { invariant } from '../../../../core/invariant.ts';
import { insertSession, type StoredSession } from '../../store/healthSessions.ts';
import { findSliceChanges } from '../../store/journal.ts';
import { readTimeline } from '../../store/timeline.ts';
import { doAgain } from '../automations/laterTaps.ts';
import {
  findOrMake,
  insertMissing,
  type NamedCategories,
  unarchive,
} from '../categories/namedCategories.ts';
import { lostTime } from '../engine/lostTime.ts';
import { type Command, record } from '../engineCommand.ts';
import { takeMorningAway } from './lateNight.ts';
import type { SessionTally } from './sessionTally.ts';

type Putting = Readonly<{
  categoryNames: Readonly<Record<SampleKind, string>>;
  tally: SessionTally;
}>;

/** A session that no sample tells any more, and that no other takes the place of. */
export async function takeSessionBack(
  command: Command,
  { tally }: Putting,
  session: StoredSession,
): Promise<void> {
  const made = await madeOf(command, [session]);
  const timeline = await timelineAround(command, [session], made);
  const taken = takeBack(timeline, made);
  if (taken.kind === 'edited') {
    return tally.keep({ session, reason: 'edited', slices: taken.slices });
  }
  const changes = changesBetween(timeline, taken.timeline, command.now);
  if (changes.length > 0) await write(command, tally, { session, changes, own: [], made });
}

/** `before` are the stored sessions whose place it takes. */
type Succession = Readonly<{ session: Session; before: readonly StoredSession[] }>;

export async function putSession(
  command: Command,
  putting: Putting,
  succession: Succession,
): Promise<void> {
  const { session, before } = succession;
  const made = await madeOf(command, before);
  const categoryName = putting.categoryNames[session.kind];
  const hasCut = made.rows.some(({ id }) => !made.ownIds.has(id));
  const taps = await takeMorningAway(command, { session, categoryName, hasCut });
  await put(command, putting, { ...succession, made });
  if (taps.length > 0) putting.tally.touch(await doAgain(command, taps));
}

async function put(
  command: Command,
  { categoryNames, tally }: Putting,
  { session, before, made }: Succession & Readonly<{ made: Made }>,
): Promise<void> {
  const { tx, caller, now, newId } = command;
  const timeline = await timelineAround(command, [session, ...before], made);
  const known = { changeIds: changeIdsOf(before), sliceIds: [...made.ownIds] };
  const taken = takeBack(timeline, made);
  if (taken.kind === 'edited') {
    tally.keep({ session, reason: 'edited', slices: taken.slices });
    return insertSession(tx, caller.accountId, { ...session, ...known, isWhole: true });
  }
  const named = await findOrMake(command, [categoryNames[session.kind]]);
  invariant(named.kind === 'categories', 'the settings name categories as they may be named');
  const [category] = named.categories;
  invariant(category, 'every name has its category');
  const placed = placeSession(taken.timeline, session, { now, newId, categoryId: category.id });
  tellKept(tally, session, placed.inTheWay);
  const isWhole = placed.inTheWay.length === 0;
  if (looksTheSame(timeline, placed.timeline)) {
    return insertSession(tx, caller.accountId, { ...session, ...known, isWhole });
  }
  const { own } = placed;
  if (own.length > 0) await use(command, named);
  const changes = changesBetween(timeline, placed.timeline, now);
  const changeId = await write(command, tally, { session, changes, own, made });
  await insertSession(tx, caller.accountId, {
    ...session,
    changeIds: [...known.changeIds, changeId],
    sliceIds: own.map(({ id }) => id),
    isWhole,
  });
}

async function use(command: Command, named: NamedCategories): Promise<void> {
  await insertMissing(command, named);
  await unarchive(command, named);
}

function tellKept(tally: SessionTally, session: Session, inTheWay: readonly Slice[]): void {
  const byReason = Map.groupBy(inTheWay, ({ isLocked }) =>
    isLocked ? ('locked' as const) : ('began-meanwhile' as const),
  );
  for (const [reason, slices] of byReason) tally.keep({ session, reason, slices });
}

function changeIdsOf(sessions: readonly StoredSession[]): string[] {
  return [...new Set(sessions.flatMap(({ changeIds }) => changeIds))];
}

async function madeOf({ tx, caller }: Command, sessions: readonly StoredSession[]): Promise<Made> {
  const changes = await findSliceChanges(tx, caller.accountId, changeIdsOf(sessions));
  return madeBy(changes, new Set(sessions.flatMap(({ sliceIds }) => sliceIds)));
}

/** All that the sessions, and what was done for them, can touch. */
function timelineAround(
  { tx, caller }: Command,
  sessions: readonly Session[],
  { rows }: Made,
): Promise<Timeline> {
  const [first] = sessions;
  invariant(first, 'a timeline is read around something');
  const slices = rows.flatMap(({ before, after }) => [before, after]).filter((row) => row !== null);
  const spans = slices.map(({ startAt, endAt }) => ({ startAt, endAt: endAt ?? startAt }));
  const { startAt, endAt } = hullOf(first, [...sessions, ...spans]);
  const line = { accountId: caller.accountId, dimension: 'PRIMARY' as const };
  return readTimeline(tx, line, wholeSeconds(startAt, endAt));
}

type Written = Readonly<{
  session: Session;
  changes: readonly SliceChange[];
  own: readonly Slice[];
  made: Made;
}>;

async function write(
  command: Command,
  tally: SessionTally,
  { session, changes, own, made }: Written,
): Promise<string> {
  const former = changes.flatMap((change) =>
    change.kind === 'delete' && made.ownIds.has(change.before.id) ? [change.before] : [],
  );
  const trimmed = await lostTime(command, changes, [...own, ...former]);
  const caller = { ...command.caller, cause: causes[session.kind] };
  const changeId = await record({ ...command, caller }, changes, { name: 'health-sync' });
  tally.write({ changeId, kind: session.kind, own, touched: slicesOf(changes), trimmed });
  return changeId;
}

/** By which all of them can be undone as one. */
const causes = { sleep: 'health: sleep', workout: 'health: workouts' } as const;

/** What is gone runs no longer. What runs comes first: it is what Toggl shows now. */
function slicesOf(changes: readonly SliceChange[]): Slice[] {
  return changes
    .map((change) =>
      change.kind === 'delete'
        ? { ...change.before, endAt: change.before.endAt ?? change.before.startAt }
        : change.after,
    )
    .sort((a, b) => Number(b.endAt === null) - Number(a.endAt === null));
}
