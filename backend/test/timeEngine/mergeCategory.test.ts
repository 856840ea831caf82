/** Merging and deleting categories: what becomes of slices, names, and their undoing. */
import { expect, it } from 'vitest';
import { createCategories } from '../../src/services/categories/categories.ts';
import type { CategoryUser } from '../../src/services/categories/categoryUsers.ts';
import { createTimeEngine } from '../../src/services/engine/timeEngine.ts';
import { endUndoneImport } from '../../src/services/history/togglImports.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { describeEachDatabase, type GivenDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
  refusalOf,
} from '../support/engineWorld.ts';

async function makeWorld(given: GivenDatabase, categoryUsers: readonly CategoryUser[] = []) {
  const database = given.database();
  const world = await makeEngineWorld(database);
  const { caller, engine, clock } = world;
  const mergePrice = async () => ({ entries: 0, calls: 0, skipped: 0 });
  const now = () => clock.now;
  const categories = createCategories({
    database,
    now,
    newId: newTestId,
    mergePrice,
    categoryUsers,
  });
  const names = async () => (await categories.list(caller.accountId)).map(({ name }) => name);
  const start = (minute: number, category: string) =>
    world.startAt(morning + minute * minuteMs, category);
  const merge = (categoryId: string, intoId: string) =>
    categories.merge(caller, { categoryId, intoId, dryRun: false });
  return { ...world, database, engine, categories, names, start, merge };
}

