/** Slices as files through the door: out in three formats, and in from other programs. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const threeWeeks = readFileSync('demo/workloads/toggl-entries-3weeks.csv', 'utf8');
const hour = 3_600_000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ IMPORT_FILE_MEGABYTES: '1' });
});
afterEach(() => server.close());

async function send(file: string | Buffer, query: string, to = server) {
  const reply = await to.request({
    method: 'POST',
    url: `/api/files/import?${query}`,
    headers: { 'content-type': 'text/plain' },
    payload: file,
  });
  return reply;
}

type ImportQuery = Parameters<TestServer['client']['importSlices']>[0];
type ExportQuery = Parameters<TestServer['client']['exportSlices']>[0];

const imported = async (file: string, query: ImportQuery, to = server) =>
  okBody(await to.client.importSlices(query, file));

const exported = async (query: ExportQuery) => okBody(await server.client.exportSlices(query));

async function history(of = server) {
  const slices = okBody(await of.client.slices({ limit: '1000' }));
  return slices.map(({ dimension, category, start, end, note, source, isLocked }) => ({
    ...{ dimension, category, start, end, note, source, isLocked },
  }));
}

/** Coding 08:00-09:00 with a note that looks like a formula, Mail 09:00-…, Deep Work beside. */
async function track() {
  const { client, clock } = server;
  const coding = okBody(await client.start({ dimension: 'PRIMARY', category: 'Coding, "C"' }));
  await client.start({ dimension: 'WORK_MODE', category: 'Deep Work' });
  await client.editSlice(coding.id, { note: '=1+1\nand; more', isLocked: false });
  clock.now += hour;
  await client.start({ dimension: 'PRIMARY', category: 'Mail' });
  await client.stop({ dimension: 'WORK_MODE' });
  clock.now += hour;
}

describe('the recorded weeks of a person', () => {
  it('come in once: the second time nothing changes', async () => {
    const first = await imported(threeWeeks, { format: 'toggl-csv' });
    expect(first).toMatchObject({ inserted: 48, cut: 5, skipped: 0, present: 0 });
    const before = server.contents();
    const again = await imported(threeWeeks, { format: 'toggl-csv' });
    expect(again).toMatchObject({ inserted: 0, cut: 0, changeId: null });
    expect(server.contents()).toEqual(before);
  });

  it('are told by a dry run as they come, and nothing is written', async () => {
    const before = server.contents();
    const dry = await imported(threeWeeks, { format: 'toggl-csv', dryRun: 'true' });
    expect(server.contents()).toEqual(before);
    const wet = await imported(threeWeeks, { format: 'toggl-csv' });
    expect(dry).toEqual({ ...wet, dryRun: true, changeId: null, groupId: null });
  });

  it('are slices of source IMPORT in one group of changes', async () => {
    const { groupId } = await imported(threeWeeks, { format: 'toggl-csv' });
    const slices = await history();
    expect(new Set(slices.map(({ source }) => source))).toEqual(new Set(['IMPORT']));
    expect(slices.at(-1)).toMatchObject({
      category: 'Project A',
      note: 'admin',
      start: '2021-04-06T07:03:49.000Z',
    });
    const { change } = server.contents();
    expect(change).toMatchObject([{ group_id: groupId, command: 'import' }]);
  });
});

