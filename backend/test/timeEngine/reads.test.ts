import { expect, it } from 'vitest';
import type { Slice } from '../../../core/engine/slice.ts';
import type { Database } from '../../src/db/database.ts';
import { applyChanges } from '../../src/store/slices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  drawn,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';

describeEachDatabase('reading', (given) => {
  it('tells what runs in each dimension', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    await world.startAt(morning, 'Deep Work', 'WORK_MODE');
    expect(await world.engine.state(world.caller.accountId)).toMatchObject({
      PRIMARY: { category: 'Coding' },
      WORK_MODE: { category: 'Deep Work' },
      SOCIAL: null,
      SEGMENT: null,
    });
  });

  it('lists what overlaps the range, newest first, filtered and page by page', async () => {
    const world = await makeEngineWorld(given.database());
    await makeDay(world);
    const { accountId } = world.caller;
    const range = { startAt: morning + 10 * minuteMs, endAt: morning + 40 * minuteMs };
    const list = async (filter: object) =>
      drawn((await world.engine.listSlices(accountId, { ...range, limit: 50, ...filter })).slices);
    expect(await list({})).toEqual(['Coding 30-…', 'Email 10-30', 'Deep Work 0-…']);
    expect(await list({ dimension: 'WORK_MODE' })).toEqual(['Deep Work 0-…']);
    expect(await list({ category: 'coding' })).toEqual(['Coding 30-…']);
    expect(await list({ category: 'No such name' })).toEqual([]);
    expect(await list({ linkedTaskId: 'task-1' })).toEqual([]);

    const first = await world.engine.listSlices(accountId, { ...range, limit: 2 });
    expect(drawn(first.slices)).toEqual(['Coding 30-…', 'Email 10-30']);
    const below = first.next ?? undefined;
    const second = await world.engine.listSlices(accountId, { ...range, limit: 2, below });
    expect(drawn(second.slices)).toEqual(['Deep Work 0-…']);
    expect(second.next).toBeNull();
  });

  it('finds a slice that began years before the range and still reaches into it', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    const threeYearsMs = 3 * 365 * 24 * 60 * minuteMs;
    const range = { startAt: morning + threeYearsMs, endAt: morning + threeYearsMs + minuteMs };
    const { slices } = await world.engine.listSlices(world.caller.accountId, {
      ...range,
      limit: 9,
    });
    expect(drawn(slices)).toEqual(['Coding 0-…']);
  });

  it('names the Toggl entry of a link that is not gone, and the origin of an import', async () => {
    const world = await makeEngineWorld(given.database());
    const linked = await world.startAt(morning, 'Coding');
    const gone = await world.startAt(morning + minuteMs, 'Email');
    await link(given.database(), world, {
      sliceId: linked.id,
      entryId: 4_000_000_001,
      state: 'linked',
    });
    await link(given.database(), world, { sliceId: gone.id, entryId: 5, state: 'gone' });
    const imported = await importSlice(given.database(), world, {
      ...linked,
      endAt: morning + 1,
      originEntryId: '77',
    });
    const slices = await world.slices();
    const entryOf = (sliceId: string) => slices.find(({ id }) => id === sliceId)?.togglEntryId;
    expect(entryOf(linked.id)).toBe('4000000001');
    expect(entryOf(gone.id)).toBeNull();
    expect(entryOf(imported)).toBe('77');
  });
});

/** Coding 0-10, Email 10-30, Coding 30-…, Deep Work 0-… */
async function makeDay(world: EngineWorld): Promise<void> {
  await world.startAt(morning, 'Coding');
  await world.startAt(morning, 'Deep Work', 'WORK_MODE');
  await world.startAt(morning + 10 * minuteMs, 'Email');
  await world.startAt(morning + 30 * minuteMs, 'Coding');
}

async function importSlice(
  database: Database,
  { caller }: EngineWorld,
  from: Slice,
): Promise<string> {
  const after: Slice = { ...from, id: newTestId(), source: 'TIMERY' };
  await database.write((tx) => applyChanges(tx, caller.accountId, [{ kind: 'insert', after }]));
  return after.id;
}

async function link(
  database: Database,
  { caller: { accountId } }: EngineWorld,
  { sliceId, entryId, state }: Readonly<{ sliceId: string; entryId: number; state: string }>,
): Promise<void> {
  const row = {
    slice_id: sliceId,
    account_id: accountId,
    toggl_user_id: 1,
    workspace_id: 2,
    entry_id: entryId,
    body: '{}',
    state,
    is_settled: 1 as const,
    is_at_hand: 0 as const,
    start_second: 0,
    human_text: null,
    noted_text: null,
    updated_at: morning,
  };
  await database.write((tx) => tx.insertInto('toggl_link').values(row).execute());
}
