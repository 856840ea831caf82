/** Finishing a task: what stops, what is written down, and that it is done once. */
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import { done, drawn, minuteMs, morning, refusalOf } from '../support/engineWorld.ts';
import { makeTaskWorld } from '../support/taskWorld.ts';

const at = (minute: number) => morning + minute * minuteMs;

describeEachDatabase('completing a task', (given) => {
  async function makeActive(
    fields: Readonly<{ workMode?: string; estimateMinutes?: number }> = {},
  ) {
    const world = await makeTaskWorld(given.database());
    const { id: taskId } = await world.task('Report', fields);
    done(await world.tasks.activateTask(world.caller, { taskId }));
    return { ...world, taskId };
  }

  it('stops its slice and writes the log from all its slices', async () => {
    const { tasks, caller, taskId, slices, startAt, atMinute } = await makeActive({
      estimateMinutes: 45,
    });
    await startAt(at(20), 'Lunch');
    atMinute(50);
    done(await tasks.activateTask(caller, { taskId }));
    atMinute(80);
    const said = { outcome: 'sent', effortLevel: 'LARGE', keyInsight: 'start early' } as const;
    const completed = done(await tasks.completeTask(caller, { taskId, ...said }));
    expect(completed).toMatchObject({
      task: { state: 'done', completedAt: at(80) },
      log: { ...said, startAt: at(0), endAt: at(80), actualMinutes: 50, estimateMinutes: 45 },
      slices: [{ category: 'Writing', startAt: at(50), endAt: at(80) }],
    });
    expect(drawn(await slices())).toEqual(['Writing 0-20', 'Lunch 20-50', 'Writing 50-80']);
    expect(await tasks.logs(caller.accountId, taskId)).toEqual([completed.log]);
  });

  it('leaves what else runs alone', async () => {
    const { tasks, caller, taskId, slices, startAt, atMinute } = await makeActive();
    await startAt(at(20), 'Lunch');
    atMinute(30);
    const { slices: stopped, log } = done(await tasks.completeTask(caller, { taskId }));
    expect(stopped).toEqual([]);
    expect(log).toMatchObject({ startAt: at(0), endAt: at(20), actualMinutes: 20 });
    expect(drawn(await slices())).toEqual(['Writing 0-20', 'Lunch 20-…']);
  });

  it('stops the same category where that is not its own', async () => {
    const { tasks, caller, task, startAt, engine, atMinute } = await makeActive();
    const other = await task('Letter');
    await startAt(at(10), 'Writing');
    atMinute(20);
    done(await tasks.completeTask(caller, { taskId: other.id }));
    expect((await engine.state(caller.accountId)).PRIMARY).toMatchObject({ linkedTaskId: null });
  });

  it('ends the mode that began with it, and no other', async () => {
    const { tasks, caller, taskId, engine, atMinute } = await makeActive({ workMode: 'Deep Work' });
    atMinute(10);
    const { slices } = done(await tasks.completeTask(caller, { taskId }));
    expect(slices.map(({ dimension }) => dimension)).toEqual(['PRIMARY', 'WORK_MODE']);
    expect((await engine.state(caller.accountId)).WORK_MODE).toBeNull();
  });

  it('leaves a mode that ran before it', async () => {
    const world = await makeTaskWorld(given.database());
    const { tasks, caller, startAt, task, engine } = world;
    await startAt(at(0), 'Deep Work', 'WORK_MODE');
    const { id: taskId } = await task('Report', { workMode: 'Deep Work' });
    done(await tasks.activateTask(caller, { taskId }));
    world.atMinute(10);
    done(await tasks.completeTask(caller, { taskId }));
    expect((await engine.state(caller.accountId)).WORK_MODE).toMatchObject({ startAt: at(0) });
  });

  it('ends the mode that a task before it began', async () => {
    const { tasks, caller, task, engine, atMinute } = await makeActive({ workMode: 'Deep Work' });
    const next = await task('Letter', { workMode: 'Deep Work' });
    atMinute(10);
    done(await tasks.activateTask(caller, { taskId: next.id }));
    atMinute(20);
    done(await tasks.completeTask(caller, { taskId: next.id }));
    expect((await engine.state(caller.accountId)).WORK_MODE).toBeNull();
  });

  it('a second time answers the same log and changes nothing', async () => {
    const { tasks, caller, taskId, slices, startAt, atMinute } = await makeActive();
    atMinute(20);
    const first = done(await tasks.completeTask(caller, { taskId, outcome: 'sent' }));
    await startAt(at(30), 'Lunch');
    atMinute(40);
    const second = done(await tasks.completeTask(caller, { taskId, outcome: 'other' }));
    expect(second).toMatchObject({ log: first.log, task: first.task, slices: [], changeId: null });
    expect(drawn(await slices())).toEqual(['Writing 0-20', 'Lunch 30-…']);
  });

  it('late ends the task when it says, where the next thing ran already', async () => {
    const { tasks, caller, taskId, slices, startAt, atMinute } = await makeActive();
    await startAt(at(20), 'Lunch');
    atMinute(30);
    const { task, log } = done(await tasks.completeTask(caller, { taskId, at: '-15m' }));
    expect(task.completedAt).toBe(at(15));
    expect(log).toMatchObject({ endAt: at(15), actualMinutes: 15 });
    expect(drawn(await slices())).toEqual(['Writing 0-15', 'Lunch 20-…']);
  });

  it('believes corrected times and leaves the slices', async () => {
    const { tasks, caller, taskId, slices, atMinute } = await makeActive();
    atMinute(30);
    const fields = { startAt: at(-15), actualMinutes: 40 };
    const { log } = done(await tasks.completeTask(caller, { taskId, ...fields }));
    expect(log).toMatchObject({ startAt: at(-15), endAt: at(30), actualMinutes: 40 });
    expect(drawn(await slices())).toEqual(['Writing 0-30']);
  });

  it('with impossible times stops nothing', async () => {
    const { tasks, caller, taskId, slices, states, atMinute } = await makeActive();
    atMinute(30);
    const wrong = await tasks.completeTask(caller, { taskId, startAt: at(60), endAt: at(50) });
    expect(refusalOf(wrong).code).toBe('at_in_future');
    expect(drawn(await slices())).toEqual(['Writing 0-…']);
    expect(await states()).toEqual(['Report active']);
  });

  it('that was reopened writes a second log, of what came since', async () => {
    const { tasks, caller, taskId, atMinute } = await makeActive();
    atMinute(20);
    done(await tasks.completeTask(caller, { taskId }));
    expect(done(await tasks.reopenTask(caller, { taskId })).task.state).toBe('next');
    atMinute(30);
    done(await tasks.activateTask(caller, { taskId }));
    atMinute(40);
    const { log } = done(await tasks.completeTask(caller, { taskId }));
    expect(log).toMatchObject({ startAt: at(30), endAt: at(40), actualMinutes: 10 });
    const logs = await tasks.logs(caller.accountId, taskId);
    expect(logs?.map(({ actualMinutes }) => actualMinutes)).toEqual([10, 20]);
  });

  it('that was reopened counts what was tapped late, before its earlier log', async () => {
    const { tasks, caller, taskId, engine, atMinute } = await makeActive();
    atMinute(20);
    done(await tasks.completeTask(caller, { taskId }));
    done(await tasks.reopenTask(caller, { taskId }));
    atMinute(30);
    const late = { dimension: 'PRIMARY', category: 'Writing', linkedTaskId: taskId } as const;
    done(await engine.startSlice(caller, { ...late, at: '-40m', source: 'MANUAL' }));
    done(await tasks.completeTask(caller, { taskId }));
    const logs = await tasks.logs(caller.accountId, taskId);
    expect(logs?.map(({ actualMinutes }) => actualMinutes)).toEqual([10, 20]);
  });

  it('is undone as one: the slice runs, the task is active, the log is gone', async () => {
    const { tasks, caller, taskId, engine, slices, states, atMinute } = await makeActive({
      workMode: 'Deep Work',
    });
    atMinute(20);
    const { changeId } = done(await tasks.completeTask(caller, { taskId }));
    done(await engine.undoChange(caller, { changeId: changeId ?? '' }));
    expect(drawn(await slices())).toEqual(['Writing 0-…', 'Deep Work 0-…']);
    expect(await states()).toEqual(['Report active']);
    expect(await tasks.logs(caller.accountId, taskId)).toEqual([]);
    atMinute(30);
    const { log, slices: stopped } = done(await tasks.completeTask(caller, { taskId }));
    expect(log).toMatchObject({ actualMinutes: 30 });
    expect(stopped).toHaveLength(2);
  });

  it('may be undone no more once its log was edited', async () => {
    const { tasks, caller, taskId, engine, states, atMinute } = await makeActive();
    atMinute(20);
    const { changeId, log } = done(await tasks.completeTask(caller, { taskId }));
    done(await tasks.editLog(caller, { logId: log?.id ?? '', outcome: 'sent' }));
    const undone = await engine.undoChange(caller, { changeId: changeId ?? '' });
    expect(refusalOf(undone).code).toBe('undo_conflict');
    expect(await states()).toEqual(['Report done']);
  });

  it('that was never worked on has a log of what a person says', async () => {
    const { tasks, caller, task } = await makeTaskWorld(given.database());
    const { id: taskId } = await task('Call');
    const { log } = done(await tasks.completeTask(caller, { taskId, actualMinutes: 10 }));
    expect(log).toMatchObject({ origin: 'hand', startAt: null, endAt: null, actualMinutes: 10 });
  });
});