describe('under an Idempotency-Key', () => {
  const header = 'Project,Description,Start date,Start time,End date,End time,Duration';
  const day = (date: string) =>
    Array.from({ length: 240 }, (_, i) => {
      const minute = String(i % 60).padStart(2, '0');
      const hour = String(Math.floor(i / 60)).padStart(2, '0');
      return `Reading,,${date},${hour}:${minute}:00,${date},${hour}:${minute}:30,0:00:30`;
    });
  const file = [header, ...day('2026-10-01')].join('\n');
  const send = (text = file, query: Partial<ImportQuery> = {}) =>
    server.client.importSlices({ format: 'toggl-csv', ...query }, text, 'key-1');

  it('a file is taken in once, and answered as the first time, also after an undo', async () => {
    const first = okBody(await send());
    expect(first).toMatchObject({ inserted: 240, present: 0 });
    okBody(await server.client.undo({ changeId: first.changeId ?? '' }));
    const before = server.contents();
    expect(okBody(await send())).toEqual(first);
    expect(server.contents()).toEqual(before);
    expect(await history()).toEqual([]);
  });

  it('a file that is sent twice at once is taken in once, and answered alike', async () => {
    const [left, right] = await Promise.all([send(), send()]);
    expect(okBody(left)).toEqual(okBody(right));
    expect(await history()).toHaveLength(240);
  });

  it.each([
    { reason: 'another file', text: `${file}\n${day('2026-10-02')[0]}`, query: {} },
    { reason: 'another choice', text: file, query: { onOverlap: 'skip' as const } },
  ])('$reason is refused, and nothing of it is taken in', async ({ text, query }) => {
    okBody(await send());
    const before = server.contents();
    expect(refusedCode(await send(text, query))).toEqual([422, 'idempotency_mismatch']);
    expect(server.contents()).toEqual(before);
  });

  it('a dry run uses no key up', async () => {
    expect(okBody(await send(file, { dryRun: 'true' }))).toMatchObject({ inserted: 240 });
    expect(okBody(await send())).toMatchObject({ inserted: 240, dryRun: false });
    expect(okBody(await send(file, { dryRun: 'true' }))).toMatchObject({ present: 240 });
  });
});

