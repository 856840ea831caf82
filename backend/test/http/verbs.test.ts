/** The one-call verbs through their door: what each does, and the sentence it says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const minuteMs = 60_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const coding = { category: 'Coding' } as const;
const reading = { category: 'Reading' } as const;
const iso = (minutes: number) => new Date(morningAt + minutes * minuteMs).toISOString();
const laterBy = (minutes: number) => {
  server.clock.now += minutes * minuteMs;
};

const running = async () => okBody(await server.client.state()).primary?.category ?? null;

async function run(...categories: string[]): Promise<void> {
  for (const category of categories) {
    okBody(await server.client.start({ dimension: 'PRIMARY', category }));
    laterBy(10);
  }
}

describe('switch', () => {
  it('starts, switches, and leaves the same running', async () => {
    const told = [];
    for (const body of [coding, reading, reading]) {
      told.push(okBody(await server.client.switch(body)));
      laterBy(5);
    }
    expect(told.map(({ action, say }) => [action, say])).toEqual([
      ['started', 'Started Coding.'],
      ['switched', 'Switched to Reading.'],
      ['unchanged', 'Reading runs already.'],
    ]);
    expect(told[2]?.changeId).toBeNull();
  });

  it('starts other dimensions with it', async () => {
    const also = [{ dimension: 'WORK_MODE', category: 'Deep Work' } as const];
    okBody(await server.client.switch({ ...coding, also }));
    expect(okBody(await server.client.state()).work_mode?.category).toBe('Deep Work');
  });
});

describe('start-if-none', () => {
  it('starts where nothing runs, and changes nothing where something does', async () => {
    expect(okBody(await server.client.startIfNone(coding)).action).toBe('started');
    laterBy(5);
    const kept = okBody(await server.client.startIfNone(reading));
    expect(kept).toMatchObject({ action: 'unchanged', say: 'Coding runs already.' });
    expect(await running()).toBe('Coding');
  });

  it('goes by what ran at the tap, not when it arrives', async () => {
    laterBy(30);
    await run('Coding');
    const late = okBody(await server.client.startIfNone({ ...reading, at: iso(5) }));
    expect(late).toMatchObject({ action: 'started', slice: { start: iso(5), end: iso(30) } });
  });
});

describe('stop-if', () => {
  it('stops the category, and nothing else', async () => {
    await run('Reading', 'Coding');
    const other = okBody(await server.client.stopIf(reading));
    expect(other).toEqual({
      action: 'nothing',
      slice: null,
      say: 'Reading does not run, so nothing was stopped.',
      changeId: null,
    });
    const stopped = okBody(await server.client.stopIf(coding));
    expect(stopped).toMatchObject({ action: 'stopped', say: 'Stopped Coding after 10 min.' });
    expect(await running()).toBeNull();
  });

  it('does nothing for a tap from before it ran, or a name that never was', async () => {
    await run('Coding');
    expect(okBody(await server.client.stopIf({ ...coding, at: iso(-5) })).action).toBe('nothing');
    expect(okBody(await server.client.stopIf({ category: 'Chess' })).action).toBe('nothing');
    expect(await running()).toBe('Coding');
  });
});

describe('resume-previous', () => {
  it('goes back and forth', async () => {
    await run('Coding', 'Reading');
    const back = okBody(await server.client.resumePrevious());
    expect(back).toMatchObject({ action: 'resumed', say: 'Back to Coding.' });
    laterBy(10);
    expect(okBody(await server.client.resumePrevious()).say).toBe('Back to Reading.');
  });

  it('starts the last again while nothing runs, with its task', async () => {
    const task = { dimension: 'PRIMARY', ...coding, linkedTaskId: 'task-1' } as const;
    okBody(await server.client.start(task));
    laterBy(10);
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    laterBy(10);
    const { slice } = okBody(await server.client.resumePrevious());
    expect(slice).toMatchObject({ category: 'Coding', linkedTaskId: 'task-1', start: iso(20) });
  });

  it('refuses on the first day', async () => {
    expect(refusedCode(await server.client.resumePrevious())).toEqual([404, 'no_previous']);
  });
});

describe('extend', () => {
  it('moves the last end, up to now at most', async () => {
    await run('Coding');
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    laterBy(20);
    const longer = okBody(await server.client.extend({ minutes: 5 }));
    expect(longer).toMatchObject({ action: 'extended', say: 'Coding now lasts 15 min.' });
    laterBy(1);
    expect(okBody(await server.client.extend({ minutes: 600 })).slice?.end).toBe(iso(31));
    okBody(await server.client.undo());
    const [slice] = okBody(await server.client.slices());
    expect(slice?.end).toBe(iso(15));
  });

  it('leaves what runs as it is, and refuses where nothing has ended', async () => {
    expect(refusedCode(await server.client.extend({ minutes: 5 }))[1]).toBe('nothing_to_extend');
    await run('Coding');
    expect(okBody(await server.client.extend({ minutes: 5 })).say).toBe('Coding runs already.');
  });
});

describe('toggle', () => {
  it('made in the lift counts when it was made, once', async () => {
    laterBy(60);
    const tap = { ...coding, source: 'SHORTCUT', at: iso(20) } as const;
    const first = okBody(await server.client.toggle(tap, 'tap-1'));
    expect(first).toMatchObject({ action: 'started', slice: { start: iso(20), end: null } });
    expect(okBody(await server.client.toggle(tap, 'tap-1'))).toEqual(first);
    laterBy(1);
    expect(okBody(await server.client.toggle(tap))).toEqual(first);
    expect(server.contents().slice).toHaveLength(1);
  });

  it('is one tap where two arrive at once, and the second writes nothing', async () => {
    const tap = { ...coding, source: 'NFC' } as const;
    const answers = await Promise.all([server.client.toggle(tap), server.client.toggle(tap)]);
    expect(okBody(answers[0])).toEqual(okBody(answers[1]));
    expect(server.contents().change).toHaveLength(1);
  });

  it('taken back answers a stop of what is gone again', async () => {
    const tap = { ...coding, source: 'NFC' } as const;
    await run('Reading');
    laterBy(10);
    const { slice } = okBody(await server.client.toggle(tap));
    laterBy(0.1);
    const second = okBody(await server.client.toggle(tap));
    expect(second).toMatchObject({
      action: 'stopped',
      slice: { id: slice?.id, category: 'Coding', start: iso(20), end: iso(20) },
      say: 'Taken back, and Reading runs again.',
    });
    laterBy(0.01);
    expect(okBody(await server.client.toggle(tap))).toEqual(second);
    expect(okBody(await server.client.state()).primary).toMatchObject({ category: 'Reading' });
  });

  it('by a program is done as often as it is called', async () => {
    expect(okBody(await server.client.toggle(coding)).action).toBe('started');
    expect(okBody(await server.client.toggle(coding)).action).toBe('stopped');
  });
});

describe('an address without a body', () => {
  it('carries the fields, also an offset whose plus was not escaped', async () => {
    laterBy(30);
    const url = '/api/engine/toggle?category=Deep%20Reading&at=2026-11-02T09:15:00+0100';
    const { status, body } = await server.request({ method: 'POST', url });
    expect(status).toBe(200);
    expect(body).toMatchObject({ slice: { category: 'Deep Reading', start: iso(15) } });
    const longer = await server.request({ method: 'POST', url: '/api/engine/extend?minutes=5' });
    expect(longer.body).toMatchObject({ action: 'unchanged' });
  });

  it('is covered by an Idempotency-Key as a body is', async () => {
    const headers = { 'idempotency-key': 'k' };
    const url = '/api/engine/switch?category=';
    await server.request({ method: 'POST', url: `${url}Coding`, headers });
    const other = await server.request({ method: 'POST', url: `${url}Reading`, headers });
    expect(other.status).toBe(422);
  });

  it('is refused for what the verb does not know', async () => {
    const url = '/api/engine/stop-if?category=Coding&minutes=5';
    expect((await server.request({ method: 'POST', url })).status).toBe(400);
  });
});

describe('Accept: text/plain', () => {
  const post = (path: string, payload: object = {}) =>
    server.request({
      method: 'POST',
      url: `/api/engine/${path}`,
      headers: { accept: 'text/plain' },
      payload,
    });

  it('takes the sentence alone, of a success', async () => {
    const { body, headers } = await post('toggle', coding);
    expect(body).toBe('Started Coding.');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    laterBy(65);
    const stopped = await post('stop', { dimension: 'PRIMARY' });
    expect(stopped.body).toBe('Stopped Coding after 1 h 5 min.');
    expect((await post('start', { dimension: 'PRIMARY', ...coding })).body).toBe('Started Coding.');
  });

  it.each(['start', 'switch'])('says of a %s before what runs that it is over', async (verb) => {
    await post('start', { dimension: 'PRIMARY', ...coding });
    laterBy(10);
    const before = await post(verb, { dimension: 'PRIMARY', category: 'Reading', at: '-30m' });
    expect(before.body).toBe('Recorded Reading, 20 min, until what began after it.');
    expect(await running()).toBe('Coding');
  });

  it.each([
    {
      path: 'stop',
      payload: { dimension: 'SOCIAL' },
      status: 404,
      sentence: 'Nothing ran at that time, so there is nothing to stop.',
      reason: 'a rule refuses',
    },
    {
      path: 'toggle',
      payload: { ...coding, at: 'noon' },
      status: 400,
      sentence: 'Cannot read at "noon".',
      reason: 'what to do is left to the JSON',
    },
    { path: 'toggle', payload: {}, status: 400, sentence: /^category: .+\.$/, reason: 'a schema' },
    {
      path: 'nowhere',
      payload: {},
      status: 404,
      sentence: 'Nothing is at /api/engine/nowhere.',
      reason: 'no route',
    },
  ])('takes one sentence of a refusal: $reason', async ({ path, payload, status, sentence }) => {
    const answer = await post(path, payload);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
  });

  it('tells a stranger in words', async () => {
    const headers = { accept: 'text/plain', 'x-api-secret': 'wrong' };
    const answer = await server.request({ method: 'POST', url: '/api/engine/toggle', headers });
    expect(answer.body).toBe('That secret is not known here: it was mistyped or revoked.');
  });

  it('leaves JSON where it is wanted, or where nothing is said', async () => {
    const accept = 'application/json, text/plain, */*';
    const url = '/api/engine/toggle';
    const headers = { accept };
    const json = await server.request({ method: 'POST', url, headers, payload: coding });
    expect(json.body).toMatchObject({ action: 'started' });
    const list = { url: '/api/engine/slices', headers: { accept: 'text/plain' } };
    expect((await server.request(list)).body).toMatchObject([{ category: 'Coding' }]);
  });
});

