import { describe, expect, it } from 'vitest';
import { createSandbox } from './sandbox.ts';
import { writtenSecond } from './wireTime.ts';

/** 2026-11-02T05:00:00Z. */
const startAt = Date.UTC(2026, 10, 2, 5);
const lagMs = 3_000;

describe('reads from a copy that lags behind', () => {
  it('show an entry only once it is so old', () => {
    const toggl = lagging(lagMs);
    toggl.create();
    expect(toggl.shown()).toEqual([]);
    toggl.pass(lagMs - 1);
    expect(toggl.shown()).toEqual([]);
    toggl.pass(1);
    expect(toggl.shown()).toEqual(['first']);
  });

  it('show each change at its own time', () => {
    const toggl = lagging(lagMs);
    const id = toggl.create();
    toggl.pass(2_000);
    toggl.rename(id, 'second');
    toggl.pass(1_000);
    expect(toggl.shown()).toEqual(['first']);
    toggl.pass(2_000);
    expect(toggl.shown()).toEqual(['second']);
  });

  it('let a write see what is there', () => {
    const toggl = lagging(lagMs);
    const id = toggl.create();
    expect(toggl.rename(id, 'second')).toBe(200);
  });

  it('show a change at once where nothing lags', () => {
    const toggl = lagging(0);
    toggl.create();
    expect(toggl.shown()).toEqual(['first']);
  });

  function lagging(readLagMs: number) {
    let nowAt = startAt;
    const sandbox = createSandbox({ now: () => nowAt, random: () => 0.5, readLagMs });
    const { workspaceId } = sandbox.config().account;
    const path = `/api/v9/workspaces/${workspaceId}/time_entries`;
    const send = (method: 'GET' | 'POST' | 'PUT', address: string, body: unknown = null) =>
      sandbox.handle({
        method,
        url: `http://sandbox${address}`,
        headers: { authorization: sandbox.authorization() },
        body: body === null ? null : JSON.stringify(body),
      });
    return {
      pass: (ms: number) => {
        nowAt += ms;
      },
      create: (): number => {
        const start = writtenSecond(startAt / 1000);
        const body = { created_with: 'test', workspace_id: workspaceId, start, duration: 60 };
        return JSON.parse(send('POST', path, { ...body, description: 'first' }).body).id;
      },
      rename: (id: number, description: string) =>
        send('PUT', `${path}/${id}`, { description }).status,
      shown: (): string[] =>
        JSON.parse(send('GET', `/api/v9/me/time_entries?since=${startAt / 1000 - 60}`).body).map(
          ({ description }: { description: string }) => description,
        ),
    };
  }
});
