/** Reports over the store: what tasks tell, settings, and what a review sees of its command. */
import { expect, it } from 'vitest';
import { parseInstant } from '../../../core/time/instant.ts';
import type { Database } from '../../src/db/database.ts';
import { createReviewMetrics } from '../../src/services/reviews/reviewMetrics.ts';
import { type TaskTimes, taskTimes } from '../../src/services/reviews/taskTimes.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { type EngineWorld, makeEngineWorld, minuteMs, morning } from '../support/engineWorld.ts';

const day = { from: '2026-11-02', to: '2026-11-02' } as const;

function metricsOver(
  database: Database,
  { clock }: EngineWorld,
  { tasks = taskTimes, deep = 'Deep Work' }: { tasks?: TaskTimes; deep?: string } = {},
) {
  const names = { sleepCategories: ['Sleep'], deepWorkModes: [deep] };
  return createReviewMetrics({ database, now: () => clock.now, names, tasks });
}

describeEachDatabase('a report', (given) => {
  it('counts what a task was told to have taken, where nothing of ours runs', async () => {
    const world = await makeEngineWorld(given.database());
    const { categoryId } = await world.startAt(morning, 'Coding');
    world.clock.now = morning + 60 * minuteMs;
    await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' });
    const startAt = morning + 30 * minuteMs;
    const log = { startAt, endAt: startAt + 50 * minuteMs, taskId: 'task', categoryId };
    world.clock.now = morning + 120 * minuteMs;
    const plan = { taskId: 'task', day: day.from, estimatedMinutes: 30, isCompleted: true };
    const tasks = { logsWithin: async () => [log], plansWithin: async () => [plan] };
    const { total } = await metricsOver(given.database(), world, { tasks }).report(
      world.caller.accountId,
      { ...day, by: 'day' },
    );
    expect(total.totals.PRIMARY).toBe(80 * 60);
    expect(total.tasks).toEqual([
      { categoryId, taskId: null, seconds: 60 * 60 },
      { categoryId, taskId: 'task', seconds: 20 * 60 },
    ]);
    expect(total.planned).toMatchObject({
      tasks: 1,
      completedTasks: 1,
      plannedSeconds: 30 * 60,
      doneSeconds: 20 * 60,
      varianceSeconds: -10 * 60,
      efficiency: 1.5,
    });
  });

  it('goes by the names that mean deep work', async () => {
    const world = await makeEngineWorld(given.database());
    await world.startAt(morning, 'Coding');
    await world.startAt(morning, 'Flow', 'WORK_MODE');
    world.clock.now = morning + 60 * minuteMs;
    const deepWith = async (deep: string) => {
      const metrics = metricsOver(given.database(), world, { deep });
      return (await metrics.report(world.caller.accountId, { ...day, by: 'day' })).total;
    };
    expect((await deepWith('Deep Work')).deepWorkSeconds).toBe(0);
    expect((await deepWith('flow')).deepWorkSeconds).toBe(3600);
  });

  it('tells nothing of an account without slices, and of days to come', async () => {
    const world = await makeEngineWorld(given.database());
    const metrics = metricsOver(given.database(), world);
    const { accountId } = world.caller;
    const empty = await metrics.report(accountId, { ...day, by: 'week' });
    expect(empty.total).toMatchObject({ totals: { PRIMARY: 0 }, coverage: 0, switches: 0 });
    await world.startAt(morning, 'Coding');
    const later = { from: '2027-01-01', to: '2027-02-01', by: 'month' } as const;
    const future = await metrics.report(accountId, later);
    expect(future.total).toMatchObject({ elapsedSeconds: 0, coverage: null });
    expect(future.periods.length).toBe(2);
  });

  it('sees inside a command what that command has written', async () => {
    const world = await makeEngineWorld(given.database());
    const { id } = await world.startAt(morning, 'Coding');
    const metrics = metricsOver(given.database(), world);
    const asked = { ...day, by: 'day', accountId: world.caller.accountId } as const;
    const now = parseInstant('2026-11-02T23:00:00Z') ?? Number.NaN;
    const total = await given.database().write(async (tx) => {
      const end_at = morning + 10 * minuteMs;
      await tx.updateTable('slice').set({ end_at }).where('id', '=', id).execute();
      return (await metrics.reportWithin(tx, { ...asked, now })).total;
    });
    expect(total.totals.PRIMARY).toBe(600);
  });
});
