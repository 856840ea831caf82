/** A dry run is asked for in the same two ways everywhere, and nowhere taken for the real thing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { okBody, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const post = (url: string, payload: object, headers = {}) =>
  server.request({ method: 'POST', url, payload, headers });

let made = 0;
async function twoCategories() {
  made += 1;
  const [from, into] = [`Codng ${made}`, `Coding ${made}`];
  const { client } = server;
  const { id: fromId } = okBody(await client.createCategory({ name: from }));
  const { id: intoId } = okBody(await client.createCategory({ name: into }));
  const isThere = async () => okBody(await client.categories()).some(({ id }) => id === fromId);
  return { path: `/api/categories/${fromId}/merge`, body: { into: intoId }, isThere };
}

describe('a dry run', () => {
  it('is taken from the body and from the query by each command that has one', async () => {
    const { paths } = (await server.request({ url: '/openapi.json' })).body as Documents;
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const inBody = operations.filter(({ requestBody }) => names(requestBody).includes('dryRun'));
    const inQuery = operations.filter((one) => queryOf(one).includes('dryRun'));
    expect(inBody.length).toBeGreaterThan(10);
    // A file is the whole body.
    expect(idsOf(inQuery)).toEqual([...idsOf(inBody), 'importSlices'].sort());
  });

  it('of a delete is asked for in its body too, which holds nothing else', async () => {
    const { client } = server;
    const { id } = okBody(await client.start({ dimension: 'SEGMENT', category: 'Morning' }));
    const url = `/api/engine/slices/${id}`;
    const sent = async (payload: object) =>
      (await server.request({ method: 'DELETE', url, payload })).status;
    expect([await sent({ dryRun: true }), await sent({ dryrun: true })]).toEqual([200, 400]);
    expect(okBody(await client.state()).segment?.id).toBe(id);
    okBody(await client.deleteSlice(id));
    expect(okBody(await client.state()).segment).toBeNull();
  });

  it('of a merge asked for in the query merges nothing', async () => {
    const { path, body, isThere } = await twoCategories();
    expect((await post(`${path}?dryRun=true`, body)).status).toBe(200);
    expect(await isThere()).toBe(true);
    await post(path, body);
    expect(await isThere()).toBe(false);
  });

  it('is one where either says so', async () => {
    const { path, body, isThere } = await twoCategories();
    await post(`${path}?dryRun=true`, { ...body, dryRun: false });
    await post(`${path}?dryRun=false`, { ...body, dryRun: true });
    expect(await isThere()).toBe(true);
  });

  it('keeps no key from the command itself by answering for it', async () => {
    const { path, body } = await twoCategories();
    const headers = { 'idempotency-key': path };
    expect((await post(`${path}?dryRun=true`, body, headers)).status).toBe(200);
    expect(await post(path, body, headers)).toMatchObject({
      status: 422,
      body: { error: { code: 'idempotency_mismatch' } },
    });
  });

  it('is refused by a command that has none', async () => {
    const start = { dimension: 'SOCIAL', category: 'Call' };
    expect((await post('/api/engine/start?dryRun=true', start)).status).toBe(400);
    expect(okBody(await server.client.state()).social).toBeNull();
  });

  it('is refused in the body of a command that reads none', async () => {
    const { id } = okBody(await server.client.createTask({ name: 'Write' }));
    const url = `/api/tasks/${id}`;
    const asked = { method: 'DELETE', url, payload: { dryRun: true } } as const;
    expect(await server.request(asked)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
    expect(okBody(await server.client.tasks()).map((task) => task.id)).toContain(id);
    expect((await server.request({ ...asked, payload: {} })).status).toBe(200);
  });
});

type Operation = Readonly<{
  operationId: string;
  requestBody?: object;
  parameters?: readonly Readonly<{ in: string; name: string }>[];
}>;
type Documents = Readonly<{ paths: Record<string, Record<string, Operation>> }>;

const names = (schema: object | undefined) =>
  [...(JSON.stringify(schema) ?? '').matchAll(/"(\w+)":\{/g)].map(([, name]) => name);
const queryOf = ({ parameters = [] }: Operation) =>
  parameters.filter((one) => one.in === 'query').map(({ name }) => name);
const idsOf = (operations: readonly Operation[]) =>
  operations.map(({ operationId }) => operationId).sort();
