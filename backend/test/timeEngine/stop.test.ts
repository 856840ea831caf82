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

describeEachDatabase('stopping', (given) => {
  it('ends what runs', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    world.clock.now = morning + 5 * minuteMs;
    const stopped = done(await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' }));
    expect(stopped.slice).toMatchObject({ category: 'Coding', endAt: world.clock.now });
    expect(drawn(await world.slices())).toEqual(['Coding 0-5']);
  });

  it.each([
    { category: undefined, dimension: 'SOCIAL', code: 'nothing_running', reason: 'nothing runs' },
    { category: 'Email', dimension: 'PRIMARY', code: 'another_running', reason: 'Coding runs' },
    { category: 'Chess', dimension: 'PRIMARY', code: 'category_not_found', reason: 'no such name' },
  ] as const)(
    'refuses a stop with $code, and stopSliceIfExists lets it pass: $reason',
    async (row) => {
      const world = await makeEngineWorld(given.database());
      await world.startAt(morning, 'Email');
      await world.startAt(morning + minuteMs, 'Coding');
      const before = await world.slices();
      const { dimension, category } = row;
      const refused = await world.engine.stopSlice(world.caller, { dimension, category });
      expect(refusalOf(refused).code).toBe(row.code);
      const passed = await world.engine.stopSliceIfExists(world.caller, { dimension, category });
      expect(done(passed)).toEqual({ kind: 'done', slice: null, changeId: null });
      expect(await world.slices()).toEqual(before);
    },
  );

  it('stopSliceIfExists ends what runs', async () => {
    const world = await makeEngineWorld(given.database());
    const slice = await world.startAt(morning, 'Coding');
    world.clock.now = morning + minuteMs;
    const stop = { dimension: 'PRIMARY', category: 'coding' } as const;
    const stopped = done(await world.engine.stopSliceIfExists(world.caller, stop));
    expect(stopped.slice).toMatchObject({ id: slice.id, endAt: world.clock.now });
  });

  it('shortens the slice a late stop falls into', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    await world.startAt(morning + 30 * minuteMs, 'Email');
    world.clock.now = morning + 40 * minuteMs;
    const stop = { dimension: 'PRIMARY', at: '-20m' } as const;
    done(await world.engine.stopSlice(world.caller, stop));
    expect(drawn(await world.slices())).toEqual(['Coding 0-20', 'Email 30-…']);
  });
});