describe('an import', () => {
  const header = 'Project,Description,Start date,Start time,End date,End time,Duration';
  const row = (text: string) => `${header}\n${text}\n`;

  it('takes what is free of a slice, and leaves the engine its own', async () => {
    await track();
    const text = row(`Reading,,2026-11-02,08:30:00,2026-11-02,09:30:00,1:00:00`);
    expect(await imported(text, { format: 'toggl-csv' })).toMatchObject({
      cut: 1,
      lines: [{ line: 2, kind: 'cut' }],
    });
    expect(await history()).toContainEqual(
      expect.objectContaining({
        category: 'Reading',
        start: '2026-11-02T07:30:00.000Z',
        end: '2026-11-02T08:00:00.000Z',
      }),
    );
  });

  it('skips or replaces when told to', async () => {
    await track();
    const text = row(`Reading,,2026-11-02,09:30:00,2026-11-02,10:00:00,0:30:00`);
    const skipping = await imported(text, { format: 'toggl-csv', onOverlap: 'skip' });
    expect(skipping).toMatchObject({ skipped: 1, inserted: 0 });
    const replacing = await imported(text, { format: 'toggl-csv', onOverlap: 'replace' });
    expect(replacing).toMatchObject({ inserted: 1 });
    const primary = (await history()).filter(({ dimension }) => dimension === 'PRIMARY');
    expect(primary.map(({ category }) => category)).toEqual(['Mail', 'Reading', 'Coding, "C"']);
    expect(primary[2]?.end).toBe('2026-11-02T08:30:00.000Z');
  });

  it('tells each broken line with its number and takes the rest', async () => {
    const text = [
      header,
      'Site,Menu,2026-06-08,25:00:00,2026-06-08,10:00:00,',
      'Site,"not ""closed" here,2026-06-08,09:00:00,2026-06-08,09:30:00,',
      'Site,"two\nlines",2026-06-08,09:00:00,2026-06-08,09:30:00,',
      'Site,later,2036-06-08,09:00:00,2036-06-08,09:30:00,',
      'Site,negative,2026-06-08,12:00:00,2026-06-08,11:30:00,',
    ].join('\n');
    const result = await imported(text, { format: 'toggl-csv' });
    expect(result).toMatchObject({ inserted: 1, skipped: 4 });
    expect(result.lines.map(({ line }) => line)).toEqual([2, 3, 6, 7]);
    expect(await history()).toMatchObject([{ category: 'Site', note: 'two\nlines' }]);
  });

  it('reads an hour that came twice by the duration, and tells so', async () => {
    const text = [
      header,
      'Long,,2026-10-25,02:30:00,2026-10-25,02:30:00,1:00:00',
      'Skipped,,2026-03-29,02:30:00,2026-03-29,04:00:00,0:30:00',
    ].join('\n');
    const result = await imported(text, { format: 'toggl-csv', timeZone: 'Europe/Berlin' });
    expect(result.lines.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'read'],
      [3, 'read'],
    ]);
    expect(await history()).toMatchObject([
      { start: '2026-10-25T00:30:00.000Z', end: '2026-10-25T01:30:00.000Z' },
      { start: '2026-03-29T01:30:00.000Z', end: '2026-03-29T02:00:00.000Z' },
    ]);
  });

  it('reads the data files of Timewarrior and what it exports alike', async () => {
    const lines = [
      'inc 20261101T080000Z - 20261101T093000Z # Compass "deep work" # "the parser"',
      'inc 20261101T100000Z - 20261101T103000Z',
      'inc 20261102T060000Z # runs',
      'nonsense',
    ].join('\n');
    const first = await imported(lines, { format: 'timewarrior' });
    expect(first).toMatchObject({ inserted: 2, skipped: 2 });
    expect(first.lines.map(({ line }) => line)).toEqual([3, 4]);
    expect(await history()).toMatchObject([
      { category: '(no description)', end: '2026-11-01T10:30:00.000Z' },
      { category: 'Compass, deep work', note: 'the parser' },
    ]);
    const json =
      '[\n{"id":2,"start":"20261101T080000Z","end":"20261101T093000Z","tags":["Compass",' +
      '"deep work"],"annotation":"the parser"},\n' +
      '{"id":1,"start":"20261101T100000Z","end":"20261101T103000Z","tags":[]}\n]';
    expect(await imported(json, { format: 'timewarrior' })).toMatchObject({
      present: 2,
      inserted: 0,
    });
  });

  it.each([
    { reason: 'another CSV', file: 'a,b\n1,2\n', query: 'format=toggl-csv', status: 400 },
    { reason: 'no JSON', file: 'hello there', query: 'format=json', status: 400 },
    { reason: 'an unknown format', file: 'x', query: 'format=xml', status: 400 },
    { reason: 'an unknown zone', file: 'x', query: 'format=json&timeZone=Moon/Base', status: 400 },
    {
      reason: 'what is not UTF-8',
      file: Buffer.from([0x5b, 0xff, 0x5d]),
      query: 'format=json',
      status: 400,
    },
    {
      reason: 'what is above the limit',
      file: ' '.repeat(1_000_001),
      query: 'format=json',
      status: 413,
    },
  ])('refuses $reason', async ({ file, query, status }) => {
    const before = server.contents();
    expect(await send(file, query)).toMatchObject({ status });
    expect(server.contents()).toEqual(before);
  });

  it('takes more than a body of other routes may hold, in batches', async () => {
    const from = Date.parse('2020-01-01T00:00:00Z');
    const slices = Array.from({ length: 450 }, (_, i) =>
      JSON.stringify({
        dimension: 'SOCIAL',
        category: `Call ${i % 3}`,
        start: new Date(from + i * hour).toISOString(),
        end: new Date(from + i * hour + hour / 2).toISOString(),
        note: 'x'.repeat(2000),
      }),
    ).join('\n');
    expect(await imported(slices, { format: 'json' })).toMatchObject({ inserted: 450, skipped: 0 });
    const { change } = server.contents();
    expect(change).toHaveLength(3);
    expect(await history()).toHaveLength(450);
  });
});

