/** What a phone measured, through its door. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** The morning is a Monday, 09:00 in Berlin. */
const date = '2026-11-02';
const url = '/api/engine/health/sync';
const night = { start: '2026-11-01T23:00:00+01:00', end: '2026-11-02T06:30:00+01:00' };
const run = { start: '2026-11-02T07:00:00+0100', end: '2026-11-02T07:40:00+0100', type: 'running' };
const history = async () => okBody(await server.client.slices()).toReversed();

describe('POST /api/engine/health/sync', () => {
  it('answers 201 and what it made', async () => {
    const answer = await server.client.syncHealth({
      date,
      sleepSessions: [{ ...night, quality: 85 }],
      workouts: [{ ...run, calories: 320.4 }],
      activity: { steps: 8200, activeCalories: 410.5, exerciseMinutes: 40, standHours: 9 },
    });
    expect(answer.status).toBe(201);
    expect(okBody(answer)).toMatchObject({
      sleepSlicesCreated: 1,
      workoutSlicesCreated: 1,
      healthMetricUpdated: true,
      trimmed: [],
      kept: [],
      say: 'Recorded 7 h 30 min of sleep, 1 workout and the day’s activity.',
    });
    expect(await history()).toMatchObject([
      {
        category: 'Sleep',
        start: '2026-11-01T22:00:00.000Z',
        end: '2026-11-02T05:30:00.000Z',
        source: 'HEALTH',
        isLocked: true,
        note: 'Quality 85',
      },
      { category: 'Workout', isLocked: false, note: 'Running, 320 kcal' },
    ]);
  });

  it('answers a repetition with nothing made', async () => {
    const body = { date, sleepSessions: [night], activity: { steps: 10 } };
    okBody(await server.client.syncHealth(body));
    expect(okBody(await server.client.syncHealth(body))).toMatchObject({
      sleepSlicesCreated: 0,
      workoutSlicesCreated: 0,
      healthMetricUpdated: false,
      changeIds: [],
      say: 'All of it was known.',
    });
    expect(await history()).toHaveLength(1);
  });

  it('says that a night became longer, and that it was taken back', async () => {
    const early = { ...night, end: '2026-11-02T05:00:00+01:00' };
    okBody(await server.client.syncHealth({ date, sleepSessions: [early] }));
    const longer = okBody(await server.client.syncHealth({ date, sleepSessions: [night] }));
    expect(longer.say).toBe('Recorded 7 h 30 min of sleep.');
    const none = okBody(await server.client.syncHealth({ date, sleepSessions: [] }));
    expect(none.say).toBe('Corrected what was recorded before.');
    expect(await history()).toEqual([]);
  });

  it('answers a repetition under a key as the first time', async () => {
    const body = { date, sleepSessions: [night] };
    const first = okBody(await server.client.syncHealth(body, 'tap'));
    expect(okBody(await server.client.syncHealth(body, 'tap'))).toEqual(first);
  });

  it('tells what gave way, and each change can be undone', async () => {
    const at = '2026-11-01T20:00:00Z';
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Film', at }));
    const synced = okBody(await server.client.syncHealth({ date, sleepSessions: [night] }));
    expect(synced.say).toBe('Recorded 7 h 30 min of sleep. Film gave way.');
    expect(synced.trimmed).toMatchObject([
      { category: 'Film', before: { end: null }, after: { end: '2026-11-01T22:00:00.000Z' } },
    ]);
    expect(okBody(await server.client.state()).primary).toBeNull();
    const [film] = await history();
    const why = okBody(await server.client.why(film?.id ?? ''));
    expect(why.say).toContain('ended by health-sync of owner (health: sleep) at 09:00');
    okBody(await server.client.undo({ changeId: synced.changeIds[0] ?? '' }));
    expect(okBody(await server.client.state()).primary?.category).toBe('Film');
  });

  it('names what kept its time', async () => {
    const film = okBody(
      await server.client.start({ dimension: 'PRIMARY', category: 'Film', at: '-11h' }),
    );
    okBody(await server.client.stop({ dimension: 'PRIMARY', at: '2026-11-01T23:00:00Z' }));
    okBody(await server.client.editSlice(film.id, { isLocked: true }));
    const { kept, say } = okBody(await server.client.syncHealth({ date, sleepSessions: [night] }));
    expect(say).toBe('Recorded 6 h 30 min of sleep. Film kept its time.');
    expect(kept).toEqual([
      {
        kind: 'sleep',
        start: '2026-11-01T22:00:00.000Z',
        end: '2026-11-02T05:30:00.000Z',
        reason: 'locked',
        slices: [
          {
            id: film.id,
            category: 'Film',
            start: '2026-11-01T21:00:00.000Z',
            end: '2026-11-01T23:00:00.000Z',
          },
        ],
      },
    ]);
  });

  it('is one sentence for a phone that may only track', async () => {
    const { secret } = okBody(await server.client.createToken({ name: 'phone', scope: 'track' }));
    const headers = { 'x-api-secret': secret ?? '', accept: 'text/plain' };
    const payload = { date, sleepSessions: [night] };
    const { status, body } = await server.request({ method: 'POST', url, headers, payload });
    expect({ status, body }).toEqual({ status: 201, body: 'Recorded 7 h 30 min of sleep.' });
  });

  it.each([
    { reason: 'nothing told', payload: { date } },
    { reason: 'no date', payload: { sleepSessions: [] } },
    { reason: 'a date that is none', payload: { date: '2026-02-30', sleepSessions: [] } },
    { reason: 'an activity of nothing', payload: { date, activity: {} } },
    { reason: 'steps below zero', payload: { date, activity: { steps: -1 } } },
    { reason: 'a workout of no type', payload: { date, workouts: [night] } },
    {
      reason: 'an instant without an offset',
      payload: { date, sleepSessions: [{ ...night, end: '2026-11-02T06:30:00' }] },
    },
    { reason: 'a field nobody knows', payload: { date, sleepSessions: [{ ...night, rem: 1 }] } },
  ])('refuses $reason with 400', async ({ payload }) => {
    expect((await server.request({ method: 'POST', url, payload })).status).toBe(400);
  });

  it('refuses a night that ends in the future', async () => {
    const sleepSessions = [{ ...night, end: new Date(morningAt + 3_600_000).toISOString() }];
    expect(refusedCode(await server.client.syncHealth({ date, sleepSessions }))).toEqual([
      422,
      'at_in_future',
    ]);
  });
});

describe('the metrics of a day', () => {
  it('show the activity that phones told, summed up over days', async () => {
    const activity = { steps: 8000, standHours: 9 };
    okBody(await server.client.syncHealth({ date: '2026-11-01', activity: { steps: 500 } }));
    okBody(await server.client.syncHealth({ date, activity }));
    okBody(await server.client.syncHealth({ date, activity: { steps: 8200 } }));
    const range = { from: '2026-10-31', to: date } as const;
    const { total, periods } = okBody(await server.client.metrics(range));
    const nothing = { activeCalories: null, exerciseMinutes: null };
    expect(periods.map((day) => day.activity)).toEqual([
      { ...nothing, steps: null, standHours: null },
      { ...nothing, steps: 500, standHours: null },
      { ...nothing, steps: 8200, standHours: 9 },
    ]);
    expect(total.activity).toEqual({ ...nothing, steps: 8700, standHours: 9 });
  });

  it('take a measured night out of the waking time', async () => {
    okBody(await server.client.syncHealth({ date, sleepSessions: [night] }));
    const { total } = okBody(await server.client.metrics({ from: date, to: date }));
    expect(total).toMatchObject({ sleepSeconds: 6.5 * 3600, wakingSeconds: 2.5 * 3600 });
  });
});
