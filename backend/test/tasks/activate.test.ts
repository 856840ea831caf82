/** Working on a task: its state and its slices change together. */
import { expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, drawn, minuteMs, morning, newTestId, refusalOf } from '../support/engineWorld.ts';
import { makeTaskWorld } from '../support/taskWorld.ts';

class FailedCommit extends Error {}

describeEachDatabase('activating a task', (given) => {
  const makeWorld = () => makeTaskWorld(given.database());

  it('starts its category in PRIMARY, linked to it, and its mode beside it', async () => {
    const { tasks, caller, task, slices } = await makeWorld();
    const { id } = await task('Report', { workMode: 'Deep Work' });
    const activated = done(await tasks.activateTask(caller, { taskId: id }));
    expect(activated).toMatchObject({
      task: { state: 'active', activatedAt: morning },
      slice: { category: 'Writing', linkedTaskId: id, source: 'TASK', endAt: null },
      also: [{ dimension: 'WORK_MODE', category: 'Deep Work', linkedTaskId: null }],
      created: true,
      former: null,
    });
    expect(await slices()).toHaveLength(2);
  });

  it('takes what the caller says of source, instant, mode and note', async () => {
    const { tasks, caller, task, atMinute } = await makeWorld();
    const { id } = await task('Report', { workMode: 'Deep Work' });
    atMinute(30);
    const also = [{ dimension: 'WORK_MODE', category: 'Shallow' }] as const;
    const input = { taskId: id, source: 'NFC', at: '-10m', also, note: 'from home' } as const;
    const { slice, also: beside } = done(await tasks.activateTask(caller, input));
    const startAt = morning + 20 * minuteMs;
    expect(slice).toMatchObject({ source: 'NFC', startAt, note: 'from home' });
    expect(beside).toMatchObject([{ category: 'Shallow', startAt }]);
  });

  it('puts the task back that was active, and ends its slice', async () => {
    const { tasks, caller, task, states, slices, atMinute } = await makeWorld();
    const report = await task('Report');
    const mail = await task('Mail');
    done(await tasks.activateTask(caller, { taskId: report.id }));
    atMinute(10);
    const { former } = done(await tasks.activateTask(caller, { taskId: mail.id }));
    expect(former).toMatchObject({ id: report.id, state: 'next', category: 'Writing' });
    expect(await states()).toEqual(['Report next', 'Mail active']);
    expect(drawn(await slices())).toEqual(['Writing 0-10', 'Writing 10-…']);
  });

  it('changes nothing where it is active and runs', async () => {
    const { tasks, caller, task, slices, atMinute } = await makeWorld();
    const { id } = await task('Report', { workMode: 'Deep Work' });
    const first = done(await tasks.activateTask(caller, { taskId: id }));
    atMinute(10);
    const again = done(await tasks.activateTask(caller, { taskId: id }));
    expect(again).toMatchObject({ changeId: null, created: false, slice: { id: first.slice.id } });
    expect(again.task).toEqual(first.task);
    expect(await slices()).toHaveLength(2);
  });

  it('starts it again where something else came in between', async () => {
    const { tasks, caller, task, slices, states, startAt, atMinute } = await makeWorld();
    const { id } = await task('Report');
    done(await tasks.activateTask(caller, { taskId: id }));
    await startAt(morning + 10 * minuteMs, 'Lunch');
    expect(await states()).toEqual(['Report active']);
    atMinute(40);
    done(await tasks.activateTask(caller, { taskId: id }));
    expect(drawn(await slices())).toEqual(['Writing 0-10', 'Lunch 10-40', 'Writing 40-…']);
  });

  it('that arrives late goes into history and leaves the later task active', async () => {
    const { tasks, caller, task, slices, states, atMinute } = await makeWorld();
    const report = await task('Report');
    const mail = await task('Mail');
    atMinute(20);
    done(await tasks.activateTask(caller, { taskId: mail.id }));
    atMinute(30);
    const late = done(await tasks.activateTask(caller, { taskId: report.id, at: '-25m' }));
    expect(late.slice).toMatchObject({ linkedTaskId: report.id });
    expect(drawn(await slices())).toEqual(['Writing 5-20', 'Writing 20-…']);
    expect(await states()).toEqual(['Report next', 'Mail active']);
  });

  it('of one that cannot be worked on writes nothing', async () => {
    const { tasks, caller, task, slices } = await makeWorld();
    const { task: caught } = done(await tasks.createTask(caller, { name: 'Idea' }));
    expect(caught).toMatchObject({ state: 'inbox', category: null });
    const { id: doneId } = await task('Report');
    done(await tasks.completeTask(caller, { taskId: doneId }));
    const codes = [];
    for (const taskId of [caught.id, doneId, 'nobody']) {
      codes.push(refusalOf(await tasks.activateTask(caller, { taskId })).code);
    }
    expect(codes).toEqual(['task_without_category', 'task_done', 'task_not_found']);
    expect(await slices()).toEqual([]);
  });

  it('that is refused by a lock leaves the task as it was', async () => {
    const { tasks, caller, task, states, engine, startAt, atMinute } = await makeWorld();
    const { id: sliceId } = await startAt(morning, 'Coding');
    done(await engine.editSlice(caller, { sliceId, isLocked: true }));
    const { id } = await task('Report');
    atMinute(5);
    expect(refusalOf(await tasks.activateTask(caller, { taskId: id })).code).toBe('slice_locked');
    expect(await states()).toEqual(['Report next']);
  });

  it('whose commit fails leaves task, slices and journal as they were', async () => {
    const { caller, clock, task, states, slices } = await makeWorld();
    const { id } = await task('Report', { workMode: 'Deep Work' });
    const rows = async () => {
      const { reader } = given.database();
      return [
        await reader.selectFrom('change').selectAll().execute(),
        await reader.selectFrom('task_change').selectAll().execute(),
        await reader.selectFrom('task').selectAll().execute(),
        await reader.selectFrom('slice').selectAll().execute(),
      ];
    };
    const before = await rows();
    const failing: Database = {
      ...given.database(),
      write: (body) =>
        given.database().write(async (tx) => {
          await body(tx);
          throw new FailedCommit();
        }),
    };
    const broken = createTasks({ database: failing, now: () => clock.now, newId: newTestId });
    await expect(broken.activateTask(caller, { taskId: id })).rejects.toThrow(FailedCommit);
    expect(await rows()).toEqual(before);
    expect([await states(), await slices()]).toEqual([['Report next'], []]);
  });

  it('is undone as one: slices and both tasks', async () => {
    const { tasks, caller, task, slices, states, engine, atMinute } = await makeWorld();
    const report = await task('Report');
    const mail = await task('Mail', { workMode: 'Shallow' });
    done(await tasks.activateTask(caller, { taskId: report.id }));
    atMinute(10);
    done(await tasks.activateTask(caller, { taskId: mail.id }));
    const undone = done(await engine.undoChange(caller, {}));
    expect(undone.tasks.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'Mail next',
      'Report active',
    ]);
    expect(await states()).toEqual(['Report active', 'Mail next']);
    expect(drawn(await slices())).toEqual(['Writing 0-…']);
    done(await engine.undoChange(caller, { changeId: undone.changeId }));
    expect(await states()).toEqual(['Report next', 'Mail active']);
    expect(await slices()).toHaveLength(3);
  });

  it('at once by two keeps one task active', async () => {
    const { tasks, caller, task, states, slices } = await makeWorld();
    const made = [await task('Report'), await task('Mail'), await task('Call')];
    await Promise.all(made.map(({ id }) => tasks.activateTask(caller, { taskId: id })));
    const active = (await states()).filter((text) => text.endsWith('active'));
    expect(active).toHaveLength(1);
    expect((await slices()).filter(({ endAt }) => endAt === null)).toHaveLength(1);
  });
});
