/** Tasks and favourites through their doors. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const iso = (minutes: number) => new Date(morningAt + minutes * 60_000).toISOString();

async function make(
  name: string,
  fields: Partial<Parameters<typeof server.client.createTask>[0]> = {},
) {
  return okBody(await server.client.createTask({ name, category: 'Writing', ...fields }));
}

function pass(minutes: number): void {
  server.clock.now += minutes * 60_000;
}

describe('POST /api/tasks', () => {
  it('answers 201 and the task', async () => {
    const fields = {
      note: 'two pages',
      priority: 'HIGH',
      dueDate: '2026-11-05',
      estimateMinutes: 45,
      workMode: 'Deep Work',
    } as const;
    const schedule = { start: '2026-11-05T09:00:00+0100', end: '2026-11-05T10:00:00+01:00' };
    const body = { name: 'Report', category: 'Writing', schedule, ...fields };
    const answer = await server.client.createTask(body);
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      name: 'Report',
      category: 'Writing',
      state: 'next',
      schedule: { start: '2026-11-05T08:00:00.000Z', end: '2026-11-05T09:00:00.000Z' },
      ...fields,
    });
  });

  it('needs no more than a name', async () => {
    const task = okBody(await server.client.createTask({ name: 'Idea' }));
    expect(task).toMatchObject({ state: 'inbox', category: null, schedule: null });
    expect(okBody(await server.client.task(task.id))).toMatchObject({ name: 'Idea' });
  });

  it('is done once under one key', async () => {
    const first = await server.client.createTask({ name: 'Idea' }, 'tap');
    const second = await server.client.createTask({ name: 'Idea' }, 'tap');
    expect(okBody(second)).toEqual(okBody(first));
    expect(okBody(await server.client.tasks())).toHaveLength(1);
  });

  it.each([
    { reason: 'no name', payload: { category: 'Writing' } },
    { reason: 'a day that is none', payload: { name: 'A', dueDate: '2026-02-30' } },
    { reason: 'an instant as a due date', payload: { name: 'A', dueDate: iso(0) } },
    { reason: 'half a plan', payload: { name: 'A', schedule: { start: iso(0) } } },
    { reason: 'an estimate of nothing', payload: { name: 'A', estimateMinutes: 0 } },
    { reason: 'a field nobody knows', payload: { name: 'A', colour: 'red' } },
  ])('refuses $reason with 400', async ({ payload }) => {
    const reply = await server.request({ method: 'POST', url: '/api/tasks', payload });
    expect(reply.status).toBe(400);
  });
});

describe('GET /api/tasks', () => {
  it('leads from page to page by its Link', async () => {
    for (const name of ['A', 'B', 'C']) await make(name, { dueDate: '2026-11-05' });
    const first = await server.client.tasks({ limit: '2', dueTo: '2026-11-05' });
    const link = (first.ok && first.link) || '';
    const address = /^<(.+)>; rel="next"$/.exec(link)?.[1] ?? '';
    expect(address).toContain('dueTo=2026-11-05');
    const rest = await server.request({ method: 'GET', url: address });
    expect(okBody(first).map(({ name }) => name)).toEqual(['C', 'B']);
    expect(rest.body).toMatchObject([{ name: 'A' }]);
    expect(rest.headers).not.toHaveProperty('link');
  });

  it('picks by state', async () => {
    const { id } = await make('A');
    await make('B');
    await server.client.activateTask(id);
    const active = okBody(await server.client.tasks({ state: 'active' }));
    expect(active.map(({ name }) => name)).toEqual(['A']);
  });
});

describe('PATCH /api/tasks/:id and its plan', () => {
  it('change what was sent', async () => {
    const { id } = await make('Report');
    const planned = okBody(await server.client.scheduleTask(id, { day: '2026-11-06' }));
    expect(planned.schedule).toEqual({ day: '2026-11-06' });
    const edited = okBody(await server.client.editTask(id, { schedule: null, name: 'Letter' }));
    expect(edited).toMatchObject({ name: 'Letter', schedule: null, category: 'Writing' });
    expect(okBody(await server.client.editTask(id, { name: 'Letter' })).changeId).toBeNull();
  });
});

describe('POST /api/tasks/:id/activate', () => {
  it('answers task, slice and one sentence, without a body', async () => {
    const { id } = await make('Report', { workMode: 'Deep Work' });
    const answer = await server.client.activateTask(id);
    expect(answer.status).toBe(200);
    expect(okBody(answer)).toMatchObject({
      task: { id, state: 'active', activatedAt: iso(0) },
      slice: { category: 'Writing', linkedTaskId: id, source: 'TASK', start: iso(0), end: null },
      also: [{ category: 'Deep Work' }],
      former: null,
      say: 'Started Report in Deep Work.',
    });
    expect(okBody(await server.client.state())).toMatchObject({
      primary: { linkedTaskId: id },
      work_mode: { category: 'Deep Work' },
    });
    pass(5);
    expect(okBody(await server.client.activateTask(id))).toMatchObject({
      say: 'Report runs already.',
      changeId: null,
    });
  });

  it('tells the task that it took the place of', async () => {
    const report = await make('Report');
    const mail = await make('Mail');
    await server.client.activateTask(report.id);
    pass(10);
    const { former } = okBody(await server.client.activateTask(mail.id, { source: 'NFC' }));
    expect(former).toMatchObject({ id: report.id, state: 'next' });
  });

  it('says what a tap recorded that arrives late', async () => {
    const report = await make('Report');
    const mail = await make('Mail');
    pass(20);
    await server.client.activateTask(mail.id);
    pass(10);
    const late = okBody(await server.client.activateTask(report.id, { at: iso(5) }));
    expect(late).toMatchObject({
      say: 'Recorded Report, 15 min.',
      task: { state: 'next' },
      slice: { start: iso(5), end: iso(20) },
    });
  });

  it('refuses what is not there, is done or belongs nowhere', async () => {
    const { id } = await make('Report');
    await server.client.completeTask(id);
    const caught = okBody(await server.client.createTask({ name: 'Idea' }));
    const refused = async (taskId: string) => refusedCode(await server.client.activateTask(taskId));
    expect(await refused('nobody')).toEqual([404, 'task_not_found']);
    expect(await refused(id)).toEqual([409, 'task_done']);
    expect(await refused(caught.id)).toEqual([422, 'task_without_category']);
  });

  it('takes no mode of PRIMARY beside it', async () => {
    const { id } = await make('Report');
    const also = [{ dimension: 'PRIMARY', category: 'Mail' } as const];
    const refused = refusedCode(await server.client.activateTask(id, { also }));
    expect(refused).toEqual([422, 'duplicate_dimension']);
  });
});

describe('POST /api/tasks/:id/complete', () => {
  it('answers task, log and figures', async () => {
    const { id } = await make('Report', { estimateMinutes: 30 });
    await server.client.activateTask(id);
    pass(40);
    const said = { outcome: 'sent', effortLevel: 'MEDIUM', keyInsight: 'start early' } as const;
    const completed = okBody(await server.client.completeTask(id, said));
    expect(completed).toMatchObject({
      task: { state: 'done', completedAt: iso(40) },
      postDoLog: {
        taskId: id,
        startTime: iso(0),
        endTime: iso(40),
        actualMinutes: 40,
        varianceMinutes: 10,
        ...said,
      },
      metrics: {
        estimateMinutes: 30,
        actualMinutes: 40,
        varianceMinutes: 10,
        efficiency: 0.75,
      },
      slices: [{ end: iso(40) }],
      say: 'Done: Report, 40 min.',
    });
    expect(okBody(await server.client.state()).primary).toBeNull();
    const { postDoLog, metrics, say } = okBody(await server.client.completeTask(id));
    expect({ postDoLog, metrics }).toEqual({
      postDoLog: completed.postDoLog,
      metrics: completed.metrics,
    });
    expect(say).toBe('Report was done already.');
    expect(okBody(await server.client.postDoLogs(id))).toEqual([completed.postDoLog]);
  });

  it('takes corrections, and logs are corrected later too', async () => {
    const { id } = await make('Report');
    await server.client.activateTask(id);
    pass(40);
    const body = { startTime: '2026-11-02T08:50:00+0100', at: iso(30) };
    const { postDoLog } = okBody(await server.client.completeTask(id, body));
    expect(postDoLog).toMatchObject({ startTime: iso(-10), endTime: iso(30), actualMinutes: 40 });
    const edit = { actualMinutes: 35, effortLevel: 'SMALL' } as const;
    const edited = okBody(await server.client.editPostDoLog(postDoLog?.id ?? '', edit));
    expect(edited).toMatchObject({ startTime: iso(-10), ...edit });
  });

  it('refuses an effort that is none with 400', async () => {
    const { id } = await make('Report');
    const payload = { effortLevel: 'HUGE' };
    const url = `/api/tasks/${id}/complete`;
    expect((await server.request({ method: 'POST', url, payload })).status).toBe(400);
  });

  it('is taken back by reopening, or by undoing it', async () => {
    const { id } = await make('Report');
    await server.client.activateTask(id);
    pass(10);
    await server.client.completeTask(id);
    const undone = okBody(await server.client.undo());
    expect(undone).toMatchObject({
      tasks: [{ id, name: 'Report', state: 'active' }],
      slices: [{ end: null }],
    });
    await server.client.completeTask(id);
    expect(okBody(await server.client.reopenTask(id))).toMatchObject({
      state: 'next',
      completedAt: null,
    });
  });
});

describe('a refusal', () => {
  it('writes nothing, of tasks and favourites neither', async () => {
    const { id } = await make('Report');
    await server.client.activateTask(id);
    const before = server.contents();
    const category = 'Nowhere';
    const backwards = { start: iso(10), end: iso(5) };
    const answers = [
      await server.client.editTask(id, { schedule: backwards, category }),
      await server.client.activateTask(id, { at: iso(90) }),
      await server.client.completeTask(id, { at: iso(-10) }),
      await server.client.completeTask(id, { startTime: iso(90) }),
      await server.client.createFavorite({ category, taskId: 'nobody' }),
      await server.client.writePostDoLog('nobody', { startTime: iso(-2), endTime: iso(-1) }),
    ];
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => false));
    expect(server.contents()).toEqual(before);
  });
});

describe('logs and deletion', () => {
  it('write down by hand what no slice tells of', async () => {
    const { id } = await make('Call');
    const body = { startTime: iso(-30), endTime: iso(-10), outcome: 'agreed' };
    const answer = await server.client.writePostDoLog(id, body);
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({ origin: 'hand', actualMinutes: 20, outcome: 'agreed' });
    const none = await server.client.editPostDoLog('nobody', {});
    expect(refusedCode(none)).toEqual([404, 'post_do_log_not_found']);
  });

  it('leave no trace of the task but its slices', async () => {
    const { id } = await make('Report');
    await server.client.activateTask(id);
    expect(okBody(await server.client.deleteTask(id))).toMatchObject({ name: 'Report' });
    expect(refusedCode(await server.client.task(id))).toEqual([404, 'task_not_found']);
    expect(refusedCode(await server.client.postDoLogs(id))).toEqual([404, 'task_not_found']);
    expect(okBody(await server.client.slices({ linkedTaskId: id }))).toHaveLength(1);
  });
});

describe('a slice', () => {
  it('is put on a task and taken off again', async () => {
    const { id: linkedTaskId } = await make('Report');
    const { id } = okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Coding' }));
    expect(okBody(await server.client.editSlice(id, { linkedTaskId }))).toMatchObject({
      linkedTaskId,
    });
    expect(okBody(await server.client.editSlice(id, { linkedTaskId: null }))).toMatchObject({
      linkedTaskId: null,
    });
  });

  it('starts with a note', async () => {
    const body = { dimension: 'PRIMARY', category: 'Coding', note: 'at home' } as const;
    expect(okBody(await server.client.start(body)).note).toBe('at home');
  });
});

describe('/api/favorites', () => {
  it('saves, lists, changes, starts and deletes', async () => {
    const body = { category: 'Coding', name: 'Code', icon: 'code', workMode: 'Deep Work' };
    const made = await server.client.createFavorite(body);
    expect(made.status).toBe(201);
    const { id } = okBody(made);
    const patched = okBody(await server.client.editFavorite(id, { note: 'at home' }));
    expect(patched).toMatchObject({ ...body, note: 'at home', taskId: null });
    expect(okBody(await server.client.favorites())).toEqual([patched]);
    const started = await server.client.startFavorite(id);
    expect(started.status).toBe(201);
    expect(okBody(started)).toMatchObject({
      category: 'Coding',
      note: 'at home',
      also: [{ category: 'Deep Work' }],
      say: 'Started Coding.',
    });
    expect((await server.client.startFavorite(id)).status).toBe(200);
    expect(okBody(await server.client.deleteFavorite(id))).toEqual(patched);
    expect(refusedCode(await server.client.startFavorite(id))).toEqual([404, 'favorite_not_found']);
  });
});
