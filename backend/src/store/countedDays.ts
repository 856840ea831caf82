/**
 * The tables `counted_day` and `counted_horizon`: days that are over, counted once, and up to
 * which revision they are right. The service that reads them (services/countedDays.ts) decides
 * what is to be believed and what is to be counted anew.
 */
import { type Dimension, dimensions } from '../../../core/engine/slice.ts';
import type { CrossedDimension, Figures } from '../../../core/reviews/figures.ts';
import type { CivilRange } from '../../../core/time/calendar.ts';
import type { DayRules } from '../../../core/time/day.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type StoredDay = Range &
  Readonly<{
    day: string;
    figures: Figures;
    /** Which logged tasks were counted. */
    logs: string;
  }>;

type Horizon = DayRules & Readonly<{ revision: number }>;

export async function findHorizon(
  connection: ReadConnection,
  accountId: string,
): Promise<Horizon | null> {
  const { rows } = await selectHorizon(connection, { accountId });
  return rows[0] ?? null;
}

const selectHorizon = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('counted_horizon')
    .select([
      'time_zone as timeZone',
      'day_start_minutes as dayStartMinutes',
      'revision as revision',
    ])
    .where('account_id', '=', accountId),
);

export async function storeHorizon(
  tx: WriteTransaction,
  accountId: string,
  { timeZone, dayStartMinutes, revision }: Horizon,
): Promise<void> {
  const columns = { time_zone: timeZone, day_start_minutes: dayStartMinutes, revision };
  await tx
    .insertInto('counted_horizon')
    .values({ account_id: accountId, ...columns })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
    .execute();
}

export async function readStoredDays(
  connection: ReadConnection,
  accountId: string,
  { from, to }: CivilRange,
): Promise<StoredDay[]> {
  const { rows } = await selectDays(connection, { accountId, from, to });
  return rows.map(({ body, ...row }) => ({ ...row, figures: unpacked(body) }));
}

const selectDays = compiledQuery(
  (connection, { accountId, from, to }: CivilRange & { accountId: string }) =>
    connection
      .selectFrom('counted_day')
      .select(['day', 'start_at as startAt', 'end_at as endAt', 'logs', 'body'])
      .where('account_id', '=', accountId)
      .where('day', '>=', from)
      .where('day', '<=', to),
);

export async function storeDay(
  tx: WriteTransaction,
  accountId: string,
  { day, startAt, endAt, logs, figures }: StoredDay,
): Promise<void> {
  await insertDay(tx, { accountId, day, startAt, endAt, logs, body: packed(figures) });
}

type DayRow = Omit<StoredDay, 'figures'> & Readonly<{ accountId: string; body: string }>;

const insertDay = compiledQuery((connection, row: DayRow) =>
  connection
    .insertInto('counted_day')
    .values({
      account_id: row.accountId,
      day: row.day,
      start_at: row.startAt,
      end_at: row.endAt,
      logs: row.logs,
      body: row.body,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'day']).doUpdateSet((row) => ({
        start_at: row.ref('excluded.start_at'),
        end_at: row.ref('excluded.end_at'),
        logs: row.ref('excluded.logs'),
        body: row.ref('excluded.body'),
      })),
    ),
);

export async function deleteDays(
  tx: WriteTransaction,
  accountId: string,
  { from, to }: CivilRange,
): Promise<void> {
  await tx
    .deleteFrom('counted_day')
    .where('account_id', '=', accountId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
}

/** Each id once and then by its place: whole histories are read this way. */
type Packed = Readonly<{
  ids: readonly string[];
  /** Dimension, category, task or -1, milliseconds. */
  tracked: readonly (readonly [number, number, number, number])[];
  /** Dimension, category of PRIMARY, the other, milliseconds. */
  crossings: readonly (readonly [number, number, number, number])[];
  switches: number;
}>;

function packed({ tracked, crossings, switches }: Figures): string {
  const places = new Map<string, number>();
  const place = (id: string) => {
    const known = places.get(id) ?? places.size;
    places.set(id, known);
    return known;
  };
  const body: Omit<Packed, 'ids'> = {
    tracked: tracked.map(({ dimension, categoryId, taskId, durationMs }) => [
      dimensions.indexOf(dimension),
      place(categoryId),
      taskId === null ? -1 : place(taskId),
      durationMs,
    ]),
    crossings: crossings.map(({ dimension, categoryId, otherCategoryId, durationMs }) => [
      dimensions.indexOf(dimension),
      place(categoryId),
      place(otherCategoryId),
      durationMs,
    ]),
    switches,
  };
  return JSON.stringify({ ids: [...places.keys()], ...body });
}

function unpacked(body: string): Figures {
  const { ids, tracked, crossings, switches } = JSON.parse(body) as Packed;
  const idAt = (place: number) => ids[place] ?? '';
  const dimensionAt = (place: number): Dimension => dimensions[place] ?? 'PRIMARY';
  return {
    tracked: tracked.map(([dimension, category, task, durationMs]) => ({
      dimension: dimensionAt(dimension),
      categoryId: idAt(category),
      taskId: task < 0 ? null : idAt(task),
      durationMs,
    })),
    crossings: crossings.map(([dimension, category, other, durationMs]) => ({
      dimension: dimensionAt(dimension) as CrossedDimension,
      categoryId: idAt(category),
      otherCategoryId: idAt(other),
      durationMs,
    })),
    switches,
  };
}
