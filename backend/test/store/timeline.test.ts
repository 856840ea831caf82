import { expect, it } from 'vitest';
import type { Slice, SliceChange } from '../../../core/engine/slice.ts';
import { applyChanges } from '../../src/store/slices.ts';
import { readTimeline } from '../../src/store/timeline.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';

const at = (minute: number) => morning + minute * minuteMs;

/** Closed slices 0-10, 10-20, 40-50, 60-70, one that runs from 80, and an import 45-65. */
async function makeLine(world: EngineWorld, database: Parameters<typeof makeEngineWorld>[0]) {
  const open = await world.startAt(at(80), 'Coding');
  const { category: _, togglEntryId: __, ...like } = open;
  const closed = (start: number, end: number): Slice => ({
    ...like,
    id: newTestId(),
    startAt: at(start),
    endAt: at(end),
  });
  const slices = [closed(0, 10), closed(10, 20), closed(40, 50), closed(60, 70)];
  const imported: Slice = { ...closed(45, 65), source: 'TIMERY', originEntryId: '1' };
  const changes = [...slices, imported].map((after): SliceChange => ({ kind: 'insert', after }));
  await database.write((tx) => applyChanges(tx, world.caller.accountId, changes));
}

describeEachDatabase('the timeline around a command', (given) => {
  it.each([
    { window: [15, 16], starts: [10, 40, 80], reason: 'holder, next, running' },
    { window: [20, 21], starts: [10, 40, 80], reason: 'the one that ends at it, next, running' },
    { window: [42, 65], starts: [40, 60, 80], reason: 'all that overlap' },
    { window: [75, 76], starts: [60, 80], reason: 'next is the running one' },
    { window: [-9, -8], starts: [0, 80], reason: 'nothing before' },
    { window: [90, 1e9], starts: [80], reason: 'what runs reaches into every later window' },
  ])('of $window holds what starts at $starts: $reason', async ({ window, starts }) => {
    const database = given.database();
    const world = await makeEngineWorld(database);
    await makeLine(world, database);
    const [from = 0, until = 0] = window;
    const line = { accountId: world.caller.accountId, dimension: 'PRIMARY' } as const;
    const range = { startAt: at(from), endAt: at(until) };
    const timeline = await readTimeline(database.reader, line, range);
    expect(timeline.map((slice) => (slice.startAt - morning) / minuteMs)).toEqual(starts);
  });

  it('holds a slice that reaches into it from where an empty one starts', async () => {
    const database = given.database();
    const world = await makeEngineWorld(database);
    const open = await world.startAt(at(0), 'Coding', 'SOCIAL');
    const { category: _, togglEntryId: __, ...like } = open;
    const long: Slice = { ...like, endAt: at(60) };
    const empty: Slice = { ...like, id: newTestId(), endAt: at(0) };
    await database.write((tx) =>
      applyChanges(tx, world.caller.accountId, [
        { kind: 'update', before: like, after: long },
        { kind: 'insert', after: empty },
      ]),
    );
    const line = { accountId: world.caller.accountId, dimension: 'SOCIAL' } as const;
    const range = { startAt: at(30), endAt: at(31) };
    const timeline = await readTimeline(database.reader, line, range);
    expect(timeline.map(({ id }) => id).toSorted()).toEqual([long.id, empty.id].toSorted());
  });
});
