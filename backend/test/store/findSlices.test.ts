import { expect, it } from 'vitest';
import { findSlices } from '../../src/store/slices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { makeEngineWorld, minuteMs, morning } from '../support/engineWorld.ts';

/** More than one statement may carry: 32,766 parameters on SQLite, 65,535 on PostgreSQL. */
const unknownIds = Array.from({ length: 70_000 }, (_, index) => `nobody ${index}`);

describeEachDatabase('slices by their ids', (given) => {
  it('are found by start, however many are asked for', async () => {
    const world = await makeEngineWorld(given.database());
    const first = await world.startAt(morning, 'Coding');
    const second = await world.startAt(morning + minuteMs, 'Email');
    const third = await world.startAt(morning + 2 * minuteMs, 'Lunch');
    const ids = [third.id, first.id, ...unknownIds, second.id];
    const found = await findSlices(given.database().reader, world.caller.accountId, ids);
    expect(found.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  it('are not found in another account', async () => {
    const theirs = await makeEngineWorld(given.database());
    const { id } = await theirs.startAt(morning, 'Coding');
    const world = await makeEngineWorld(given.database());
    expect(await findSlices(given.database().reader, world.caller.accountId, [id])).toEqual([]);
  });
});
