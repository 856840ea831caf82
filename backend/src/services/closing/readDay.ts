/** Reads what the close of a day looks at: its slices, what was accepted of them, the maxima. */
import type { Accepted } from '../../../../core/closing/accepted.ts';
import { type ClosedDay, overdueOf } from '../../../../core/closing/closeItem.ts';
import { usualMaximumMinutes } from '../../../../core/closing/overdue.ts';
import type { Words } from '../../../../core/closing/words.ts';
import { dimensions, type Slice } from '../../../../core/engine/slice.ts';
import { wholeSeconds } from '../../../../core/engine/window.ts';
import { invariant } from '../../../../core/invariant.ts';
import { idsNamed } from '../../../../core/reviews/meaning.ts';
import { dayRange } from '../../../../core/time/day.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { listAccepted } from '../../store/accepted.ts';
import { findAccount } from '../../store/accounts.ts';
import { type Category, listAllCategories } from '../../store/categories.ts';
import { listImported } from '../../store/importedSlices.ts';
import { readTimeline } from '../../store/timeline.ts';
import { readSigns } from './readSigns.ts';

export type Asked = Readonly<{ accountId: string; date: string; now: number }>;

type ReadDay = Omit<ClosedDay, 'signs'> & Readonly<{ words: Words }>;

export async function readDay(connection: ReadConnection, asked: Asked): Promise<ReadDay> {
  const { accountId, date, now } = asked;
  const account = await findAccount(connection, accountId);
  invariant(account, `account ${accountId} exists`);
  const day = dayRange(date, account);
  const range = { startAt: day.startAt, endAt: Math.max(day.startAt, Math.min(day.endAt, now)) };
  const timeline = await readAround(connection, accountId, day);
  const categories = await listAllCategories(connection, accountId);
  return {
    range,
    now,
    timeline,
    imported: await listImported(connection, { accountId, dimension: 'PRIMARY' }, day),
    accepted: await acceptedOf(connection, accountId, { timeline, day }),
    maximumMsOf: maximaOf(categories),
    words: { date, timeZone: account.timeZone, categoryName: namesOf(categories) },
  };
}

/** With what tells of forgotten ends, which only the list needs. */
export async function readDayWithSigns(
  connection: ReadConnection,
  { accountId, ...asked }: Asked,
  sleepCategories: readonly string[],
): Promise<ReadDay & ClosedDay> {
  const day = await readDay(connection, { accountId, ...asked });
  const sleep = idsNamed(await listAllCategories(connection, accountId), sleepCategories);
  const signs = await readSigns(connection, {
    accountId,
    overdue: overdueOf(day),
    categoryName: day.words.categoryName,
    isSleep: (categoryId) => sleep.has(categoryId),
  });
  return { ...day, signs };
}

async function readAround(
  connection: ReadConnection,
  accountId: string,
  day: Range,
): Promise<Slice[]> {
  const around: Slice[] = [];
  for (const dimension of dimensions) {
    const window = wholeSeconds(day.startAt, day.endAt);
    around.push(...(await readTimeline(connection, { accountId, dimension }, window)));
  }
  return around.sort((a, b) => a.startAt - b.startAt);
}

/** What was accepted of a slice may all lie before the day. */
function acceptedOf(
  connection: ReadConnection,
  accountId: string,
  { timeline, day }: Readonly<{ timeline: readonly Slice[]; day: Range }>,
): Promise<readonly Accepted[]> {
  const startAt = Math.min(day.startAt, ...timeline.map((slice) => slice.startAt));
  return listAccepted(connection, accountId, { startAt, endAt: day.endAt });
}

type Named = Pick<Category, 'id' | 'name'>;

function namesOf(categories: readonly Named[]): (categoryId: string) => string {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return (categoryId) => names.get(categoryId) ?? '';
}

export function maximaOf(categories: readonly Category[]): (categoryId: string) => number {
  const minutes = new Map(categories.map(({ id, maxMinutes }) => [id, maxMinutes]));
  return (categoryId) => (minutes.get(categoryId) ?? usualMaximumMinutes) * 60_000;
}
