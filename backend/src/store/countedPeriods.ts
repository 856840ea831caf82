/**
 * The tables `counted_period` and `counted_horizon`: days and months that are over, counted once,
 * and up to which revision they are right. The service that reads them
 * (services/reviews/countedPeriods.ts) decides what is to be believed and what to be counted anew.
 */
import { type Dimension, dimensions } from '../../../core/engine/slice.ts';
import type { CrossedDimension, Figures } from '../../../core/reviews/figures.ts';
import { type CivilRange, periodAround } from '../../../core/time/calendar.ts';
import type { DayRules } from '../../../core/time/day.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type CountedKind = 'day' | 'month';

export type StoredPeriod = CivilRange &
  Range &
  Readonly<{
    kind: CountedKind;
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

/** Those that begin within the dates, by their first day. */
export async function readStoredPeriods(
  connection: ReadConnection,
  accountId: string,
  { kind, from, to }: CivilRange & Readonly<{ kind: CountedKind }>,
): Promise<StoredPeriod[]> {
  const { rows } = await selectPeriods(connection, { accountId, kind, from, to });
  return rows.map(({ firstDay, body, ...row }) => ({
    ...row,
    kind,
    from: firstDay,
    to: kind === 'day' ? firstDay : periodAround(firstDay, kind).to,
    figures: unpacked(body),
  }));
}

type Wanted = CivilRange & Readonly<{ accountId: string; kind: string }>;

const selectPeriods = compiledQuery((connection, { accountId, kind, from, to }: Wanted) =>
  connection
    .selectFrom('counted_period')
    .select(['first_day as firstDay', 'start_at as startAt', 'end_at as endAt', 'logs', 'body'])
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('first_day', '>=', from)
    .where('first_day', '<=', to)
    .orderBy('first_day'),
);

export async function storePeriod(
  tx: WriteTransaction,
  accountId: string,
  { kind, from, startAt, endAt, logs, figures }: StoredPeriod,
): Promise<void> {
  const body = packed(figures);
  await insertPeriod(tx, { accountId, kind, firstDay: from, startAt, endAt, logs, body });
}

type PeriodRow = Range &
  Readonly<{ accountId: string; kind: string; firstDay: string; logs: string; body: string }>;

const insertPeriod = compiledQuery((connection, row: PeriodRow) =>
  connection
    .insertInto('counted_period')
    .values({
      account_id: row.accountId,
      kind: row.kind,
      first_day: row.firstDay,
      start_at: row.startAt,
      end_at: row.endAt,
      logs: row.logs,
      body: row.body,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'first_day']).doUpdateSet((kept) => ({
        start_at: kept.ref('excluded.start_at'),
        end_at: kept.ref('excluded.end_at'),
        logs: kept.ref('excluded.logs'),
        body: kept.ref('excluded.body'),
      })),
    ),
);

/** The days of the range, and the months that hold any of them. */
export async function deletePeriods(
  tx: WriteTransaction,
  accountId: string,
  { from, to }: CivilRange,
): Promise<void> {
  const firstOf = { day: from, month: periodAround(from, 'month').from };
  for (const kind of ['day', 'month'] as const) {
    await tx
      .deleteFrom('counted_period')
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .where('first_day', '>=', firstOf[kind])
      .where('first_day', '<=', to)
      .execute();
  }
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
