/**
 * Goals as a person keeps them. They touch no slice and Toggl knows nothing of them, so they
 * neither bump the account's revision nor nudge anybody; their progress is told with the metrics.
 */
import type { Goal } from '../../../../core/reviews/goals.ts';
import type { Database } from '../../db/database.ts';
import { findCategory } from '../../store/categories.ts';
import {
  deleteGoal,
  findGoal,
  insertGoal,
  listGoals,
  type StoredGoal,
  updateGoal,
} from '../../store/goals.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type EngineParts,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { categoryNotFound } from '../refusals.ts';

type GoalFields = Omit<Goal, 'id'>;
type Optional<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };
type GoalPatch = Optional<GoalFields> & Readonly<{ goalId: string }>;
export type GoalDone = Readonly<{ goal: StoredGoal }>;

export type Goals = Readonly<{
  list(accountId: string): Promise<readonly StoredGoal[]>;
  create: CommandOf<GoalFields, GoalDone>;
  patch: CommandOf<GoalPatch, GoalDone>;
  /** Answers the goal as it was. */
  remove: CommandOf<Readonly<{ goalId: string }>, GoalDone>;
}>;

export function createGoals(parts: EngineParts): Goals {
  const command = commandsOver(parts);
  return {
    list: (accountId) => list(parts.database, accountId),
    create: command(create),
    patch: command(patch),
    remove: command(remove),
  };
}

function list({ reader }: Database, accountId: string): Promise<StoredGoal[]> {
  return listGoals(reader, accountId);
}

async function create(command: Command, fields: GoalFields): Promise<Done<GoalDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const refused = await refusedFields(command, fields);
  if (refused !== null) return refused;
  const goal = { ...fields, id: newId(), createdAt: now, updatedAt: now };
  await insertGoal(tx, caller.accountId, goal);
  return { kind: 'done', goal };
}

async function patch(
  command: Command,
  { goalId, ...fields }: GoalPatch,
): Promise<Done<GoalDone> | Refused> {
  const { tx, caller, now } = command;
  const before = await findGoal(tx, caller.accountId, goalId);
  if (before === null) return goalNotFound;
  const goal: StoredGoal = {
    ...before,
    dimension: fields.dimension ?? before.dimension,
    categoryId: fields.categoryId === undefined ? before.categoryId : fields.categoryId,
    period: fields.period ?? before.period,
    direction: fields.direction ?? before.direction,
    minutes: fields.minutes ?? before.minutes,
    updatedAt: now,
  };
  const refused = await refusedFields(command, goal);
  if (refused !== null) return refused;
  await updateGoal(tx, caller.accountId, goal);
  return { kind: 'done', goal };
}

async function remove(
  { tx, caller }: Command,
  { goalId }: Readonly<{ goalId: string }>,
): Promise<Done<GoalDone> | Refused> {
  const goal = await findGoal(tx, caller.accountId, goalId);
  if (goal === null) return goalNotFound;
  await deleteGoal(tx, caller.accountId, goalId);
  return { kind: 'done', goal };
}

/** A day with an hour more than usual is still a day, so its 25 hours may be aimed at. */
const mostMinutes = { day: 25 * 60, week: 7 * 24 * 60 + 60 };

async function refusedFields(
  { tx, caller }: Command,
  { categoryId, period, minutes }: GoalFields,
): Promise<Refused | null> {
  if (minutes > mostMinutes[period]) {
    return refusedWith(
      'goal_too_long',
      `A ${period} has at most ${mostMinutes[period]} minutes. Send fewer, or another period.`,
    );
  }
  if (categoryId === null) return null;
  const category = await findCategory(tx, caller.accountId, categoryId);
  return category === null ? categoryNotFound : null;
}

const goalNotFound = refusedWith(
  'goal_not_found',
  'There is no such goal. List the goals to see what is there.',
);
