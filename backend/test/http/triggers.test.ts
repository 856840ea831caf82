/** Triggers through their door and their file, and the signed URLs of their tags. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const minuteMs = 60_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const desk = { name: 'Desk', kind: 'NFC', tap: { do: 'toggle', ...coding } } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;
const focus = {
  name: 'Work Focus',
  kind: 'FOCUS' as const,
  on: { do: 'start' as const, ...coding, also: [deepWork] },
};

const running = async () => {
  const { primary, work_mode } = okBody(await server.client.state());
  return [primary?.category, work_mode?.category];
};

describe('a trigger', () => {
  it('starts all it should by one request, names itself, and ends it again', async () => {
    okBody(await server.client.createTrigger(focus));
    const on = okBody(await server.client.fireTrigger('work focus', { state: 'on' }));
    expect(on).toMatchObject({ action: 'started', say: 'Started Coding.' });
    expect(on.slice?.source).toBe('FOCUS');
    expect(await running()).toEqual(['Coding', 'Deep Work']);
    server.clock.now += 20 * minuteMs;
    const off = okBody(await server.client.fireTrigger('Work Focus', { state: 'off' }));
    expect(off).toMatchObject({ action: 'stopped', say: 'Stopped Coding after 20 min.' });
    expect(await running()).toEqual([undefined, undefined]);
    okBody(await server.client.undo());
    expect(await running()).toEqual(['Coding', 'Deep Work']);
    const why = okBody(await server.client.why(on.slice?.id ?? ''));
    expect(why.began.cause).toBe('trigger:Work Focus');
  });

  it('is fired by an address alone', async () => {
    okBody(await server.client.createTrigger(focus));
    const url = '/api/triggers/Work%20Focus?state=on';
    const headers = { accept: 'text/plain' };
    const fired = await server.request({ method: 'POST', url, headers });
    expect(fired.body).toBe('Started Coding.');
  });

  it('does once what comes under one key', async () => {
    okBody(await server.client.createTrigger(desk));
    const first = okBody(await server.client.fireTrigger('Desk', {}, 'k'));
    server.clock.now += minuteMs;
    expect(okBody(await server.client.fireTrigger('Desk', {}, 'k'))).toEqual(first);
    expect(server.contents().change).toHaveLength(1);
  });

  it('that was patched keeps what was not sent, and what it began', async () => {
    okBody(await server.client.createTrigger(focus));
    okBody(await server.client.fireTrigger('Work Focus', { state: 'on' }));
    const patch = { name: 'Deep Focus', hysteresisSeconds: 30 };
    const patched = okBody(await server.client.editTrigger('Work Focus', patch));
    expect(patched).toMatchObject({ ...patch, kind: 'FOCUS', on: focus.on, doubleFireSeconds: 3 });
    server.clock.now += minuteMs;
    okBody(await server.client.fireTrigger('Deep Focus', { state: 'off' }));
    expect(await running()).toEqual([undefined, undefined]);
  });

  it('is listed, and gone once it is deleted', async () => {
    okBody(await server.client.createTrigger(desk));
    okBody(await server.client.createTrigger(focus));
    const names = okBody(await server.client.triggers()).map(({ name, origin }) => [name, origin]);
    expect(names).toEqual([
      ['Desk', 'api'],
      ['Work Focus', 'api'],
    ]);
    okBody(await server.client.deleteTrigger('desk'));
    const fired = await server.client.fireTrigger('Desk', {});
    expect(refusedCode(fired)).toEqual([404, 'trigger_not_found']);
  });

  it.each([
    { body: desk, code: [409, 'trigger_name_taken'], reason: 'the name is taken' },
    { body: { name: 'A', kind: 'NFC' }, code: [400, 'bad_request'], reason: 'it does nothing' },
    {
      body: { ...desk, name: 'B', tap: { do: 'fly' } },
      code: [400, 'bad_request'],
      reason: 'no such verb',
    },
  ])('is refused where $reason', async ({ body, code }) => {
    okBody(await server.client.createTrigger(desk));
    const answer = await server.request({ method: 'POST', url: '/api/triggers', payload: body });
    const { error } = answer.body as { error: { code: string } };
    expect([answer.status, error.code]).toEqual(code);
  });

  it('refuses a state it has nothing to do for', async () => {
    okBody(await server.client.createTrigger(desk));
    const answer = await server.client.fireTrigger('Desk', { state: 'on' });
    expect(refusedCode(answer)).toEqual([422, 'state_without_action']);
  });
});

describe('a trigger that is paused', () => {
  const pause = (isPaused: boolean) => server.client.editTrigger('Work Focus', { isPaused });

  it('begins nothing and says so, until it is on again', async () => {
    okBody(await server.client.createTrigger(focus));
    expect(okBody(await pause(true))).toMatchObject({ isPaused: true, on: focus.on });
    const told = okBody(await server.client.fireTrigger('Work Focus', { state: 'on' }));
    expect(told).toMatchObject({ action: 'held', slice: null });
    expect(told.say).toBe('Held back. The trigger Work Focus is paused.');
    expect(await running()).toEqual([undefined, undefined]);
    okBody(await pause(false));
    const again = okBody(await server.client.fireTrigger('Work Focus', { state: 'on' }));
    expect(again.action).toBe('started');
  });

  it('going off ends what it began before, and does nothing in place of it', async () => {
    const off = { do: 'start', dimension: 'PRIMARY', category: 'Break' } as const;
    okBody(await server.client.createTrigger({ ...focus, off }));
    okBody(await server.client.fireTrigger('Work Focus', { state: 'on' }));
    okBody(await pause(true));
    server.clock.now += minuteMs;
    okBody(await server.client.fireTrigger('Work Focus', { state: 'off' }));
    expect(await running()).toEqual([undefined, undefined]);
  });
});

describe('the file of triggers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compass-triggers-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function fileWith(text: string): string {
    const path = join(folder, 'triggers.json');
    writeFileSync(path, text);
    return path;
  }

  it('wins over the API, and is changed in the file alone', async () => {
    await server.close();
    const path = fileWith(JSON.stringify([{ ...desk, isInstant: true }]));
    server = await startTestServer({ TRIGGERS_FILE: path });
    const [listed] = okBody(await server.client.triggers());
    expect(listed).toMatchObject({ name: 'Desk', origin: 'file', isInstant: true });
    const patched = await server.client.editTrigger('Desk', { isInstant: false });
    expect(refusedCode(patched)).toEqual([409, 'trigger_in_file']);
    expect(refusedCode(await server.client.deleteTrigger('Desk'))[1]).toBe('trigger_in_file');
    expect(okBody(await server.client.fireTrigger('Desk', {})).action).toBe('started');
  });

  it('says nothing of a pause', async () => {
    await server.close();
    server = await startTestServer({ TRIGGERS_FILE: fileWith(JSON.stringify([desk])) });
    const both = await server.client.editTrigger('Desk', { isPaused: true, isInstant: true });
    expect(refusedCode(both)).toEqual([409, 'trigger_in_file']);
    okBody(await server.client.editTrigger('Desk', { isPaused: true }));
    expect(okBody(await server.client.fireTrigger('Desk', {})).action).toBe('held');
  });

  it.each([
    { text: '[', line: /is not JSON/, reason: 'no JSON' },
    {
      text: JSON.stringify([desk, { ...focus, kind: 'MOON' }]),
      line: /: trigger 2, kind: /,
      reason: 'a kind there is not',
    },
    { text: JSON.stringify([desk, desk]), line: /two triggers are named Desk/, reason: 'a twin' },
    { text: '{}', line: /: the whole: /, reason: 'no list' },
  ])('that is wrong ends the start with one line: $reason', async ({ text, line }) => {
    const started = startTestServer({ TRIGGERS_FILE: fileWith(text) });
    await expect(started).rejects.toThrow(line);
  });

  it('that is not there ends the start with one line', async () => {
    const started = startTestServer({ TRIGGERS_FILE: join(folder, 'none.json') });
    await expect(started).rejects.toThrow(/TRIGGERS_FILE cannot be read/);
  });
});

describe('a signed tap URL', () => {
  async function tagOf(fields: object = {}): Promise<string> {
    okBody(await server.client.createTrigger({ ...desk, ...fields }));
    return new URL(okBody(await server.client.tag('Desk')).url).pathname;
  }
  const get = (url: string, headers = {}) => server.app.inject({ url, headers });
  const tap = (url: string, headers = {}) => server.app.inject({ method: 'POST', url, headers });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('shows a page with one button to whoever looks, and nothing starts', async () => {
    const url = await tagOf({ name: 'Desk' });
    const page = await get(url);
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.payload).toContain(
      '<form method="post"><button type="submit">Desk</button></form>',
    );
    expect(page.payload).not.toMatch(/<script|src=|href=|style="/);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(await running()).toEqual([undefined, undefined]);
  });

  it('taps by the button, and says it in words', async () => {
    const url = await tagOf();
    const started = await tap(url, form);
    expect(started.payload).toContain('<p role="status">Started Coding.</p>');
    server.clock.now += 5 * minuteMs;
    const stopped = await tap(url, { accept: 'text/plain' });
    expect(stopped.payload).toBe('Stopped Coding after 5 min.');
  });

  it('counts a tap made in the lift when it was made', async () => {
    const url = await tagOf();
    await tap(`${url}?at=-15m`);
    const [slice] = okBody(await server.client.slices());
    expect(slice?.start).toBe(new Date(server.clock.now - 15 * minuteMs).toISOString());
  });

  it.each([
    { headers: {}, isTapped: true, reason: 'a hand' },
    { headers: { 'sec-purpose': 'prefetch;prerender' }, isTapped: false, reason: 'Chrome ahead' },
    { headers: { 'x-purpose': 'preview' }, isTapped: false, reason: 'a preview of Safari' },
    { headers: { purpose: 'prefetch' }, isTapped: false, reason: 'an older browser ahead' },
  ])('that is instant taps at once for $reason: $isTapped', async ({ headers, isTapped }) => {
    const url = await tagOf({ isInstant: true });
    await get(url, headers);
    expect((await running())[0]).toBe(isTapped ? 'Coding' : undefined);
  });

  it('that is instant does not tap again when a browser loads its page again', async () => {
    const url = await tagOf({ isInstant: true });
    const first = await get(url, { 'sec-fetch-mode': 'navigate' });
    expect([first.statusCode, first.headers.location]).toEqual([303, '?done']);
    server.clock.now += minuteMs;
    const again = await get(`${url}?done`, { 'sec-fetch-mode': 'navigate' });
    expect(again.payload).toContain('<p role="status">Started Coding.</p>');
    expect((await running())[0]).toBe('Coding');
  });

  it('that is paused says so, and taps nothing', async () => {
    const url = await tagOf({ isInstant: true });
    okBody(await server.client.editTrigger('Desk', { isPaused: true }));
    const opened = await get(url, { 'sec-fetch-mode': 'navigate' });
    const shown = await get(`${url}${opened.headers.location}`);
    expect(shown.body).toContain('The trigger Desk is paused.');
    expect(await running()).toEqual([undefined, undefined]);
  });

  it('taps once under one key', async () => {
    const url = await tagOf();
    const headers = { 'idempotency-key': 'k', accept: 'text/plain' };
    const first = await tap(url, headers);
    server.clock.now += minuteMs;
    expect((await tap(url, headers)).payload).toBe(first.payload);
    expect((await running())[0]).toBe('Coding');
  });

  it('never taps for a HEAD', async () => {
    const url = await tagOf({ isInstant: true });
    expect((await server.app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
    expect(await running()).toEqual([undefined, undefined]);
  });

  it('opens nothing once it is renewed, forged, or its trigger is gone', async () => {
    const url = await tagOf();
    const renewed = okBody(await server.client.renewTag('Desk'));
    expect(renewed.version).toBe(2);
    const [id, , signature] = url.slice(3).split('.');
    const fresh = new URL(renewed.url).pathname;
    const forged = [url, `/t/${id}.2.${signature}`, `${fresh}x`, `/t/${id}.2`, '/t/nothing'];
    for (const path of forged) {
      expect((await tap(path)).statusCode).toBe(404);
      expect((await get(path, { accept: 'text/plain' })).payload).toBe(
        'This tag opens nothing any more, so write a new address on it.',
      );
    }
    expect((await tap(fresh)).statusCode).toBe(200);
    okBody(await server.client.deleteTrigger('Desk'));
    expect((await tap(fresh)).statusCode).toBe(404);
  });

  it('is an address of PUBLIC_URL where there is one', async () => {
    await server.close();
    server = await startTestServer({ PUBLIC_URL: 'https://me.example/compass' });
    okBody(await server.client.createTrigger(desk));
    const { url } = okBody(await server.client.tag('Desk'));
    expect(url).toMatch(/^https:\/\/me\.example\/compass\/t\/[\w-]+\.1\.[\w-]{43}$/);
  });

  it('shows the name of its trigger as text', async () => {
    okBody(await server.client.createTrigger({ ...desk, name: '<b>"Me" & you</b>' }));
    const { url } = okBody(await server.client.tag('<b>"Me" & you</b>'));
    const page = await get(new URL(url).pathname);
    expect(page.payload).toContain('&lt;b&gt;&quot;Me&quot; &amp; you&lt;/b&gt;');
    expect(page.payload).not.toContain('<b>');
  });

  it('is tapped no faster than a hand can', async () => {
    const url = await tagOf();
    const answers = [];
    for (let count = 0; count < 31; count += 1) answers.push(await tap(url));
    expect(answers.map(({ statusCode }) => statusCode).filter((one) => one === 200)).toHaveLength(
      30,
    );
    expect(answers.at(-1)?.statusCode).toBe(429);
  });
});
