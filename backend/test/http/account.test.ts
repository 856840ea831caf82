/** Where days begin: by the settings, or by choice at run time, and what is counted by them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const berlin = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
const edit = (body: Parameters<TestServer['client']['editAccount']>[0]) =>
  server.client.editAccount(body);

describe('PATCH /api/account', () => {
  it('chooses what holds, and null goes back to the settings', async () => {
    expect(okBody(await server.client.account())).toEqual({ ...berlin, defaults: berlin });
    const moved = okBody(await edit({ timeZone: 'Asia/Tokyo', dayStartMinutes: 240 }));
    expect(moved).toEqual({ timeZone: 'Asia/Tokyo', dayStartMinutes: 240, defaults: berlin });
    const half = okBody(await edit({ timeZone: null }));
    expect(half).toEqual({ timeZone: 'Europe/Berlin', dayStartMinutes: 240, defaults: berlin });
    expect(okBody(await server.client.account())).toEqual(half);
  });

  it.each([
    { body: { timeZone: 'Mars/Base' }, reason: 'a zone there is not' },
    { body: { dayStartMinutes: 1440 }, reason: 'a minute no day has' },
    { body: { dayStartMinutes: 1.5 }, reason: 'half a minute' },
    { body: { name: 'me' }, reason: 'a field there is not' },
  ])('refuses $reason', async ({ body }) => {
    expect(refusedCode(await edit(body))).toEqual([400, 'bad_request']);
    expect(okBody(await server.client.account())).toEqual({ ...berlin, defaults: berlin });
  });

  it('outlives a restart with other settings, and what was not chosen follows those', async () => {
    okBody(await edit({ timeZone: 'Asia/Tokyo' }));
    const { folder, clock } = server;
    await server.stop();
    const settings = { COMPASS_TIMEZONE: 'America/New_York', COMPASS_DAY_START: '04:00' };
    server = await startTestServer(settings, { folder, clock });
    expect(okBody(await server.client.account())).toEqual({
      timeZone: 'Asia/Tokyo',
      dayStartMinutes: 240,
      defaults: { timeZone: 'America/New_York', dayStartMinutes: 240 },
    });
  });
});

/** Sunday 23:00 to Monday 01:00 in Berlin. */
const lateAt = Date.UTC(2026, 10, 1, 22);
const hourMs = 3_600_000;

describe('days that were counted', () => {
  beforeEach(async () => {
    server.clock.now = lateAt;
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Coding' }));
    server.clock.now = lateAt + 2 * hourMs;
    okBody(await server.client.stop({ dimension: 'PRIMARY' }));
    // Both days are over, so they are kept once they were counted.
    server.clock.now = lateAt + 72 * hourMs;
  });

  const secondsByDay = async () => {
    const asked = { from: '2026-10-31', to: '2026-11-03', by: 'day' } as const;
    const { periods } = okBody(await server.client.metrics(asked));
    return periods.map((period) => `${period.from}: ${period.totals.PRIMARY}`);
  };
  const inBerlin = ['2026-10-31: 0', '2026-11-01: 3600', '2026-11-02: 3600', '2026-11-03: 0'];
  const onSunday = ['2026-10-31: 0', '2026-11-01: 7200', '2026-11-02: 0', '2026-11-03: 0'];
  const onMonday = ['2026-10-31: 0', '2026-11-01: 0', '2026-11-02: 7200', '2026-11-03: 0'];

  it('are counted anew by the days that hold now, there and back', async () => {
    expect(await secondsByDay()).toEqual(inBerlin);
    expect(await secondsByDay()).toEqual(inBerlin);
    okBody(await edit({ timeZone: 'America/New_York' }));
    expect(await secondsByDay()).toEqual(onSunday);
    okBody(await edit({ timeZone: 'Asia/Tokyo' }));
    expect(await secondsByDay()).toEqual(onMonday);
    okBody(await edit({ timeZone: null, dayStartMinutes: 240 }));
    expect(await secondsByDay()).toEqual(onSunday);
    okBody(await edit({ dayStartMinutes: null }));
    expect(await secondsByDay()).toEqual(inBerlin);
  });

  it('and dates in questions mean those days too', async () => {
    const day = { startDate: '2026-11-02', endDate: '2026-11-03' };
    expect(okBody(await server.client.summary(day)).totals.PRIMARY).toBe(3600);
    okBody(await edit({ timeZone: 'Asia/Tokyo' }));
    expect(okBody(await server.client.summary(day)).totals.PRIMARY).toBe(7200);
    expect(okBody(await server.client.slices(day))).toHaveLength(1);
    okBody(await edit({ timeZone: 'America/New_York' }));
    expect(okBody(await server.client.summary(day)).totals.PRIMARY).toBe(0);
    expect(okBody(await server.client.slices(day))).toHaveLength(0);
  });
});
