import { expect, it } from 'vitest';
import { createTimeEngine } from '../../src/services/engine/timeEngine.ts';
import { endUndoneImport } from '../../src/services/history/togglImports.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { makeEngineWorld, minuteMs, morning, newTestId } from '../support/engineWorld.ts';

describeEachDatabase('many callers at once', (given) => {
  it('leave one open slice and an unbroken history, over two connections', async () => {
    const world = await makeEngineWorld(given.database());
    const engines = [given.database(), await given.reopen()].map((database) =>
      createTimeEngine({
        database,
        now: tickingClock(world.clock),
        newId: newTestId,
        groupUndone: endUndoneImport,
      }),
    );
    const results = await Promise.all(
      Array.from({ length: 40 }, async (_, i) =>
        engines[i % 2]?.startSlice(world.caller, { dimension: 'PRIMARY', category: `No. ${i}` }),
      ),
    );
    expect(results.map((result) => result?.kind)).toEqual(Array(40).fill('done'));
    const slices = await world.slices();
    expect(slices).toHaveLength(40);
    expect(slices.map((slice) => slice.endAt)).toEqual([
      ...slices.slice(1).map((slice) => slice.startAt),
      null,
    ]);
  });

  it('keep history whole while starts at different times arrive out of order', async () => {
    const world = await makeEngineWorld(given.database());
    const engines = [world.engine, world.engineOver(await given.reopen())];
    world.clock.now = morning + 60 * minuteMs;
    const order = Array.from({ length: 40 }, (_, i) => (i * 17) % 40);
    const results = await Promise.all(
      order.map(async (minute, i) =>
        engines[i % 2]?.startSlice(world.caller, {
          dimension: 'PRIMARY',
          category: `Category ${minute}`,
          at: `-${60 - minute}m`,
        }),
      ),
    );
    expect(results.map((result) => result?.kind)).toEqual(Array(40).fill('done'));
    const slices = await world.slices();
    expect(slices.map((slice) => slice.category)).toEqual(
      Array.from({ length: 40 }, (_, minute) => `Category ${minute}`),
    );
    expect(slices.map((slice) => slice.endAt)).toEqual([
      ...slices.slice(1).map((slice) => slice.startAt),
      null,
    ]);
  });

  it('count every change: revisions are 1, 2, 3, …', async () => {
    const world = await makeEngineWorld(given.database());
    const engines = [world.engine, world.engineOver(await given.reopen())];
    const dimensions = ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'] as const;
    await Promise.all(
      dimensions.map(async (dimension, i) =>
        engines[i % 2]?.startSlice(world.caller, { dimension, category: 'New name' }),
      ),
    );
    const changes = await given
      .database()
      .reader.selectFrom('change')
      .select('revision')
      .where('account_id', '=', world.caller.accountId)
      .orderBy('revision')
      .execute();
    expect(changes.map((change) => change.revision)).toEqual([1, 2, 3, 4]);
    const names = new Set((await world.slices()).map((slice) => slice.categoryId));
    expect(names.size).toBe(1);
  });
});

/** A minute later at every look. */
function tickingClock(clock: { now: number }): () => number {
  return () => {
    clock.now += minuteMs;
    return clock.now;
  };
}
