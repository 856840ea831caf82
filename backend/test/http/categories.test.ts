/** Categories through their door. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('POST /api/categories', () => {
  it('answers 201 and the category', async () => {
    const fields = { name: 'Gym', color: '#112233', icon: 'dumbbell', isBillable: true };
    const answer = await server.client.createCategory({ ...fields, togglProjectId: '123' });
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      ...fields,
      togglProjectId: '123',
      togglProjectOrigin: 'chosen',
      isNew: false,
      isArchived: false,
    });
  });

  it('refuses a name that means one already there', async () => {
    await server.client.createCategory({ name: 'Gym' });
    const answer = await server.client.createCategory({ name: ' GYM ' });
    expect(refusedCode(answer)).toEqual([409, 'category_name_taken']);
  });
});

describe('PATCH /api/categories/:id', () => {
  it('renames, and slices carry the new name', async () => {
    const started = await server.client.start({ dimension: 'PRIMARY', category: 'Codng' });
    const { categoryId } = okBody(started);
    const patched = okBody(await server.client.editCategory(categoryId, { name: 'Coding' }));
    expect(patched).toMatchObject({ id: categoryId, name: 'Coding', isNew: false });
    expect(okBody(await server.client.state()).primary?.category).toBe('Coding');
  });

  it('chooses a Toggl project, or on purpose none', async () => {
    const { id } = okBody(await server.client.createCategory({ name: 'Gym' }));
    const chosen = okBody(await server.client.editCategory(id, { togglProjectId: '987654321' }));
    expect(chosen.togglProjectId).toBe('987654321');
    const none = okBody(await server.client.editCategory(id, { togglProjectId: null }));
    expect(none).toMatchObject({ togglProjectId: null, togglProjectOrigin: 'chosen' });
  });

  it('refuses the name of another, and what is not there', async () => {
    await server.client.createCategory({ name: 'Gym' });
    const { id } = okBody(await server.client.createCategory({ name: 'Run' }));
    const taken = await server.client.editCategory(id, { name: 'gym' });
    expect(refusedCode(taken)).toEqual([409, 'category_name_taken']);
    const missing = await server.client.editCategory('nobody', { name: 'Swim' });
    expect(refusedCode(missing)).toEqual([404, 'category_not_found']);
  });
});

describe('GET /api/categories', () => {
  it('lists all in their order, with those a start made marked new', async () => {
    await server.client.createCategory({ name: 'Gym', sortOrder: 5 });
    await server.client.start({ dimension: 'PRIMARY', category: 'Coding' });
    await server.client.createCategory({ name: 'First', sortOrder: 0 });
    const listed = okBody(await server.client.categories());
    expect(listed.map(({ name, isNew }) => [name, isNew])).toEqual([
      ['First', false],
      ['Gym', false],
      ['Coding', true],
    ]);
  });
});

describe('GET /api/toggl/…', () => {
  it('says that nothing is connected while there is no token', async () => {
    expect(okBody(await server.client.togglStatus())).toMatchObject({
      connected: false,
      pending: 0,
      quota: { organization: { remaining: null }, user: { remaining: null } },
    });
    expect(okBody(await server.client.togglCalls({ limit: '10' }))).toEqual([]);
    expect(okBody(await server.client.togglWarnings())).toEqual([]);
  });
});
