/**
 * What undos are about in the end. An undo can be undone, and that as well, as often as a person
 * likes; and the change that it names may be any of a group, which is taken back as one:
 *
 *   stop, adopt ◀──undo──◀──undo──◀──undo      each of the three is about the adoption
 *   └─a group─┘
 *
 * Only reads; journal.ts writes.
 */
import type { ReadConnection } from '../db/transaction.ts';

/** By undo, the commands that it takes back or brings back. Of these changes, the undos alone. */
export async function commandsBehindUndos(
  connection: ReadConnection,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (changeIds.length === 0) return new Map();
  const rows = await connection
    .withRecursive('behind(undo_id, change_id)', (db) =>
      db
        .selectFrom('change')
        .select(['id as undo_id', 'undoes_change_id as change_id'])
        .where('id', 'in', changeIds)
        .where('undoes_change_id', 'is not', null)
        .unionAll(
          db
            .selectFrom('behind')
            .innerJoin('change', 'change.id', 'behind.change_id')
            .select(['behind.undo_id', 'change.undoes_change_id as change_id'])
            .where('change.undoes_change_id', 'is not', null),
        ),
    )
    .selectFrom('behind')
    .innerJoin('change as first', 'first.id', 'behind.change_id')
    .leftJoin('change as together', (join) =>
      join
        .onRef('together.account_id', '=', 'first.account_id')
        .onRef('together.group_id', '=', 'first.group_id'),
    )
    .select(['behind.undo_id', 'first.command', 'together.command as groupCommand'])
    .distinct()
    .where('first.undoes_change_id', 'is', null)
    .execute();
  const byUndo = Map.groupBy(rows, ({ undo_id }) => undo_id);
  return new Map(
    [...byUndo].map(([id, found]) => [
      id,
      new Set(found.map(({ command, groupCommand }) => groupCommand ?? command)),
    ]),
  );
}

/**
 * Of slices that are gone, those that an undo of their adoption took away. One that was deleted
 * is none of them, also where the deletion was undone and that undone.
 */
export async function findUnadopted(
  connection: ReadConnection,
  sliceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sliceIds.length === 0) return new Set();
  const rows = await connection
    .selectFrom('slice_change')
    .select(['slice_id', 'change_id'])
    .where('slice_id', 'in', sliceIds)
    .orderBy('revision')
    .orderBy('position')
    .execute();
  const lastChangeIds = new Map(rows.map((row) => [row.slice_id, row.change_id]));
  const behind = await commandsBehindUndos(connection, [...new Set(lastChangeIds.values())]);
  return new Set(
    sliceIds.filter((id) => behind.get(lastChangeIds.get(id) ?? '')?.has('adopt') === true),
  );
}
