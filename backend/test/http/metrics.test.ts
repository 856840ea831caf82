/** Figures for Prometheus, read with a token as a scraper would. */
import { afterEach, describe, expect, it } from 'vitest';
import { startTogglServer, type TogglServer } from './togglServer.ts';

let toggl: TogglServer;
afterEach(() => toggl.server().close());

async function figures(): Promise<Map<string, number>> {
  const { status, body } = await toggl.server().request({ url: '/metrics' });
  expect(status).toBe(200);
  const lines = String(body)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

describe('GET /metrics', () => {
  it('tells of a Toggl that is not connected, and nothing of a quota nobody knows', async () => {
    toggl = await startTogglServer();
    const told = await figures();
    expect(told.get('compass_toggl_connected')).toBe(0);
    expect([...told.keys()].filter((name) => name.startsWith('compass_toggl_quota'))).toEqual([]);
  });

  it('tells what is left of each bucket once a reply has told, without asking for it', async () => {
    toggl = await startTogglServer();
    await toggl.connect();
    await toggl.start('Coding');
    const asked = toggl.requests().length;
    const told = await figures();
    expect(toggl.requests()).toHaveLength(asked);
    expect(told.get('compass_toggl_connected')).toBe(1);
    expect(told.get('compass_toggl_running_right')).toBe(1);
    expect(told.get('compass_toggl_pending_slices')).toBe(0);
    expect(told.get('compass_toggl_quota_remaining{bucket="organization"}')).toBeLessThan(30);
    expect(told.get('compass_toggl_quota_remaining{bucket="user"}')).toBeLessThan(30);
  });

  it('tells what waits for a Toggl that is away', async () => {
    toggl = await startTogglServer();
    await toggl.connect();
    toggl.wire.isCut = true;
    await toggl.start('Coding');
    const told = await figures();
    expect(told.get('compass_toggl_pending_slices')).toBe(1);
    expect(told.get('compass_toggl_running_right')).toBe(0);
  });

  it('counts requests by their route, not by their address', async () => {
    toggl = await startTogglServer();
    await toggl.server().request({ url: '/api/engine/slices/one/why' });
    await toggl.server().request({ url: '/api/engine/slices/two/why' });
    const route = '/api/engine/slices/:id/why';
    const labels = `method="GET",route="${route}",status="404"`;
    const name = `compass_http_request_duration_seconds_count{${labels}}`;
    expect((await figures()).get(name)).toBe(2);
  });

  it('needs a token that may read', async () => {
    toggl = await startTogglServer();
    const { app } = toggl.server();
    expect((await app.inject({ url: '/metrics' })).statusCode).toBe(401);
  });
});
