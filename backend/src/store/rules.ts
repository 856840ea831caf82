/** The table `automation_rule`: what automations may not do, in the order in which it is asked. */
import type { Selectable } from 'kysely';
import type { Rule, RuleMode } from '../../../core/automations/rule.ts';
import type { AutomationRuleTable } from '../db/automationSchema.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type StoredRule = Rule &
  Readonly<{
    id: string;
    accountId: string;
    foldedName: string;
    position: number;
    mode: RuleMode;
    createdAt: number;
    updatedAt: number;
  }>;

/** Each signal of an automation asks for them, so there is nothing to build. */
export async function listRules(
  connection: ReadConnection,
  accountId: string,
): Promise<StoredRule[]> {
  const { rows } = await selectRules(connection, { accountId });
  return rows.map(fromRow);
}

const selectRules = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('automation_rule')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('position')
    .orderBy('id'),
);

export async function insertRule(tx: WriteTransaction, rule: StoredRule): Promise<void> {
  await tx.insertInto('automation_rule').values(rowOf(rule)).execute();
}

export async function updateRule(tx: WriteTransaction, rule: StoredRule): Promise<void> {
  const { id, account_id: _, created_at: __, ...columns } = rowOf(rule);
  await tx.updateTable('automation_rule').set(columns).where('id', '=', id).execute();
}

export async function deleteRule(tx: WriteTransaction, ruleId: string): Promise<void> {
  await tx.deleteFrom('automation_rule').where('id', '=', ruleId).execute();
}

type Row = Selectable<AutomationRuleTable>;

function rowOf({ binds, dimensions, onceFree, body, ...rule }: StoredRule): Row {
  return {
    id: rule.id,
    account_id: rule.accountId,
    name: rule.name,
    folded_name: rule.foldedName,
    position: rule.position,
    mode: rule.mode,
    definition: JSON.stringify({ binds, dimensions, onceFree, body }),
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
  };
}

/** The texts come from `rowOf`, so they are what they were. */
function fromRow(row: Row): StoredRule {
  const definition = JSON.parse(row.definition) as Omit<Rule, 'name'>;
  return {
    ...definition,
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    foldedName: row.folded_name,
    position: row.position,
    mode: row.mode as RuleMode,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
