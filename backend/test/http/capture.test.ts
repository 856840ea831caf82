/** Capture through its door, and how what was captured becomes a task. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const inbox = async () => okBody(await server.client.tasks({ state: 'inbox' }));

describe('POST /api/capture', () => {
  it('puts a task into the inbox and says so', async () => {
    const answer = await server.client.capture({ name: '  Buy   milk ', due: '2026-11-05' });
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      task: { name: 'Buy milk', dueDate: '2026-11-05', state: 'inbox', category: null },
      say: 'Captured Buy milk, due 2026-11-05.',
    });
    expect(await inbox()).toEqual([okBody(answer).task]);
  });

  it.each([
    { reason: 'a date', due: '2026-11-05', dueDate: '2026-11-05' },
    {
      reason: 'an instant, by its date in the zone',
      due: '2026-11-05T23:30Z',
      dueDate: '2026-11-06',
    },
    { reason: 'nothing, where none was chosen', due: '', dueDate: null },
  ])('takes $reason for when it is due', async ({ due, dueDate }) => {
    const { task } = okBody(await server.client.capture({ name: 'Milk', due }));
    expect(task.dueDate).toBe(dueDate);
  });

  it('is one sentence for a phone that has an address alone and may only track', async () => {
    const { secret } = okBody(await server.client.createToken({ name: 'phone', scope: 'track' }));
    const { status, body } = await server.request({
      method: 'POST',
      url: '/api/capture?name=Buy%20milk',
      headers: { 'x-api-secret': secret ?? '', accept: 'text/plain' },
    });
    expect({ status, body }).toEqual({ status: 201, body: 'Captured Buy milk.' });
  });

  it('captures once under one key, and is taken back by an undo', async () => {
    const first = okBody(await server.client.capture({ name: 'Milk' }, 'tap'));
    expect(okBody(await server.client.capture({ name: 'Milk' }, 'tap'))).toEqual(first);
    expect(await inbox()).toHaveLength(1);
    okBody(await server.client.undo({ changeId: first.changeId ?? '' }));
    expect(await inbox()).toEqual([]);
  });

  it.each([
    { reason: 'no name', payload: {} },
    { reason: 'a blank name', payload: { name: ' ' } },
    { reason: 'a due date that is none', payload: { name: 'Milk', due: 'tomorrow' } },
    { reason: 'a field nobody knows', payload: { name: 'Milk', color: 'red' } },
  ])('refuses $reason with 400', async ({ payload }) => {
    const reply = await server.request({ method: 'POST', url: '/api/capture', payload });
    expect(reply.status).toBe(400);
    expect(await inbox()).toEqual([]);
  });
});

describe('what was captured', () => {
  it.each([
    { reason: 'a category', patch: { category: 'Errands' } },
    { reason: 'a plan', patch: { schedule: { day: '2026-11-05' } } },
  ])('leaves the inbox with $reason', async ({ patch }) => {
    const { task } = okBody(await server.client.capture({ name: 'Milk' }));
    expect(okBody(await server.client.editTask(task.id, patch)).state).toBe('next');
    expect(await inbox()).toEqual([]);
  });

  it('is worked on once it has a category, and not before', async () => {
    const { id } = okBody(await server.client.capture({ name: 'Milk' })).task;
    okBody(await server.client.scheduleTask(id, { day: '2026-11-05' }));
    expect(refusedCode(await server.client.activateTask(id))).toEqual([
      422,
      'task_without_category',
    ]);
    okBody(await server.client.editTask(id, { category: 'Errands' }));
    expect(okBody(await server.client.activateTask(id)).slice).toMatchObject({
      category: 'Errands',
    });
  });
});
