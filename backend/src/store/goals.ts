/** The table `goal`. */
import type { Selectable } from 'kysely';
import type { Dimension } from '../../../core/engine/slice.ts';
import type { Goal } from '../../../core/reviews/goals.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { GoalTable } from '../db/reviewSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type StoredGoal = Goal & Readonly<{ createdAt: number; updatedAt: number }>;

/** In the order in which they were made. */
export async function listGoals(
  connection: ReadConnection,
  accountId: string,
): Promise<StoredGoal[]> {
  const { rows } = await selectGoals(connection, { accountId });
  return rows.map(goalFromRow);
}

const selectGoals = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('goal')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id'),
);

export async function findGoal(
  connection: ReadConnection,
  accountId: string,
  goalId: string,
): Promise<StoredGoal | null> {
  const row = await connection
    .selectFrom('goal')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', goalId)
    .executeTakeFirst();
  return row ? goalFromRow(row) : null;
}

export async function insertGoal(
  tx: WriteTransaction,
  accountId: string,
  goal: StoredGoal,
): Promise<void> {
  const { id, createdAt } = goal;
  await tx
    .insertInto('goal')
    .values({ id, account_id: accountId, created_at: createdAt, ...editableColumns(goal) })
    .execute();
}

export async function updateGoal(
  tx: WriteTransaction,
  accountId: string,
  goal: StoredGoal,
): Promise<void> {
  await tx
    .updateTable('goal')
    .set(editableColumns(goal))
    .where('account_id', '=', accountId)
    .where('id', '=', goal.id)
    .execute();
}

export async function deleteGoal(
  tx: WriteTransaction,
  accountId: string,
  goalId: string,
): Promise<void> {
  await tx
    .deleteFrom('goal')
    .where('account_id', '=', accountId)
    .where('id', '=', goalId)
    .execute();
}

function editableColumns(goal: StoredGoal) {
  return {
    dimension: goal.dimension,
    category_id: goal.categoryId,
    period: goal.period,
    direction: goal.direction,
    minutes: goal.minutes,
    updated_at: goal.updatedAt,
  };
}

/** The texts come from the functions above, so they are the members of the unions. */
function goalFromRow(row: Selectable<GoalTable>): StoredGoal {
  return {
    id: row.id,
    dimension: row.dimension as Dimension,
    categoryId: row.category_id,
    period: row.period as Goal['period'],
    direction: row.direction as Goal['direction'],
    minutes: row.minutes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function moveGoalsToCategory(
  tx: WriteTransaction,
  accountId: string,
  { fromId, intoId }: Readonly<{ fromId: string; intoId: string }>,
): Promise<void> {
  await tx
    .updateTable('goal')
    .set({ category_id: intoId })
    .where('account_id', '=', accountId)
    .where('category_id', '=', fromId)
    .execute();
}
