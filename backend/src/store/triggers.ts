/** The table `automation_trigger`: named things and what they do. */
import type { Selectable } from 'kysely';
import type { TriggerDefinition, TriggerKind } from '../../../core/automations/trigger.ts';
import type { AutomationTriggerTable } from '../db/automationSchema.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type Trigger = Readonly<{
  id: string;
  accountId: string;
  name: string;
  foldedName: string;
  kind: TriggerKind;
  definition: TriggerDefinition;
  origin: 'api' | 'file';
  /** By a person, for a while: wherever it comes from, it begins nothing then. */
  isPaused: boolean;
  tagVersion: number;
  createdAt: number;
  updatedAt: number;
}>;

export async function insertTrigger(tx: WriteTransaction, trigger: Trigger): Promise<void> {
  await tx.insertInto('automation_trigger').values(rowOf(trigger)).execute();
}

export async function updateTrigger(tx: WriteTransaction, trigger: Trigger): Promise<void> {
  const { id, account_id: _, created_at: __, ...columns } = rowOf(trigger);
  await tx.updateTable('automation_trigger').set(columns).where('id', '=', id).execute();
}

export async function deleteTrigger(tx: WriteTransaction, triggerId: string): Promise<void> {
  await tx.deleteFrom('automation_trigger').where('id', '=', triggerId).execute();
}

export async function findTrigger(
  connection: ReadConnection,
  triggerId: string,
): Promise<Trigger | null> {
  const row = await connection
    .selectFrom('automation_trigger')
    .selectAll()
    .where('id', '=', triggerId)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function findTriggerByFoldedName(
  connection: ReadConnection,
  accountId: string,
  foldedName: string,
): Promise<Trigger | null> {
  const row = await connection
    .selectFrom('automation_trigger')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('folded_name', '=', foldedName)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function listTriggers(
  connection: ReadConnection,
  accountId: string,
): Promise<Trigger[]> {
  const rows = await connection
    .selectFrom('automation_trigger')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('folded_name')
    .execute();
  return rows.map(fromRow);
}

type Row = Selectable<AutomationTriggerTable>;

function rowOf(trigger: Trigger): Row {
  return {
    id: trigger.id,
    account_id: trigger.accountId,
    name: trigger.name,
    folded_name: trigger.foldedName,
    kind: trigger.kind,
    definition: JSON.stringify(trigger.definition),
    origin: trigger.origin,
    is_paused: flag(trigger.isPaused),
    tag_version: trigger.tagVersion,
    created_at: trigger.createdAt,
    updated_at: trigger.updatedAt,
  };
}

/** The texts come from `rowOf`, so they are what they were. */
function fromRow(row: Row): Trigger {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    foldedName: row.folded_name,
    kind: row.kind as TriggerKind,
    definition: JSON.parse(row.definition) as TriggerDefinition,
    origin: row.origin as Trigger['origin'],
    isPaused: row.is_paused === 1,
    tagVersion: row.tag_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
