import { expect, it } from 'vitest';
import { findFirstRevision, listTouchedSliceIds } from '../../src/store/journal.ts';
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