describe('GET /api/engine/slices/:id/why', () => {
  it('tells what began and ended a slice, who, and by which automation', async () => {
    const first = okBody(await server.client.start({ dimension: 'PRIMARY', ...coding }));
    laterBy(10);
    okBody(
      await server.client.createTrigger({
        name: 'Book',
        kind: 'NFC',
        tap: { do: 'switch', ...reading },
      }),
    );
    okBody(await server.client.fireTrigger('Book', {}));
    const why = okBody(await server.client.why(first.id));
    expect(why.began).toMatchObject({ command: 'start', token: 'owner', cause: null, at: iso(0) });
    expect(why.ended).toMatchObject({ command: 'switch', cause: 'trigger:Book', end: iso(10) });
    expect(why.say).toBe(
      'It began by start of owner at 09:00 and ended by switch of owner (trigger:Book) at 09:10.',
    );
    expect(why.changes).toHaveLength(2);
  });

  it('still tells of one that was deleted, and refuses one that never was', async () => {
    const { id } = okBody(await server.client.start({ dimension: 'PRIMARY', ...coding }));
    okBody(await server.client.deleteSlice(id));
    expect(okBody(await server.client.why(id)).ended).toMatchObject({ command: 'delete' });
    expect(refusedCode(await server.client.why('nobody'))).toEqual([404, 'slice_not_found']);
  });
});
