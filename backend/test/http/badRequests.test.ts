/**
 * Whatever is sent, the answer is a 4xx in the one error shape and nothing is written: neither a
 * typo nor an attack gets further than the door.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorReply } from '../../../contract/error.ts';
import { clientSources, dimensions } from '../../../core/engine/slice.ts';
import { secret, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.client.start({ dimension: 'PRIMARY', category: 'Coding' });
});
afterAll(() => server.close());

const start = '/api/engine/start';
const json = { 'content-type': 'application/json' };
const valid = { dimension: 'PRIMARY', category: 'Reading' };

type Bad = Readonly<{
  reason: string;
  method?: 'POST' | 'PATCH' | 'DELETE' | 'GET' | 'PUT';
  url?: string;
  headers?: Record<string, string>;
  payload?: unknown;
  status?: number;
}>;

const badBodies: readonly Bad[] = [
  { reason: 'no body', payload: undefined },
  { reason: 'an empty object', payload: {} },
  { reason: 'null', payload: 'null' },
  { reason: 'an array', payload: [valid] },
  { reason: 'a text', payload: '"start"' },
  { reason: 'broken JSON', payload: '{"dimension":' },
  { reason: 'JSON with a comma too many', payload: '{"dimension":"PRIMARY",}' },
  {
    reason: 'bytes that are not UTF-8',
    payload: Buffer.from('{"dimension":"PRIMARY","category":"\xff\xfe"}', 'latin1'),
  },
  { reason: 'deep nesting', payload: '['.repeat(200_000) },
  { reason: 'an unknown field', payload: { ...valid, catgory: 'Reading' } },
  {
    reason: 'the key __proto__',
    payload: '{"dimension":"PRIMARY","category":"Reading","__proto__":{"at":"-15m"}}',
  },
  {
    reason: 'a nested prototype',
    payload: '{"dimension":"PRIMARY","category":"A","constructor":{"prototype":{"at":"-15m"}}}',
  },
  { reason: 'an unknown dimension', payload: { ...valid, dimension: 'primary' } },
  { reason: 'a number as name', payload: { ...valid, category: 7 } },
  { reason: 'an empty name', payload: { ...valid, category: '' } },
  { reason: 'a blank name', payload: { ...valid, category: ' \t ' } },
  { reason: 'a name of 201 characters', payload: { ...valid, category: 'x'.repeat(201) } },
  { reason: 'a name with NUL', payload: { ...valid, category: 'Read\0ing' } },
  { reason: 'half an emoji', payload: '{"dimension":"PRIMARY","category":"\\ud83d"}' },
  { reason: 'a source of the importers', payload: { ...valid, source: 'TIMERY' } },
  { reason: 'a task id with NUL', payload: { ...valid, linkedTaskId: 'a\0' } },
  { reason: 'a task id that is too long', payload: { ...valid, linkedTaskId: 'x'.repeat(101) } },
  { reason: 'a number as at', payload: { ...valid, at: 1_762_000_000 } },
  { reason: 'SQL as at', payload: { ...valid, at: "'; drop table slice; --" } },
  { reason: 'five more dimensions', payload: { ...valid, also: Array(5).fill(valid) } },
  { reason: 'a bad one among also', payload: { ...valid, also: [{ dimension: 'SOCIAL' }] } },
].map((bad) => ({ url: start, ...bad }));

const badRequests: readonly Bad[] = [
  ...badBodies,
  { reason: 'a body over 1 MB', url: start, payload: `"${'x'.repeat(1_100_000)}"`, status: 413 },
  {
    reason: 'another content type',
    url: start,
    headers: { 'content-type': 'text/plain' },
    payload: JSON.stringify(valid),
    status: 415,
  },
  {
    reason: 'a form',
    url: start,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'dimension=PRIMARY&category=Reading',
    status: 415,
  },
  { reason: 'an empty key', url: start, headers: { 'idempotency-key': '' }, payload: valid },
  {
    reason: 'a key of 201 characters',
    url: start,
    headers: { 'idempotency-key': 'x'.repeat(201) },
    payload: valid,
  },
  { reason: 'a method that is not there', method: 'PUT', url: start, payload: valid, status: 405 },
  { reason: 'a path that is not there', method: 'GET', url: '/api/engine/nope', status: 404 },
  { reason: 'a broken % sequence', method: 'GET', url: '/api/%zz' },
  {
    reason: 'a very long path',
    method: 'DELETE',
    url: `/api/engine/slices/${'x'.repeat(5000)}`,
  },
  { reason: 'SQL as id', method: 'DELETE', url: "/api/engine/slices/1'%20or%201=1--" },
  { reason: 'NUL in an id', method: 'DELETE', url: '/api/engine/slices/a%00b' },
  {
    reason: 'a path that climbs',
    method: 'GET',
    url: '/api/engine/slices/..%2f..%2fetc',
    status: 405,
  },
  {
    reason: 'no such slice',
    method: 'PATCH',
    url: '/api/engine/slices/none',
    payload: {},
    status: 404,
  },
  {
    reason: 'no such category',
    method: 'PATCH',
    url: '/api/categories/none',
    payload: {},
    status: 404,
  },
  { reason: 'a colour by name', url: '/api/categories', payload: { name: 'A', color: 'red' } },
  {
    reason: 'a Toggl project that is no number',
    url: '/api/categories',
    payload: { name: 'A', togglProjectId: '12x' },
  },
  { reason: 'a fraction as order', url: '/api/categories', payload: { name: 'A', sortOrder: 1.5 } },
  { reason: 'limit 0', method: 'GET', url: '/api/engine/slices?limit=0' },
  { reason: 'limit 1001', method: 'GET', url: '/api/engine/slices?limit=1001' },
  { reason: 'limit 1e2', method: 'GET', url: '/api/engine/slices?limit=1e2' },
  { reason: 'a parameter twice', method: 'GET', url: '/api/engine/slices?limit=1&limit=2' },
  { reason: 'an unknown parameter', method: 'GET', url: '/api/engine/slices?start=2026-11-02' },
  { reason: 'a date that is none', method: 'GET', url: '/api/engine/slices?startDate=2026-02-30' },
  {
    reason: 'an instant without offset',
    method: 'GET',
    url: '/api/engine/summary?startDate=2026-11-02T08:00:00&endDate=2026-11-03',
  },
  { reason: 'no range', method: 'GET', url: '/api/engine/summary' },
];

describe('a bad request', () => {
  it.each(badRequests)('is refused and writes nothing: $reason', async (bad) => {
    const before = server.contents();
    const { method = 'POST', url = start, headers = {}, payload, status = 400 } = bad;
    const answer = await server.request({
      method,
      url,
      headers: { ...(payload === undefined ? {} : json), ...headers },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    expect(answer.status).toBe(status);
    expect(errorReply.strict().safeParse(answer.body).error).toBeUndefined();
    expect(server.contents()).toEqual(before);
  });

  it('tells which field is wrong and why', async () => {
    const answer = await server.request({
      method: 'POST',
      url: start,
      payload: { ...valid, x: 1 },
    });
    expect(answer.body).toMatchObject({
      error: { code: 'bad_request', message: expect.stringContaining('"x"') },
    });
  });
});

describe('the message of a bad request', () => {
  const metrics = '/api/reviews/metrics';
  it.each([
    { payload: { dimension: 'PRIMARY' }, told: 'category: is missing: send it.' },
    {
      payload: { ...valid, dimension: 'primary' },
      told: 'dimension: has to be one of PRIMARY, WORK_MODE, SOCIAL, SEGMENT.',
    },
    {
      payload: { category: 'Reading' },
      told: 'dimension: is missing: send one of PRIMARY, WORK_MODE, SOCIAL, SEGMENT.',
    },
    { payload: { ...valid, category: 7 }, told: 'category: has to be a text.' },
    {
      payload: { ...valid, foo: 1, bar: 2 },
      told: 'body: holds "foo", "bar", which are not known here: look for a typo.',
    },
    { url: '/api/tasks', payload: {}, told: 'name: is missing: send it.' },
    {
      url: '/api/tasks',
      payload: { name: 'A', estimateMinutes: 0 },
      told: 'estimateMinutes: has to be at least 1.',
    },
    {
      url: '/api/tasks',
      payload: { name: 'A', estimateMinutes: 1.5 },
      told: 'estimateMinutes: has to be a whole number.',
    },
    {
      url: '/api/categories',
      payload: { name: 'A', sortOrder: 2_000_000 },
      told: 'sortOrder: has to be at most 1000000.',
    },
    {
      url: '/api/tasks',
      payload: { name: 'A', schedule: { x: 1 } },
      told: 'schedule: fits none of the forms that it may have: GET /docs shows them.',
    },
    {
      url: '/api/engine/slices/join',
      payload: { sliceIds: [] },
      told: 'sliceIds: holds too few: send at least 2.',
    },
    {
      url: '/api/toggl/webhook/setup',
      payload: { url: 'me.example' },
      told: 'url: is not a web address: send one like https://me.example.',
    },
    { url: '/api/categories/a', payload: { isNew: true }, told: 'isNew: has to be false.' },
    { url: `${metrics}?to=2026-11-02`, told: 'from: is missing: send it.' },
  ])('says what to send: $told', async ({ url = start, payload, told }) => {
    const method = methodFor(url);
    const options = payload === undefined ? {} : { payload };
    const { body } = await server.request({ method, url, ...options });
    expect(errorReply.parse(body).error.message).toBe(told);
  });

  const methodFor = (url: string) => {
    if (url.startsWith(metrics)) return 'GET';
    return url === '/api/categories/a' ? 'PATCH' : 'POST';
  };
});

describe('any request', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('Coding', '-15m', 'last-stop', '2026-11-02T08:00:00Z', '9999-12-31', "'--"),
  );
  const dimension = fc.constantFrom(...dimensions);
  const nearlyStart = fc.record(
    {
      dimension,
      category: text,
      source: fc.constantFrom(...clientSources, 'TIMERY'),
      linkedTaskId: fc.option(text),
      at: text,
      also: fc.array(fc.record({ dimension, category: text }), { maxLength: 5 }),
    },
    { requiredKeys: ['dimension', 'category'] },
  );
  const nearlyEdit = fc.record(
    {
      start: text,
      end: fc.option(text),
      category: text,
      isLocked: fc.boolean(),
      note: fc.option(text),
      onOverlap: fc.constantFrom('refuse', 'trim', 'split', 'replace', 'none'),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(nearlyStart, nearlyEdit, fc.jsonValue() as fc.Arbitrary<unknown>);
  const call = fc.oneof(
    fc.record({
      method: fc.constant('POST' as const),
      url: fc.constantFrom('start', 'stop', 'toggle', 'undo').map((verb) => `/api/engine/${verb}`),
      payload: body,
    }),
    fc.record({
      method: fc.constantFrom('PATCH' as const, 'DELETE' as const),
      url: fc.oneof(fc.constant('id-3'), text).map((id) => `/api/engine/slices/${escaped(id)}`),
      payload: body,
    }),
    fc.record({
      method: fc.constant('GET' as const),
      url: fc
        .record({ startDate: text, endDate: text, category: text }, { requiredKeys: [] })
        .map((query) => `/api/engine/slices?${new URLSearchParams(query)}`),
    }),
  );

  it('is never answered with a fault', async () => {
    await fc.assert(
      fc.asyncProperty(call, async (made) => {
        const payload = 'payload' in made ? { payload: JSON.stringify(made.payload) } : {};
        const { method, url } = made;
        const headers = { 'x-api-secret': secret, ...json };
        const { statusCode } = await server.app.inject({ method, url, headers, ...payload });
        expect(statusCode).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect(server.faults).toEqual([]);
  });

  /** Half an emoji cannot be escaped, and no client can send it in a path. */
  function escaped(id: string): string {
    return encodeURIComponent(id.toWellFormed());
  }
});
