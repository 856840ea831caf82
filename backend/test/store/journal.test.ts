import { expect, it } from 'vitest';
import { listTouchedSliceIds, readTouchedSlices } from '../../src/store/journalSince.ts';
import { findFirstRevision } from '../../src/store/sliceHistory.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, makeEngineWorld, minuteMs, morning } from '../support/engineWorld.ts';

describeEachDatabase('the journal', (given) => {
  it('names each slice that changed after a revision once, deleted ones too', async () => {
    const { reader } = given.database();
    const world = await makeEngineWorld(given.database());
    const { accountId } = world.caller;
    const first = await world.startAt(morning, 'Coding');
    const second = await world.startAt(morning + minuteMs, 'Email');
    const third = await world.startAt(morning + 2 * minuteMs, 'Lunch');
    done(await world.engine.deleteSlice(world.caller, { sliceId: second.id }));
    const touched = (since: number) => listTouchedSliceIds(reader, accountId, since);
    expect((await touched(0)).sort()).toEqual([first.id, second.id, third.id].sort());
    expect((await touched(2)).sort()).toEqual([second.id, third.id].sort());
    expect(await touched(3)).toEqual([second.id]);
    expect(await touched(4)).toEqual([]);
  });

  it('names what changed bit by bit, in whole revisions', async () => {
    const { reader } = given.database();
    const world = await makeEngineWorld(given.database());
    const { accountId } = world.caller;
    const first = await world.startAt(morning, 'Coding');
    // Ends the first: one revision, two slices.
    const second = await world.startAt(morning + minuteMs, 'Email');
    const third = await world.startAt(morning + 2 * minuteMs, 'Lunch');
    const read = async (sinceRevision: number, most: number) => {
      const touched = await readTouchedSlices(reader, accountId, { sinceRevision, most });
      return [touched.untilRevision, ...touched.sliceIds.toSorted()];
    };
    expect(await read(0, 2)).toEqual([1, first.id]);
    expect(await read(1, 1)).toEqual([2, ...[first.id, second.id].sort()]);
    expect(await read(1, 3)).toEqual([2, ...[first.id, second.id].sort()]);
    expect(await read(2, 3)).toEqual([null, ...[second.id, third.id].sort()]);
    expect(await read(3, 3)).toEqual([null]);
  });

  it('tells the revision that recorded a slice first', async () => {
    const { reader } = given.database();
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    const { id } = await world.startAt(morning + minuteMs, 'Email');
    await world.startAt(morning + 2 * minuteMs, 'Lunch');
    expect(await findFirstRevision(reader, id)).toBe(2);
    expect(await findFirstRevision(reader, 'nobody')).toBeNull();
  });
});