describe('an export', () => {
  let other: TestServer;
  beforeAll(async () => {
    other = await startTestServer();
  });
  afterAll(() => other.close());

  it('as JSON is read back into an empty account as the same history', async () => {
    await track();
    const text = await exported({ format: 'json' });
    expect(JSON.parse(text)).toHaveLength(3);
    other.clock.now = server.clock.now;
    expect(await imported(text, { format: 'json' }, other)).toMatchObject({
      inserted: 2,
      skipped: 1,
    });
    const closed = (await history()).filter(({ end }) => end !== null);
    expect(await history(other)).toEqual(closed.map((slice) => ({ ...slice, source: 'IMPORT' })));
  });

  it('as CSV has the columns of Toggl, what ended, and no formula', async () => {
    await track();
    const text = await exported({ format: 'csv' });
    expect(text).toBe(
      'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,' +
        'End time,Duration,Tags\r\n' +
        `,,,"Coding, ""C""",,"'=1+1\nand; more",No,2026-11-02,09:00:00,2026-11-02,10:00:00,` +
        '01:00:00,\r\n',
    );
    expect(await imported(text, { format: 'toggl-csv' })).toMatchObject({
      present: 1,
      inserted: 0,
    });
    const tokyo = await exported({ format: 'csv', timeZone: 'Asia/Tokyo' });
    expect(tokyo).toContain('17:00:00');
  });

  it('as ICS is a calendar with an event for each slice that ended', async () => {
    await track();
    const text = await exported({ format: 'ics' });
    const [first, second] = JSON.parse(await exported({ format: 'json' })) as { id: string }[];
    expect(text.split('\r\n')).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Compass//Time Engine//EN'],
      ...eventOf(first?.id, 'Coding\\, "C"', 'PRIMARY', ['DESCRIPTION:=1+1\\nand\\; more']),
      ...eventOf(second?.id, 'Deep Work', 'WORK_MODE', []),
      ...['END:VCALENDAR', ''],
    ]);
  });

  function eventOf(id: string | undefined, summary: string, category: string, note: string[]) {
    return [
      ...['BEGIN:VEVENT', `UID:${id}@compass`, expect.stringMatching(/^DTSTAMP:2026\d{4}T\d{6}Z$/)],
      ...['DTSTART:20261102T080000Z', 'DTEND:20261102T090000Z', `SUMMARY:${summary}`],
      ...note,
      ...[`CATEGORIES:${category}`, 'TRANSP:TRANSPARENT', 'END:VEVENT'],
    ];
  }

  it('folds long lines of a calendar between characters', async () => {
    await track();
    const { client } = server;
    await client.start({ dimension: 'SOCIAL', category: 'ü'.repeat(100) });
    server.clock.now += hour;
    await client.stop({ dimension: 'SOCIAL' });
    const text = await exported({ format: 'ics', dimension: 'SOCIAL' });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'ü'.repeat(100)}\r\n`);
  });

  it.each([
    { format: 'csv', empty: /^User,.*Tags\r\n$/ },
    { format: 'json', empty: /^\[\s*\]\s*$/ },
    { format: 'ics', empty: /^BEGIN:VCALENDAR\r\n.*END:VCALENDAR\r\n$/s },
  ] as const)('of nothing is an empty $format', async ({ format, empty }) => {
    const range = { startDate: '2020-01-01', endDate: '2020-02-01' };
    expect(await exported({ format, ...range })).toMatch(empty);
  });

  it.each([
    { format: 'csv', type: 'text/csv; charset=utf-8' },
    { format: 'json', type: 'application/json; charset=utf-8' },
    { format: 'ics', type: 'text/calendar; charset=utf-8' },
  ])('as $format says what it is and what it is called', async ({ format, type }) => {
    const url = `/api/files/export?format=${format}`;
    const { headers } = await server.request({ method: 'GET', url });
    expect(headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="compass.${format}"`,
    });
  });

  it('asks for a secret, and for a format', async () => {
    const stranger = await server.app.inject({ url: '/api/files/export?format=csv' });
    expect(stranger.statusCode).toBe(401);
    const formless = await server.request({ method: 'GET', url: '/api/files/export' });
    expect(formless.status).toBe(400);
  });
});
