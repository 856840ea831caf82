/** The table `health_sample`: what was measured, as it was sent. */
import type { Selectable } from 'kysely';
import { longestSampleMs, type SampleKind, type SleepStage } from '../../../core/health/sample.ts';
import type { KnownSample } from '../../../core/health/takeIn.ts';
import type { Range } from '../../../core/time/range.ts';
import type { HealthSampleTable } from '../db/healthSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type Told = Readonly<{ kind: SampleKind; toldFor: string; keys: readonly string[] }>;

/** Well below the parameters one statement may carry on either database. */
const keysPerQuery = 500;

/** Those that were told for a day, and those with one of the keys. */
export async function listKnownSamples(
  connection: ReadConnection,
  accountId: string,
  { kind, toldFor, keys }: Told,
): Promise<KnownSample[]> {
  const ofDay = await ofKind(connection, accountId, kind).where('told_for', '=', toldFor).execute();
  const rows = new Map(ofDay.map((row) => [row.key, row]));
  for (let start = 0; start < keys.length; start += keysPerQuery) {
    const some = keys.slice(start, start + keysPerQuery);
    const found = await ofKind(connection, accountId, kind).where('key', 'in', some).execute();
    for (const row of found) rows.set(row.key, row);
  }
  return [...rows.values()].map(sampleFromRow);
}

/** Those that share time with a range, or touch it. */
export async function listSamplesMeeting(
  connection: ReadConnection,
  accountId: string,
  { startAt, endAt }: Range,
): Promise<KnownSample[]> {
  const rows = await connection
    .selectFrom('health_sample')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('start_at', '>=', startAt - longestSampleMs)
    .where('start_at', '<=', endAt)
    .where('end_at', '>=', startAt)
    .execute();
  return rows.map(sampleFromRow);
}

function ofKind(connection: ReadConnection, accountId: string, kind: SampleKind) {
  return connection
    .selectFrom('health_sample')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('kind', '=', kind);
}

/** In place of the one with its key, if there is one. */
export async function saveSample(
  tx: WriteTransaction,
  accountId: string,
  { kind, key, day, toldFor, startAt, endAt, sourceName, stage, note }: KnownSample,
): Promise<void> {
  const columns = {
    day,
    told_for: toldFor,
    start_at: startAt,
    end_at: endAt,
    source_name: sourceName,
    stage,
    note,
  };
  await tx
    .insertInto('health_sample')
    .values({ account_id: accountId, kind, key, ...columns })
    .onConflict((conflict) => conflict.columns(['account_id', 'kind', 'key']).doUpdateSet(columns))
    .execute();
}

export async function removeSample(
  tx: WriteTransaction,
  accountId: string,
  { kind, key }: Pick<KnownSample, 'kind' | 'key'>,
): Promise<void> {
  await tx
    .deleteFrom('health_sample')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .execute();
}

/** The texts come from `saveSample`, so they are the members of the unions. */
function sampleFromRow(row: Selectable<HealthSampleTable>): KnownSample {
  return {
    kind: row.kind as SampleKind,
    key: row.key,
    day: row.day,
    toldFor: row.told_for,
    startAt: row.start_at,
    endAt: row.end_at,
    sourceName: row.source_name,
    stage: row.stage as SleepStage | null,
    note: row.note,
  };
}