describeEachDatabase('merging categories', (given) => {
  it('moves slices of all dimensions, and keeps neighbours apart', async () => {
    const { start, startAt, merge, slices, names } = await makeWorld(given);
    const { categoryId: intoId } = await start(0, 'Coding');
    const { categoryId: fromId } = await start(10, 'Codng');
    await startAt(morning + 11 * minuteMs, 'Codng', 'SEGMENT');
    const merged = done(await merge(fromId, intoId));
    expect(merged).toMatchObject({ slices: 2, intoId });
    expect(merged.changeIds).toHaveLength(1);
    expect(drawn(await slices())).toEqual(['Coding 0-10', 'Coding 10-…', 'Coding 11-…']);
    expect(await names()).toEqual(['Coding']);
  });

  it('sends the old name to the other category, also through a second merge', async () => {
    const { start, merge, slices, names, categories, caller } = await makeWorld(given);
    const { categoryId: fromId } = await start(0, 'Codng');
    const { categoryId: intoId } = await start(10, 'Coding');
    const { categoryId: lastId } = await start(20, 'Programming');
    done(await merge(fromId, intoId));
    done(await merge(intoId, lastId));
    const again = await start(30, 'CODNG');
    expect(again.categoryId).toBe(lastId);
    expect(await names()).toEqual(['Programming']);
    expect(drawn(await slices()).map((text) => text.split(' ')[0])).toEqual(
      Array(3).fill('Programming'),
    );
    const { category } = done(await categories.create(caller, { name: 'Codng' }));
    expect((await start(40, 'codng')).categoryId).toBe(category.id);
  });

  it('lets the category that stays take the old name', async () => {
    const { start, merge, names, categories, caller } = await makeWorld(given);
    const { categoryId: fromId } = await start(0, 'Coding');
    const { categoryId: intoId } = await start(10, 'Codng');
    done(await merge(fromId, intoId));
    done(await categories.patch(caller, { categoryId: intoId, name: 'Coding' }));
    expect(await names()).toEqual(['Coding']);
    expect((await start(20, 'Coding')).categoryId).toBe(intoId);
  });

  it('is undone: slices and category are back, whoever has the name now', async () => {
    const { start, merge, names, engine, caller, slices, categories } = await makeWorld(given);
    const { categoryId: fromId } = await start(0, 'Codng');
    const { categoryId: intoId } = await start(10, 'Coding');
    const { changeIds } = done(await merge(fromId, intoId));
    done(await engine.undoChange(caller, { changeId: changeIds[0] }));
    expect(await names()).toEqual(['Codng', 'Coding']);
    const again = done(await merge(fromId, intoId));
    done(await categories.create(caller, { name: 'CODNG' }));
    done(await engine.undoChange(caller, { changeId: again.changeIds[0] }));
    expect(drawn(await slices())).toEqual(['Codng 2 0-10', 'Coding 10-…']);
    expect((await names()).toSorted()).toEqual(['CODNG', 'Coding', 'Codng 2']);
  });

  it('is several changes where there are many slices, answered once under a key', async () => {
    const { start, caller, categories, engine, clock, slices } = await makeWorld(given);
    const { categoryId: intoId } = await start(0, 'Coding');
    let fromId = '';
    for (let minute = 1; minute <= 520; minute += 1) {
      clock.now = morning + minute * minuteMs;
      const dimension = minute % 2 === 0 ? 'PRIMARY' : 'SEGMENT';
      const input = { dimension, category: 'Codng', linkedTaskId: `${minute}` } as const;
      fromId = done(await engine.startSlice(caller, input)).slice.categoryId;
    }
    const idempotency = {
      key: 'merge',
      requestHash: 'one',
      reply: ({ changeIds }: Readonly<{ changeIds: readonly string[] }>) => ({
        status: 200,
        body: changeIds,
      }),
    };
    const input = { categoryId: fromId, intoId, dryRun: false };
    const merged = done(await categories.merge(caller, input, idempotency));
    expect(merged.slices).toBe(520);
    expect(merged.changeIds).toHaveLength(2);
    const repeated = await categories.merge(caller, input, idempotency);
    expect(repeated).toEqual({ kind: 'remembered', status: 200, body: merged.changeIds });
    const { category: third } = done(await categories.create(caller, { name: 'Third' }));
    const other = { categoryId: intoId, intoId: third.id, dryRun: false };
    const mismatch = { ...idempotency, requestHash: 'other' };
    expect(refusalOf(await categories.merge(caller, other, mismatch)).code).toBe(
      'idempotency_mismatch',
    );
    expect(new Set((await slices()).map(({ category }) => category))).toEqual(new Set(['Coding']));
  });

  it('ends where another one moves the same slices meanwhile', async () => {
    const { start, database, caller, categories, slices } = await makeWorld(given);
    const { categoryId: intoId } = await start(0, 'Coding');
    const { categoryId: fromId } = await start(10, 'Codng');
    await database.write(async (tx) => {
      const ofAccount = tx
        .selectFrom('slice')
        .selectAll()
        .where('account_id', '=', caller.accountId);
      const [row] = await ofAccount.where('category_id', '=', fromId).execute();
      const rows = Array.from({ length: 1009 }, (_, index) => {
        const at = morning + (11 + index) * minuteMs;
        return { ...row, id: newTestId(), start_at: at, end_at: at + 1 };
      });
      await tx
        .insertInto('slice')
        .values(rows as never)
        .execute();
    });
    const input = { categoryId: fromId, intoId, dryRun: false };
    const merges = [categories.merge(caller, input), categories.merge(caller, input)];
    const moved = (await Promise.all(merges)).map((merged) => done(merged).slices);
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(1010);
    expect(new Set((await slices()).map(({ category }) => category))).toEqual(new Set(['Coding']));
  });

  it('goes on where it was cut off', async () => {
    const { start, merge, database, caller, slices } = await makeWorld(given);
    const { categoryId: intoId } = await start(0, 'Coding');
    const { categoryId: fromId } = await start(10, 'Codng');
    await database.write((tx) =>
      tx
        .updateTable('category')
        .set({ is_gone: 1, merged_into_id: intoId })
        .where('account_id', '=', caller.accountId)
        .where('id', '=', fromId)
        .execute(),
    );
    expect(done(await merge(fromId, intoId)).slices).toBe(1);
    expect(drawn(await slices())).toEqual(['Coding 0-10', 'Coding 10-…']);
  });

  it('is refused where a slice is locked, and then nothing has changed', async () => {
    const { start, merge, engine, caller, slices, names } = await makeWorld(given);
    const { categoryId: intoId } = await start(0, 'Coding');
    const { categoryId: fromId, id: sliceId } = await start(10, 'Codng');
    await start(20, 'Coding');
    done(await engine.editSlice(caller, { sliceId, isLocked: true }));
    expect(refusalOf(await merge(fromId, intoId))).toMatchObject({ code: 'slice_locked' });
    expect(await names()).toEqual(['Coding', 'Codng']);
    expect(drawn(await slices())[1]).toBe('Codng 10-20');
  });

  it('is refused into itself, and for what is not there', async () => {
    const { start, merge } = await makeWorld(given);
    const { categoryId } = await start(0, 'Coding');
    expect(refusalOf(await merge(categoryId, categoryId)).code).toBe('merge_into_itself');
    expect(refusalOf(await merge(categoryId, 'nobody')).code).toBe('category_not_found');
    expect(refusalOf(await merge('nobody', categoryId)).code).toBe('category_not_found');
  });

  it('has whatever else names the category follow', async () => {
    const followed: string[] = [];
    const user: CategoryUser = {
      name: 'favourites',
      count: async () => 0,
      follow: async (_tx, _account, { fromId, intoId }) => void followed.push(fromId, intoId),
    };
    const { start, merge } = await makeWorld(given, [user]);
    const { categoryId: intoId } = await start(0, 'Coding');
    const { categoryId: fromId } = await start(10, 'Codng');
    done(await merge(fromId, intoId));
    expect(followed).toEqual([fromId, intoId]);
  });
});

