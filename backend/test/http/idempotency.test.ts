/** A write that is sent twice under one Idempotency-Key is done once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const url = '/api/engine/start';
const headers = { 'content-type': 'application/json', 'idempotency-key': 'tap-1' };

describe('Idempotency-Key', () => {
  it('answers the same request the same, also when what it started has ended', async () => {
    const first = await server.client.start(coding, 'tap-1');
    server.clock.now += 60_000;
    okBody(await server.client.stop(coding));
    const second = await server.client.start(coding, 'tap-1');
    expect(second).toEqual(first);
    expect(server.contents().slice).toHaveLength(1);
  });

  it('does one of two that arrive at the same moment', async () => {
    const [first, second] = await Promise.all([
      server.client.toggle(coding, 'tap-1'),
      server.client.toggle(coding, 'tap-1'),
    ]);
    expect(second).toEqual(first);
    expect(server.contents().change).toHaveLength(1);
  });

  it('takes the order of fields and blanks for no difference', async () => {
    const one = await server.request({
      method: 'POST',
      url,
      headers,
      payload: '{"dimension":"PRIMARY","category":"Coding"}',
    });
    const other = await server.request({
      method: 'POST',
      url,
      headers,
      payload: ' {"category": "Coding", "dimension": "PRIMARY"}',
    });
    expect(other.body).toEqual(one.body);
    expect(other.status).toBe(201);
  });

  it('refuses another body, path or method under the same key', async () => {
    const { id } = okBody(await server.client.start(coding, 'tap-1'));
    const mismatch = [422, 'idempotency_mismatch'];
    const reading = { ...coding, category: 'Reading' };
    expect(refusedCode(await server.client.start(reading, 'tap-1'))).toEqual(mismatch);
    expect(refusedCode(await server.client.toggle(coding, 'tap-1'))).toEqual(mismatch);
    expect(refusedCode(await server.client.deleteSlice(id, 'tap-1'))).toEqual(mismatch);
    expect(server.contents().change).toHaveLength(1);
  });

  it('tells two slices apart when both are deleted under one key', async () => {
    const first = okBody(await server.client.start(coding));
    const second = okBody(await server.client.start({ dimension: 'SOCIAL', category: 'Call' }));
    okBody(await server.client.deleteSlice(first.id, 'tap-1'));
    const answer = await server.client.deleteSlice(second.id, 'tap-1');
    expect(refusedCode(answer)).toEqual([422, 'idempotency_mismatch']);
  });

  it('works for every write', async () => {
    const { id } = okBody(await server.client.start(coding));
    const note = { note: 'from home' };
    const writes = [
      () => server.client.editSlice(id, note, 'edit'),
      () => server.client.undo(undefined, 'undo'),
      () => server.client.createCategory({ name: 'Gym' }, 'category'),
      () => server.client.deleteSlice(id, 'delete'),
    ];
    for (const write of writes) expect(await write()).toEqual(await write());
    expect(server.contents().slice).toEqual([]);
  });

  it('remembers no refusal: the key serves again once nothing is in the way', async () => {
    expect((await server.client.stop(coding, 'tap-1')).status).toBe(404);
    okBody(await server.client.start(coding));
    expect((await server.client.stop(coding, 'tap-1')).status).toBe(200);
  });

  it('is forgotten after 48 hours', async () => {
    const first = okBody(await server.client.start(coding, 'tap-1'));
    okBody(await server.client.stop(coding));
    server.clock.now += 48 * 3_600_000 + 1;
    expect(okBody(await server.client.start(coding, 'tap-1')).id).not.toBe(first.id);
  });
});
