import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  refusalOf,
} from '../support/engineWorld.ts';

describeEachDatabase('starting', (given) => {
  it('closes what runs at the instant the new slice begins', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    await world.startAt(morning + 30 * minuteMs, 'Email');
    expect(drawn(await world.slices())).toEqual(['Coding 0-30', 'Email 30-…']);
  });

  it('answers the running slice and journals nothing when the same is started again', async () => {
    const world = await makeEngineWorld(given.database());
    const first = await world.startAt(morning, 'Deep  work');
    world.clock.now = morning + minuteMs;
    const again = await world.engine.startSlice(world.caller, {
      dimension: 'PRIMARY',
      category: ' deep WORK ',
    });
    expect(done(again)).toMatchObject({ created: false, changeId: null, slice: { id: first.id } });
    expect(await world.slices()).toHaveLength(1);
  });

  it('makes a category marked new for an unknown name, and uses an archived one', async () => {
    const world = await makeEngineWorld(given.database());
    const { categoryId, category } = await world.startAt(morning, '  Läufe   im Wald ');
    const { reader } = given.database();
    const row = () =>
      reader
        .selectFrom('category')
        .select(['name', 'is_new'])
        .where('id', '=', categoryId)
        .executeTakeFirst();
    expect(category).toBe('Läufe im Wald');
    expect(await row()).toEqual({ name: 'Läufe im Wald', is_new: 1 });
    await given
      .database()
      .write((tx) =>
        tx.updateTable('category').set({ is_archived: 1 }).where('id', '=', categoryId).execute(),
      );
    await world.startAt(morning + minuteMs, 'Email');
    const again = await world.startAt(morning + 2 * minuteMs, 'LÄUFE IM WALD');
    expect(again.categoryId).toBe(categoryId);
  });

  it('starts several dimensions at one instant as one change', async () => {
    const world = await makeEngineWorld(given.database());
    const started = done(
      await world.engine.startSlice(world.caller, {
        dimension: 'PRIMARY',
        category: 'Coding',
        linkedTaskId: 'task-1',
        source: 'FOCUS',
        also: [{ dimension: 'WORK_MODE', category: 'Deep Work' }],
      }),
    );
    expect(started.slice).toMatchObject({ category: 'Coding', linkedTaskId: 'task-1' });
    expect(started.also).toMatchObject([
      { category: 'Deep Work', dimension: 'WORK_MODE', linkedTaskId: null, source: 'FOCUS' },
    ]);
    done(await world.engine.undoChange(world.caller, {}));
    expect(await world.slices()).toEqual([]);
  });

  it('writes nothing at all, not even a category, when one of several is refused', async () => {
    const world = await makeEngineWorld(given.database());
    const mode = await world.startAt(morning, 'Shallow', 'WORK_MODE');
    const lock = { sliceId: mode.id, isLocked: true };
    done(await world.engine.editSlice(world.caller, lock));
    const before = await rowCounts();
    world.clock.now = morning + minuteMs;
    const refused = await world.engine.startSlice(world.caller, {
      dimension: 'PRIMARY',
      category: 'Never seen',
      also: [{ dimension: 'WORK_MODE', category: 'Deep Work' }],
    });
    expect(refusalOf(refused).code).toBe('slice_locked');
    expect(await rowCounts()).toEqual(before);
  });

  it('refuses a dimension named twice', async () => {
    const world = await makeEngineWorld(given.database());
    const refused = await world.engine.startSlice(world.caller, {
      dimension: 'PRIMARY',
      category: 'Coding',
      also: [{ dimension: 'PRIMARY', category: 'Email' }],
    });
    expect(refusalOf(refused).code).toBe('duplicate_dimension');
  });

  it('inserts a start in the past and tells what it trimmed', async () => {
    const world = await makeEngineWorld(given.database());
    const coding = await world.startAt(morning, 'Coding');
    await world.startAt(morning + 60 * minuteMs, 'Lunch');
    world.clock.now = morning + 90 * minuteMs;
    const late = done(
      await world.engine.startSlice(world.caller, {
        dimension: 'PRIMARY',
        category: 'Call',
        at: '-50m',
      }),
    );
    expect(late.trimmed).toMatchObject([{ id: coding.id, category: 'Coding' }]);
    expect(drawn(await world.slices())).toEqual(['Coding 0-40', 'Call 40-60', 'Lunch 60-…']);
  });

  it('begins at the last stop when asked to', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    await world.startAt(morning, 'Coding');
    clock.now = morning + 10 * minuteMs;
    done(await engine.stopSlice(caller, { dimension: 'PRIMARY' }));
    clock.now = morning + 25 * minuteMs;
    const start = { dimension: 'PRIMARY', category: 'Email', at: 'last-stop' } as const;
    done(await engine.startSlice(caller, start));
    expect(drawn(await world.slices())).toEqual(['Coding 0-10', 'Email 10-…']);
  });

  it('keeps two accounts apart', async () => {
    const ours = await makeEngineWorld(given.database());
    const theirs = await makeEngineWorld(given.database());
    const slice = await ours.startAt(morning, 'Coding');
    await theirs.startAt(morning, 'Coding');
    expect(await ours.slices()).toHaveLength(1);
    expect((await theirs.slices()).map(({ id }) => id)).not.toContain(slice.id);
    const refused = await theirs.engine.deleteSlice(theirs.caller, { sliceId: slice.id });
    expect(refusalOf(refused).code).toBe('slice_not_found');
  });

  async function rowCounts(): Promise<number[]> {
    const { reader } = given.database();
    const tables = ['slice', 'category', 'change', 'slice_change', 'idempotency_key'] as const;
    const counts: number[] = [];
    for (const table of tables) {
      const rows = await reader.selectFrom(table).select('account_id').execute();
      counts.push(rows.length);
    }
    return counts;
  }
});
