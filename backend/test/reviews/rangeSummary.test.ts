/** Sums between any two instants: of whole days the report's, of edges counted anew. */
import { expect, it } from 'vitest';
import type { Range } from '../../../core/time/range.ts';
import type { Database } from '../../src/db/database.ts';
import { createRangeSummary } from '../../src/services/reviews/rangeSummary.ts';
import { createReviewMetrics } from '../../src/services/reviews/reviewMetrics.ts';
import { type TaskTimes, taskTimes } from '../../src/services/reviews/taskTimes.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { type EngineWorld, makeEngineWorld, minuteMs, morning } from '../support/engineWorld.ts';

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** In Berlin, where the account is; the morning of that day is nine hours later. */
const midnight = Date.UTC(2026, 10, 1, 23);

function summaryOver(database: Database, world: EngineWorld, tasks: TaskTimes = taskTimes) {
  const of = createRangeSummary({ database, now: () => world.clock.now, tasks });
  const days = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
  return (range: Range) => of(world.caller.accountId, { ...range, days });
}

/** Coding 0-10, Email 10-30, Coding 30-…, Deep Work 0-…; in minutes of the morning. */
async function makeMorning(world: EngineWorld): Promise<void> {
  await world.startAt(morning, 'Coding');
  await world.startAt(morning, 'Deep Work', 'WORK_MODE');
  await world.startAt(morning + 10 * minuteMs, 'Email');
  await world.startAt(morning + 30 * minuteMs, 'Coding');
}

describeEachDatabase('a sum between two instants', (given) => {
  it('is clipped to them, with what runs counted up to now', async () => {
    const world = await makeEngineWorld(given.database());
    await makeMorning(world);
    world.clock.now = morning + 35 * minuteMs;
    const summaryOf = summaryOver(given.database(), world);
    const range = { startAt: morning + 5 * minuteMs, endAt: morning + 60 * minuteMs };
    const summary = await summaryOf(range);
    expect(summary).toMatchObject(range);
    expect(summary.totals).toEqual({
      PRIMARY: 30 * 60,
      WORK_MODE: 30 * 60,
      SOCIAL: 0,
      SEGMENT: 0,
    });
    expect(summary.categories.map(({ category, seconds }) => [category, seconds])).toEqual([
      ['Email', 20 * 60],
      ['Coding', 10 * 60],
      ['Deep Work', 30 * 60],
    ]);
  });

  it('of whole days is what the report of those dates tells', async () => {
    const world = await makeEngineWorld(given.database());
    await makeMorning(world);
    world.clock.now = morning + 40 * dayMs;
    const { accountId } = world.caller;
    const names = { sleepCategories: ['Sleep'], deepWorkModes: ['Deep Work'] };
    const reports = createReviewMetrics({
      ...{ database: given.database(), now: () => world.clock.now, names, tasks: taskTimes },
    });
    const { total } = await reports.report(accountId, {
      ...{ from: '2026-11-02', to: '2026-12-05', by: 'month' },
    });
    const range = { startAt: midnight, endAt: midnight + 34 * dayMs };
    const summary = await summaryOver(given.database(), world)(range);
    expect(summary.totals).toEqual(total.totals);
    expect(summary.totals.PRIMARY).toBe((34 * dayMs - 9 * hourMs) / 1000);
  });

  it.each([
    { reason: 'inside one day', startAt: 9.5, endAt: 11, hours: 1.5 },
    { reason: 'over one midnight', startAt: 23, endAt: 25, hours: 2 },
    { reason: 'from within a day to its end', startAt: 20, endAt: 24, hours: 4 },
    { reason: 'from the start of a day into it', startAt: 24, endAt: 25, hours: 1 },
    { reason: 'edges on both sides of whole days', startAt: 8, endAt: 24 * 3 + 2, hours: 65 },
    { reason: 'nothing', startAt: 24, endAt: 24, hours: 0 },
  ])('adds its parts up: $reason', async ({ startAt, endAt, hours }) => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    world.clock.now = morning + 10 * dayMs;
    const summaryOf = summaryOver(given.database(), world);
    const range = { startAt: midnight + startAt * hourMs, endAt: midnight + endAt * hourMs };
    // Asked twice: counted from the slices, then taken from the days that were kept.
    for (const summary of [await summaryOf(range), await summaryOf(range)]) {
      expect(summary.totals.PRIMARY).toBe(hours * 3600);
    }
  });

  it('counts what a task was told to have taken, as reports do', async () => {
    const world = await makeEngineWorld(given.database());
    const { categoryId } = await world.startAt(morning, 'Coding');
    world.clock.now = morning + 10 * minuteMs;
    await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' });
    world.clock.now = morning + hourMs;
    const log = { taskId: 'task', categoryId, startAt: morning, endAt: morning + 30 * minuteMs };
    const tasks = { ...taskTimes, logsWithin: async () => [log] };
    const summaryOf = summaryOver(given.database(), world, tasks);
    const { totals } = await summaryOf({ startAt: morning, endAt: morning + 20 * minuteMs });
    expect(totals.PRIMARY).toBe(20 * 60);
  });

  it('never exceeds a range of a broken second', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    world.clock.now = morning + hourMs;
    const range = { startAt: morning, endAt: morning + 1_600 };
    expect((await summaryOver(given.database(), world)(range)).totals.PRIMARY).toBe(1);
  });
});
