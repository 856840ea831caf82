/** Each endpoint of the engine: what it answers when it does, and when it refuses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const minuteMs = 60_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const reading = { dimension: 'PRIMARY', category: 'Reading' } as const;
const iso = (minutes: number) => new Date(morningAt + minutes * minuteMs).toISOString();
const laterBy = (minutes: number) => {
  server.clock.now += minutes * minuteMs;
};

async function started(body: Parameters<TestServer['client']['start']>[0]) {
  return okBody(await server.client.start(body));
}

describe('POST /api/engine/start', () => {
  it('answers 201 and the new slice', async () => {
    const answer = await server.client.start({ ...coding, linkedTaskId: 'task-1' });
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      ...coding,
      start: iso(0),
      end: null,
      source: 'API',
      isLocked: false,
      linkedTaskId: 'task-1',
      togglEntryId: null,
      note: null,
      createdAt: iso(0),
      updatedAt: iso(0),
      trimmed: [],
      also: [],
    });
  });

  it('answers 200 and the running slice when the same runs already', async () => {
    const first = await started(coding);
    laterBy(5);
    const again = await server.client.start({ ...coding, category: ' coding ' });
    expect(again.status).toBe(200);
    expect(okBody(again)).toMatchObject({ id: first.id, start: iso(0), changeId: null });
  });

  it('starts several dimensions at one instant', async () => {
    const { also } = await started({
      ...coding,
      also: [
        { dimension: 'WORK_MODE', category: 'Deep Work' },
        { dimension: 'SOCIAL', category: 'Call' },
      ],
    });
    expect(also.map(({ category, start }) => [category, start])).toEqual([
      ['Deep Work', iso(0)],
      ['Call', iso(0)],
    ]);
  });

  it('tells what a backdated start took from another slice', async () => {
    const first = await started(reading);
    laterBy(60);
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    laterBy(60);
    const { trimmed } = await started({ ...coding, at: iso(30) });
    expect(trimmed).toEqual([
      {
        id: first.id,
        dimension: 'PRIMARY',
        category: 'Reading',
        categoryId: first.categoryId,
        before: { start: iso(0), end: iso(60) },
        after: { start: iso(0), end: iso(30) },
      },
    ]);
  });

  it.each([
    { at: '2026-11-02T08:45:00+0100', start: -15, reason: 'an offset without a colon' },
    { at: '-15m', start: -15, reason: 'a time ago' },
    { at: new Date(morningAt + 30_000).toISOString(), start: 0, reason: 'a phone runs ahead' },
  ])('takes $at ($reason)', async ({ at, start }) => {
    expect((await started({ ...coding, at })).start).toBe(iso(start));
  });

  it.each([
    { at: 'yesterday', refused: [400, 'malformed_at'] },
    { at: '2026-11-02T08:00:00', refused: [400, 'malformed_at'] },
    { at: iso(2), refused: [422, 'at_in_future'] },
    { at: 'last-stop', refused: [422, 'no_last_stop'] },
  ])('refuses at $at', async ({ at, refused }) => {
    expect(refusedCode(await server.client.start({ ...coding, at }))).toEqual(refused);
  });

  it('refuses a dimension that is named twice', async () => {
    const answer = await server.client.start({ ...coding, also: [reading] });
    expect(refusedCode(answer)).toEqual([422, 'duplicate_dimension']);
  });
});

describe('POST /api/engine/stop', () => {
  it('answers 200 and the slice', async () => {
    const { id } = await started(coding);
    laterBy(10);
    const answer = await server.client.stop({ ...coding, category: 'CODING' });
    expect(answer.status).toBe(200);
    expect(okBody(answer)).toMatchObject({ id, end: iso(10) });
  });

  it('answers 404 when nothing runs, or another category', async () => {
    const nothing = await server.client.stop({ dimension: 'PRIMARY' });
    expect(refusedCode(nothing)).toEqual([404, 'nothing_running']);
    await started(reading);
    laterBy(1);
    await started(coding);
    const another = await server.client.stop(reading);
    expect(refusedCode(another)).toEqual([404, 'another_running']);
  });

  it('answers 404 for a category that was never used', async () => {
    await started(coding);
    expect((await server.client.stop(reading)).status).toBe(404);
  });
});

describe('POST /api/engine/toggle', () => {
  it('starts, and says so', async () => {
    const answer = okBody(await server.client.toggle(coding));
    expect(answer).toMatchObject({ action: 'started', say: 'Started Coding.' });
    expect(okBody(await server.client.state()).primary?.id).toBe(answer.slice?.id);
  });

  it.each([
    { minutes: 65, say: 'Stopped Coding after 1 h 5 min.' },
    { minutes: 120, say: 'Stopped Coding after 2 h.' },
    { minutes: 5, say: 'Stopped Coding after 5 min.' },
    { minutes: 0.5, say: 'Stopped Coding after 30 s.' },
  ])('stops after $minutes minutes, and says so', async ({ minutes, say }) => {
    await started(coding);
    laterBy(minutes);
    const answer = okBody(await server.client.toggle(coding));
    expect(answer).toMatchObject({ action: 'stopped', say });
    expect(okBody(await server.client.state()).primary).toBeNull();
  });

  it('switches when another category runs', async () => {
    await started(reading);
    laterBy(1);
    expect(okBody(await server.client.toggle(coding)).action).toBe('started');
    expect(okBody(await server.client.state()).primary?.category).toBe('Coding');
  });
});

describe('GET /api/engine/state', () => {
  it('answers what runs in each dimension, and null elsewhere', async () => {
    const { id } = await started({ ...coding, source: 'NFC', linkedTaskId: 'task-1' });
    expect(okBody(await server.client.state())).toEqual({
      primary: { id, category: 'Coding', start: iso(0), source: 'NFC', linkedTaskId: 'task-1' },
      work_mode: null,
      social: null,
      segment: null,
    });
  });
});

describe('GET /api/engine/slices', () => {
  async function track(...categories: string[]): Promise<void> {
    for (const category of categories) {
      await started({ dimension: 'PRIMARY', category });
      laterBy(10);
    }
  }
  const namesOf = (slices: readonly { category: string }[]) => slices.map((one) => one.category);

  it('answers what overlaps the range, newest first', async () => {
    await track('A', 'B', 'C', 'D');
    const query = { startDate: iso(10), endDate: iso(30) };
    expect(namesOf(okBody(await server.client.slices(query)))).toEqual(['C', 'B']);
  });

  it('reads a civil date as the start of that day in the zone of the settings', async () => {
    server.clock.now = Date.parse('2026-11-01T23:30:00Z');
    await track('After midnight in Berlin');
    const on = (startDate: string, endDate: string) => server.client.slices({ startDate, endDate });
    expect(okBody(await on('2026-11-01', '2026-11-02'))).toEqual([]);
    expect(okBody(await on('2026-11-02', '2026-11-03'))).toHaveLength(1);
  });

  it('reads an offset whose plus sign was not escaped', async () => {
    await track('A');
    const url = '/api/engine/slices?startDate=2026-11-02T09:00:00+0100&endDate=2026-11-03';
    expect((await server.request({ url })).body).toHaveLength(1);
  });

  it('filters by dimension, category and task', async () => {
    await track('A', 'B');
    await started({ dimension: 'SOCIAL', category: 'A', linkedTaskId: 'task-1' });
    const found = async (query: Parameters<TestServer['client']['slices']>[0]) =>
      okBody(await server.client.slices(query)).map((one) => `${one.dimension} ${one.category}`);
    expect(await found({ dimension: 'SOCIAL' })).toEqual(['SOCIAL A']);
    expect(await found({ category: ' a' })).toEqual(['SOCIAL A', 'PRIMARY A']);
    expect(await found({ linkedTaskId: 'task-1' })).toEqual(['SOCIAL A']);
    expect(await found({ category: 'never used' })).toEqual([]);
  });

  it('leads through all pages, once each slice', async () => {
    await track('A', 'B', 'C', 'D', 'E');
    const seen: string[] = [];
    let url: string | undefined = '/api/engine/slices?limit=2&dimension=PRIMARY';
    while (url !== undefined) {
      const { body, headers } = await server.request({ url });
      seen.push(...namesOf(body as { category: string }[]));
      url = /^<(.+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1];
    }
    expect(seen).toEqual(['E', 'D', 'C', 'B', 'A']);
  });

  it('refuses a cursor that is none of ours', async () => {
    const answer = await server.client.slices({ cursor: 'bm90LW91cnM' });
    expect(refusedCode(answer)).toEqual([400, 'bad_request']);
  });

  it('refuses a range that ends before it starts', async () => {
    const answer = await server.client.slices({ startDate: iso(1), endDate: iso(0) });
    expect(refusedCode(answer)).toEqual([400, 'bad_request']);
  });
});

describe('PATCH /api/engine/slices/:id', () => {
  it('changes the fields that were sent, and no other', async () => {
    const { id } = await started(coding);
    laterBy(10);
    const edit = { start: iso(-5), category: 'Reading', note: 'from home', isLocked: true };
    const edited = okBody(await server.client.editSlice(id, edit));
    expect(edited).toMatchObject({ id, ...edit, end: null, trimmed: [] });
  });

  it('reopens a slice that ended', async () => {
    const { id } = await started(coding);
    laterBy(10);
    await server.client.stop(coding);
    okBody(await server.client.editSlice(id, { end: null }));
    expect(okBody(await server.client.state()).primary?.id).toBe(id);
  });

  it('names the slices in the way and the ways out', async () => {
    const first = await started(coding);
    laterBy(10);
    const second = await started(reading);
    laterBy(10);
    await server.client.stop(reading);
    const answer = await server.client.editSlice(first.id, { end: iso(15) });
    expect(refusedCode(answer)).toEqual([422, 'overlap']);
    expect(answer).toMatchObject({
      error: {
        details: {
          slices: [{ id: second.id, start: iso(10), end: iso(20) }],
          waysOut: expect.arrayContaining(['trim']),
        },
      },
    });
    const trimmed = okBody(
      await server.client.editSlice(first.id, { end: iso(15), onOverlap: 'trim' }),
    );
    expect(trimmed.trimmed).toMatchObject([{ id: second.id, after: { start: iso(15) } }]);
  });

  it.each([
    { edit: { end: iso(-1) }, refused: [422, 'ends_before_start'], reason: 'ends too early' },
    { edit: { end: iso(60) }, refused: [422, 'at_in_future'], reason: 'ends in the future' },
    { edit: { category: '  ' }, refused: [400, 'bad_request'], reason: 'no name' },
    { edit: { start: 'noon' }, refused: [400, 'bad_request'], reason: 'no instant' },
  ])('refuses what cannot be ($reason)', async ({ edit, refused }) => {
    const { id } = await started(coding);
    laterBy(10);
    expect(refusedCode(await server.client.editSlice(id, edit))).toEqual(refused);
  });

  it('refuses to change a locked slice, and to reopen beside a running one', async () => {
    const { id } = await started(coding);
    laterBy(10);
    await started(reading);
    const reopened = await server.client.editSlice(id, { end: null });
    expect(refusedCode(reopened)).toEqual([422, 'newer_running']);
    okBody(await server.client.editSlice(id, { isLocked: true }));
    const locked = await server.client.editSlice(id, { note: 'late' });
    expect(refusedCode(locked)).toEqual([422, 'slice_locked']);
  });
});

describe('DELETE /api/engine/slices/:id', () => {
  it('answers 200 and the slice as it was', async () => {
    const { id } = await started(coding);
    const answer = await server.client.deleteSlice(id);
    expect(answer.status).toBe(200);
    expect(okBody(answer)).toMatchObject({ id, category: 'Coding' });
    expect(okBody(await server.client.slices())).toEqual([]);
  });

  it('answers 404 for a slice that is not there', async () => {
    expect(refusedCode(await server.client.deleteSlice('nobody'))).toEqual([
      404,
      'slice_not_found',
    ]);
  });
});

describe('POST /api/engine/undo', () => {
  it('undoes the last change by default, and is itself undone', async () => {
    const { id } = await started(coding);
    laterBy(10);
    await server.client.stop(coding);
    const undone = okBody(await server.client.undo());
    expect(undone.slices).toMatchObject([{ id, end: null }]);
    const redone = okBody(await server.client.undo({ changeId: undone.changeId }));
    expect(redone.slices).toMatchObject([{ id, end: iso(10) }]);
  });

  it('names the slices that are gone', async () => {
    const { id, changeId } = await started(coding);
    const undone = okBody(await server.client.undo(changeId === null ? {} : { changeId }));
    expect(undone).toMatchObject({ slices: [], deletedSliceIds: [id] });
  });

  it('refuses when nothing was changed, or there is no such change', async () => {
    expect(refusedCode(await server.client.undo())).toEqual([404, 'nothing_to_undo']);
    const unknown = await server.client.undo({ changeId: 'nobody' });
    expect(refusedCode(unknown)).toEqual([404, 'change_not_found']);
  });

  it('refuses when later changes depend on it', async () => {
    const { changeId } = await started(coding);
    laterBy(10);
    await server.client.stop(coding);
    const answer = await server.client.undo({ changeId: changeId ?? '' });
    expect(refusedCode(answer)).toEqual([409, 'undo_conflict']);
  });
});

describe('GET /api/engine/summary', () => {
  it('clips to the range and counts what runs up to now', async () => {
    const { categoryId } = await started(coding);
    laterBy(90);
    await started({ dimension: 'WORK_MODE', category: 'Deep Work' });
    laterBy(30);
    const summary = okBody(await server.client.summary({ startDate: iso(60), endDate: iso(600) }));
    expect(summary).toMatchObject({
      startDate: iso(60),
      endDate: iso(600),
      totals: { PRIMARY: 3600, WORK_MODE: 1800, SOCIAL: 0, SEGMENT: 0 },
    });
    expect(summary.categories[0]).toEqual({
      dimension: 'PRIMARY',
      category: 'Coding',
      categoryId,
      seconds: 3600,
    });
  });

  it('begins its days where the settings say', async () => {
    await server.close();
    server = await startTestServer({ COMPASS_DAY_START: '04:00', COMPASS_TIMEZONE: 'Asia/Tokyo' });
    const range = { startDate: '2026-11-02', endDate: '2026-11-03' };
    expect(okBody(await server.client.summary(range))).toMatchObject({
      startDate: '2026-11-01T19:00:00.000Z',
      endDate: '2026-11-02T19:00:00.000Z',
    });
  });
});
