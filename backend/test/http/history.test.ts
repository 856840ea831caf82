/** Commands over the past and their previews, through the door. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const hour = 3_600_000;
let day = 0;
/** Each test has a day of its own: what runs from the one before ends first. */
beforeEach(async () => {
  day += 1;
  server.clock.now = morningAt + day * 24 * hour;
  await server.client.stop({ dimension: 'PRIMARY' });
  await server.client.stop({ dimension: 'SOCIAL' });
});
const textOf = (hours: number) => new Date(morningAt + (day * 24 + hours) * hour).toISOString();

async function twoSlices() {
  const { client, clock } = server;
  const coding = okBody(await client.start({ dimension: 'SOCIAL', category: 'Coding' }));
  clock.now += hour;
  const mail = okBody(await client.start({ dimension: 'SOCIAL', category: 'Mail' }));
  clock.now += hour;
  return { coding, mail };
}

describe('commands over the past', () => {
  it('split at one instant or at several, told as -15m too', async () => {
    const { coding, mail } = await twoSlices();
    const one = okBody(await server.client.splitSlice(coding.id, { at: textOf(0.5) }));
    expect(one.slices).toHaveLength(2);
    const two = okBody(await server.client.splitSlice(mail.id, { at: ['-15m', '-30m'] }));
    expect(two.slices.map(({ end }) => end)).toEqual([null, textOf(1.75), textOf(1.5)]);
    const late = await server.client.splitSlice(coding.id, { at: textOf(3) });
    expect(refusedCode(late)).toEqual([422, 'at_in_future']);
  });

  it('join under the same key once', async () => {
    const { coding, mail } = await twoSlices();
    const body = { sliceIds: [coding.id, mail.id], category: 'Mail' };
    const first = okBody(await server.client.joinSlices(body, `join-${day}`));
    expect(first.deletedSliceIds).toEqual([coding.id]);
    expect(okBody(await server.client.joinSlices(body, `join-${day}`))).toEqual(first);
  });

  it('fill between instants, and say what is missing', async () => {
    await twoSlices();
    const range = { startDate: textOf(-1), endDate: textOf(5) };
    const filled = await server.client.fill({ dimension: 'SEGMENT', ...range, category: 'Break' });
    expect(okBody(filled).slices).toMatchObject([{ category: 'Break', end: textOf(2) }]);
    const without = await server.client.fill({ dimension: 'SEGMENT', ...range });
    expect(refusedCode(without)).toEqual([400, 'bad_request']);
  });

  it('resume without a body', async () => {
    const { client, clock } = server;
    okBody(await client.start({ dimension: 'PRIMARY', category: 'Coding' }));
    clock.now += hour;
    okBody(await client.stop({ dimension: 'PRIMARY' }));
    const resumed = await client.resume();
    expect(resumed).toMatchObject({ status: 201, body: { category: 'Coding', end: null } });
    expect(await client.resume({ sliceId: okBody(resumed).id })).toMatchObject({ status: 200 });
  });

  it('undo an automation by its name, which goes with an instant', async () => {
    const { client } = server;
    const none = await client.undo({ cause: 'focus', since: textOf(0) });
    expect(refusedCode(none)).toEqual([404, 'nothing_to_undo']);
    expect(refusedCode(await client.undo({ cause: 'focus' }))).toEqual([400, 'bad_request']);
  });
});

describe('a preview', () => {
  it('is asked for in the query or in the body, and writes nothing', async () => {
    const { coding, mail } = await twoSlices();
    const { client } = server;
    const before = server.contents();
    const cut = okBody(await client.preview.splitSlice(coding.id, { at: textOf(0.5) }));
    expect(cut.changes).toMatchObject([
      { kind: 'update', before: { id: coding.id, end: textOf(1) }, after: { end: textOf(0.5) } },
      { kind: 'insert', before: null, after: { id: null, category: 'Coding' } },
    ]);
    const gone = okBody(await client.preview.deleteSlice(mail.id));
    expect(gone.changes).toMatchObject([{ kind: 'delete', after: null }]);
    const edited = okBody(await client.preview.editSlice(mail.id, { category: 'Call' }));
    expect(edited.changes).toMatchObject([{ after: { category: 'Call' } }]);
    okBody(await client.preview.joinSlices({ sliceIds: [coding.id, mail.id], category: 'X' }));
    okBody(await client.preview.resume({ sliceId: coding.id }));
    expect(okBody(await client.preview.undo()).changes).toHaveLength(2);
    const reply = await server.request({
      method: 'POST',
      url: '/api/engine/undo',
      payload: { dryRun: true },
    });
    expect(reply.body).toMatchObject({ changes: [{ kind: 'delete' }, { kind: 'update' }] });
    expect(server.contents()).toEqual(before);
  });

  it('refuses what the command would refuse', async () => {
    const { coding } = await twoSlices();
    const { client } = server;
    const outside = await client.preview.splitSlice(coding.id, { at: textOf(1.5) });
    expect(refusedCode(outside)).toEqual([422, 'outside_slice']);
    const unknown = await client.preview.deleteSlice('nobody');
    expect(refusedCode(unknown)).toEqual([404, 'slice_not_found']);
  });
});
