/** The hourly buckets, the older rate limit, and what each reply says about them. */
import { describe, expect, it } from 'vitest';
import { setUpBench } from './test/bench.ts';

const hourMs = 3_600_000;

function quotaHeaders(headers: Readonly<Record<string, string>>) {
  return [headers['x-toggl-quota-remaining'], headers['x-toggl-quota-resets-in']];
}

describe('the quota', () => {
  it('opens a window of one hour with the first request', () => {
    const { call, clock } = setUpBench();
    clock.atMs += 5 * hourMs;
    expect(quotaHeaders(call('GET', '/me').headers)).toEqual(['29', '3600']);
    clock.atMs += 250;
    expect(quotaHeaders(call('GET', '/me').headers)).toEqual(['28', '3600']);
    clock.atMs += 9750;
    expect(quotaHeaders(call('GET', '/me').headers)).toEqual(['27', '3590']);
    clock.atMs += hourMs - 10_000;
    expect(quotaHeaders(call('GET', '/me').headers)).toEqual(['29', '3600']);
  });

  it('keeps a bucket and a window for the organization and one for the user', () => {
    const { call, clock, sandbox } = setUpBench();
    call('GET', '/me');
    clock.atMs += 60_000;
    const reply = call('GET', '/workspaces/{w}/tags');
    expect(quotaHeaders(reply.headers)).toEqual(['29', '3600']);
    const { organization, user } = sandbox.quota();
    expect((organization.resetsAt ?? 0) - (user.resetsAt ?? 0)).toBe(60_000);
  });

  it.each([
    ['GET', '/me/time_entries/current', 'user'],
    ['GET', '/me/workspaces', 'user'],
    ['GET', '/nowhere', 'user'],
    ['GET', '/workspaces/{w}/projects', 'organization'],
    ['POST', '/reports/api/v3/workspace/{w}/search/time_entries', 'organization'],
  ] as const)('of %s %s is the %s bucket', (method, path, bucket) => {
    const { call, sandbox } = setUpBench();
    call(method, path, method === 'POST' ? { start_date: '2026-06-01' } : undefined);
    const other = bucket === 'user' ? 'organization' : 'user';
    expect(sandbox.quota()[bucket].remaining).toBe(29);
    expect(sandbox.quota()[other]).toEqual({ total: 30, remaining: 30, resetsAt: null });
  });

  it('counts a refused request too', () => {
    const { call, sandbox } = setUpBench();
    const missing = call('PATCH', '/workspaces/{w}/time_entries/5/stop');
    const wrong = call('POST', '/workspaces/{w}/tags', { name: '' });
    expect([missing.status, wrong.status]).toEqual([404, 400]);
    expect(quotaHeaders(wrong.headers)).toEqual(['28', '3600']);
    expect(sandbox.quota().organization.remaining).toBe(28);
  });

  it('answers 402 when a bucket is empty, changes nothing, and says when to come back', () => {
    const { post, clock, sandbox } = setUpBench({ plan: { organization: 1 } });
    post();
    clock.atMs += 1_762_000;
    const reply = post();
    expect(reply.status).toBe(402);
    expect(reply.json).toBe(
      'You have hit your hourly limit for API calls. Your quota will reset in 1838 seconds.',
    );
    expect(quotaHeaders(reply.headers)).toEqual(['0', '1838']);
    expect(reply.headers['x-service-level']).toBeUndefined();
    expect(sandbox.entries()).toHaveLength(1);
    clock.atMs += 1_838_000;
    expect(post().status).toBe(200);
  });

  it('says nothing on 401 and 403, and is not spent by them', () => {
    const { sandbox, call, request } = setUpBench();
    const stranger = sandbox.handle({ ...request('GET', '/me'), headers: {} });
    const foreign = call('GET', '/workspaces/1/tags');
    expect([stranger.status, foreign.status]).toEqual([401, 403]);
    expect([quotaHeaders(stranger.headers), quotaHeaders(foreign.headers)]).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(sandbox.quota().user.remaining + sandbox.quota().organization.remaining).toBe(60);
  });

  it('can be read, the bucket without organization being the user’s', () => {
    const { call, post } = setUpBench();
    post();
    expect(call('GET', '/me/quota').json).toEqual([
      { organization_id: null, remaining: 29, resets_in_secs: 3600, total: 30 },
      { organization_id: 6_000_001, remaining: 29, resets_in_secs: 3600, total: 30 },
    ]);
  });

  it('keeps a bucket for each further organization', () => {
    const { call, sandbox } = setUpBench();
    const workspaces = [{ id: 7_000_002, name: 'Second', organizationId: 6_000_002 }];
    sandbox.seed({ workspaces });
    sandbox.drain('organization');
    expect(call('GET', '/workspaces/7000001/tags').status).toBe(402);
    const reply = call('GET', '/workspaces/7000002/tags');
    expect(quotaHeaders(reply.headers)).toEqual(['29', '3600']);
    expect(call('GET', '/me/quota').json).toMatchObject([
      { organization_id: null, remaining: 29 },
      { organization_id: 6_000_001, remaining: 0 },
      { organization_id: 6_000_002, remaining: 29 },
    ]);
    const ids = call('GET', '/me/organizations').json.map(({ id }: { id: number }) => id);
    expect(ids).toEqual([6_000_001, 6_000_002]);
  });

  it('is not touched by /status, which needs no credentials', () => {
    const { sandbox, request } = setUpBench();
    const reply = sandbox.handle({ ...request('GET', '/status'), headers: {} });
    expect([reply.status, reply.body]).toEqual([200, '{"status":"OK"}']);
    expect(sandbox.quota().user.remaining).toBe(30);
  });
});

describe('the rate limit', () => {
  it('answers with a page of nginx beyond its burst, and leaks with time', () => {
    const { call, clock } = setUpBench({ rateLimit: { burst: 2, perSecond: 1 } });
    const statuses = () => [1, 2, 3].map(() => call('GET', '/me').status);
    expect(statuses()).toEqual([200, 200, 429]);
    const refused = call('GET', '/me');
    expect(refused.text).toContain('<h1>429 Too Many Requests</h1>');
    expect(refused.headers['content-type']).toBe('text/html');
    expect(quotaHeaders(refused.headers)).toEqual([undefined, undefined]);
    clock.atMs += 1000;
    expect(statuses()).toEqual([200, 429, 429]);
  });
});

describe('the clock', () => {
  it('of Toggl may differ from ours', () => {
    const { call, post, sandbox } = setUpBench({ clockOffsetMs: -7000 });
    const { id } = post({ start: '2026-06-10T11:00:00Z' }).json;
    const { json, headers } = call('PATCH', `/workspaces/{w}/time_entries/${id}/stop`);
    expect(headers.date).toBe('Wed, 10 Jun 2026 11:59:53 GMT');
    expect(json.stop).toBe('2026-06-10T11:59:53Z');
    sandbox.configure({ clockOffsetMs: 0 });
    expect(call('GET', '/me').headers.date).toBe('Wed, 10 Jun 2026 12:00:00 GMT');
  });
});
