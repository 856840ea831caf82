/** Tasks as they are kept: made, listed, changed, deleted, logged by hand, undone. */
import { expect, it } from 'vitest';
import { findAccount } from '../../src/store/accounts.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, minuteMs, morning, refusalOf } from '../support/engineWorld.ts';
import { makeTaskWorld } from '../support/taskWorld.ts';

describeEachDatabase('tasks', (given) => {
  const makeWorld = () => makeTaskWorld(given.database());

  it('keep everything that was said of them', async () => {
    const { tasks, caller } = await makeWorld();
    const fields = {
      note: 'two pages',
      priority: 'HIGH',
      dueDate: '2026-11-05',
      schedule: { kind: 'span', startAt: morning, endAt: morning + minuteMs },
      estimateMinutes: 45,
      workMode: 'Deep Work',
    } as const;
    const { task } = done(
      await tasks.createTask(caller, { name: ' Report ', category: 'Writing', ...fields }),
    );
    expect(task).toMatchObject({ name: 'Report', category: 'Writing', state: 'next', ...fields });
    expect(await tasks.find(caller.accountId, task.id)).toEqual(task);
  });

  it('make a category of an unknown name, marked new, and only when they are written', async () => {
    const { tasks, caller } = await makeWorld();
    const categories = () =>
      given
        .database()
        .reader.selectFrom('category')
        .select(['name', 'is_new'])
        .where('account_id', '=', caller.accountId)
        .execute();
    const schedule = { kind: 'span', startAt: 2, endAt: 1 } as const;
    const wrong = await tasks.createTask(caller, { name: 'A', category: 'Garden', schedule });
    expect(refusalOf(wrong).code).toBe('ends_before_start');
    expect(await categories()).toEqual([]);
    done(await tasks.createTask(caller, { name: 'A', category: 'Garden' }));
    done(await tasks.createTask(caller, { name: 'B', category: ' GARDEN ' }));
    expect(await categories()).toEqual([{ name: 'Garden', is_new: 1 }]);
  });

  it('change only in what was sent, and count the revision when they do', async () => {
    const { tasks, caller, task } = await makeWorld();
    const { id: taskId } = await task('Report', { workMode: 'Deep Work', estimateMinutes: 10 });
    const revision = async () =>
      (await findAccount(given.database().reader, caller.accountId))?.engineRevision;
    const before = await revision();
    const edited = done(await tasks.editTask(caller, { taskId, name: 'Letter', workMode: null }));
    expect(edited.task).toMatchObject({
      name: 'Letter',
      workMode: null,
      category: 'Writing',
      estimateMinutes: 10,
    });
    expect(await revision()).toBe((before ?? 0) + 1);
    const again = done(await tasks.editTask(caller, { taskId, name: 'Letter' }));
    expect(again.changeId).toBeNull();
    expect(await revision()).toBe((before ?? 0) + 1);
  });

  it('are listed newest first, page by page, by state, category and due date', async () => {
    const { tasks, caller, clock } = await makeWorld();
    for (const [index, name] of ['A', 'B', 'C', 'D', 'E'].entries()) {
      clock.now = morning + (index < 3 ? 0 : minuteMs);
      const category = index % 2 === 0 ? 'Writing' : null;
      const dueDate = `2026-11-0${index + 1}`;
      done(await tasks.createTask(caller, { name, category, dueDate }));
    }
    const named = async (filter: Partial<Parameters<typeof tasks.list>[1]>) => {
      const page = await tasks.list(caller.accountId, { limit: 10, ...filter });
      return page.tasks.map(({ name }) => name).join('');
    };
    const first = await tasks.list(caller.accountId, { limit: 2 });
    const second = await tasks.list(caller.accountId, { limit: 3, below: first.next ?? undefined });
    expect([...first.tasks, ...second.tasks].map(({ name }) => name).join('')).toBe('EDCBA');
    expect(second.next).toBeNull();
    expect(await named({ state: 'inbox' })).toBe('DB');
    expect(await named({ category: ' writing' })).toBe('ECA');
    expect(await named({ category: 'Nothing' })).toBe('');
    expect(await named({ dueFrom: '2026-11-02', dueTo: '2026-11-04' })).toBe('DCB');
  });

  it('that are deleted are nowhere, and what was recorded of them stays', async () => {
    const { tasks, caller, task, slices, engine } = await makeWorld();
    const { id: taskId } = await task('Report');
    done(await tasks.activateTask(caller, { taskId }));
    const { task: deleted } = done(await tasks.deleteTask(caller, { taskId }));
    expect(deleted.state).toBe('next');
    expect(await tasks.find(caller.accountId, taskId)).toBeNull();
    expect(await tasks.logs(caller.accountId, taskId)).toBeNull();
    expect((await tasks.list(caller.accountId, { limit: 10 })).tasks).toEqual([]);
    expect(refusalOf(await tasks.activateTask(caller, { taskId })).code).toBe('task_not_found');
    expect(await slices()).toMatchObject([{ linkedTaskId: taskId, endAt: null }]);
    done(await engine.undoChange(caller, {}));
    expect(await tasks.find(caller.accountId, taskId)).toMatchObject({ state: 'active' });
  });

  it('of another account are not found', async () => {
    const one = await makeWorld();
    const other = await makeWorld();
    const { id: taskId } = await one.task('Report');
    expect(await other.tasks.find(other.caller.accountId, taskId)).toBeNull();
    for (const command of ['activateTask', 'completeTask', 'reopenTask', 'deleteTask'] as const) {
      const refused = await other.tasks[command](other.caller, { taskId });
      expect(refusalOf(refused).code, command).toBe('task_not_found');
    }
  });

  it('are renamed, made and logged in ways that can be undone', async () => {
    const { tasks, caller, task, engine, states } = await makeWorld();
    const { id: taskId } = await task('Report');
    done(await tasks.editTask(caller, { taskId, name: 'Letter' }));
    const span = { startAt: morning - minuteMs, endAt: morning };
    done(await tasks.writeLog(caller, { taskId, ...span }));
    done(await engine.undoChange(caller, {}));
    expect(await tasks.logs(caller.accountId, taskId)).toEqual([]);
    const changes = await given
      .database()
      .reader.selectFrom('change')
      .select(['id', 'command'])
      .where('account_id', '=', caller.accountId)
      .orderBy('revision')
      .execute();
    const [created, edited] = changes;
    done(await engine.undoChange(caller, { changeId: edited?.id }));
    expect(await states()).toEqual(['Report next']);
    done(await engine.undoChange(caller, { changeId: created?.id }));
    expect(await states()).toEqual([]);
  });

  it('take logs of work that no slice tells of', async () => {
    const { tasks, caller, task } = await makeWorld();
    const { id: taskId } = await task('Report', { estimateMinutes: 5 });
    const span = { startAt: morning - 20 * minuteMs, endAt: morning - 10 * minuteMs };
    const { log } = done(await tasks.writeLog(caller, { taskId, ...span, outcome: 'call' }));
    expect(log).toMatchObject({ ...span, origin: 'hand', actualMinutes: 10, estimateMinutes: 5 });
    const edit = { logId: log.id, actualMinutes: 12, keyInsight: 'ring first' };
    const { log: edited } = done(await tasks.editLog(caller, edit));
    expect(edited).toMatchObject({ ...span, outcome: 'call', actualMinutes: 12 });
    expect(await tasks.logs(caller.accountId, taskId)).toEqual([edited]);
    expect(refusalOf(await tasks.editLog(caller, { logId: 'nobody' })).code).toBe(
      'post_do_log_not_found',
    );
  });

  it('cannot be active twice, whatever the code says', async () => {
    const { tasks, caller, task } = await makeWorld();
    const report = await task('Report');
    const mail = await task('Mail');
    done(await tasks.activateTask(caller, { taskId: report.id }));
    const activate = given
      .database()
      .write((tx) =>
        tx.updateTable('task').set({ state: 'active' }).where('id', '=', mail.id).execute(),
      );
    await expect(activate).rejects.toThrow(/constraint/i);
  });
});