describeEachDatabase('deleting a category', (given) => {
  it('is for one that nothing uses, and frees its name', async () => {
    const { categories, caller, names, start } = await makeWorld(given);
    const { category } = done(await categories.create(caller, { name: 'Chess' }));
    expect(done(await categories.remove(caller, { categoryId: category.id })).name).toBe('Chess');
    expect(await names()).toEqual([]);
    const gone = await categories.patch(caller, { categoryId: category.id, name: 'Go' });
    expect(refusalOf(gone).code).toBe('category_not_found');
    expect((await start(0, 'Chess')).categoryId).not.toBe(category.id);
  });

  it('is refused while slices or anything else use it', async () => {
    const user: CategoryUser = { name: 'favourites', count: async () => 2, follow: async () => {} };
    const { categories, caller, start } = await makeWorld(given, [user]);
    const { categoryId } = await start(0, 'Chess');
    const used = refusalOf(await categories.remove(caller, { categoryId }));
    expect(used).toMatchObject({ code: 'category_in_use' });
    expect(used.message).toContain('1 slice.');
    const { category } = done(await categories.create(caller, { name: 'Go' }));
    const favoured = refusalOf(await categories.remove(caller, { categoryId: category.id }));
    expect(favoured.message).toContain('2 favourites');
  });

  it('leaves the slices that are undone afterwards a category', async () => {
    const { categories, caller, engine, start, names } = await makeWorld(given);
    const { categoryId, id: sliceId } = await start(0, 'Chess');
    const { changeId } = done(await engine.deleteSlice(caller, { sliceId }));
    done(await categories.remove(caller, { categoryId }));
    const undone = done(await engine.undoChange(caller, { changeId }));
    expect(undone.slices.map(({ category }) => category)).toEqual(['Chess']);
    expect(await names()).toEqual(['Chess']);
  });
});

describeEachDatabase('undoing what an automation did', (given) => {
  it('leaves the slices that come back a category, though it was deleted since', async () => {
    const { categories, caller, engine, start, names } = await makeWorld(given);
    const { categoryId, id: sliceId } = await start(0, 'Chess');
    const automation = { ...caller, cause: 'focus' };
    done(await engine.deleteSlice(automation, { sliceId }));
    done(await categories.remove(caller, { categoryId }));
    const cause = { cause: 'focus', since: morning };
    const undone = done(await engine.undoChange(caller, { cause }));
    expect(undone.slices.map(({ category }) => category)).toEqual(['Chess']);
    expect(await names()).toEqual(['Chess']);
  });
});

describeEachDatabase('undoing an edit of a task', (given) => {
  it('brings back the category that the task had, though it was deleted since', async () => {
    const { categories, caller, names, database, clock } = await makeWorld(given);
    const now = () => clock.now;
    const tasks = createTasks({ database, now, newId: newTestId });
    const engine = createTimeEngine({
      database,
      now,
      newId: newTestId,
      groupUndone: endUndoneImport,
    });
    const made = done(await tasks.createTask(caller, { name: 'Open', category: 'Chess' })).task;
    done(await tasks.editTask(caller, { taskId: made.id, category: 'Go' }));
    done(await categories.remove(caller, { categoryId: made.categoryId ?? '' }));
    expect(await names()).toEqual(['Go']);
    done(await engine.undoChange(caller, {}));
    expect(await tasks.find(caller.accountId, made.id)).toMatchObject({ category: 'Chess' });
    expect((await names()).toSorted()).toEqual(['Chess', 'Go']);
  });
});

describeEachDatabase('an archived category', (given) => {
  it('comes back when it is started, and the start says so', async () => {
    const { categories, caller, engine, start, clock } = await makeWorld(given);
    const { categoryId } = await start(0, 'Chess');
    await start(10, 'Coding');
    done(await categories.patch(caller, { categoryId, isArchived: true }));
    clock.now = morning + 20 * minuteMs;
    const input = { dimension: 'PRIMARY', category: 'chess' } as const;
    const started = done(await engine.startSlice(caller, input));
    expect(started).toMatchObject({ unarchived: ['Chess'], newCategories: [] });
    const [chess] = await categories.list(caller.accountId);
    expect(chess).toMatchObject({ name: 'Chess', isArchived: false });
  });
});
