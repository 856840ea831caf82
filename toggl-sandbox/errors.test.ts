/** Toggl's refusals, word for word. */
import { describe, expect, it } from 'vitest';
import { benchReply, benchSecond, isoSecond, setUpBench } from './test/bench.ts';

const entries = '/workspaces/{w}/time_entries';
const reports = '/reports/api/v3/workspace/{w}/search/time_entries';
const valid = {
  created_with: 'bench',
  workspace_id: 7_000_001,
  start: isoSecond(benchSecond),
  duration: -1,
};

type Refusal = Readonly<{
  reason: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  status: number;
  text: string | RegExp;
}>;

const refusals: readonly Refusal[] = [
  {
    reason: 'an entry without workspace',
    method: 'POST',
    path: entries,
    body: { ...valid, workspace_id: undefined },
    status: 400,
    text: 'wid is required for time entry creation',
  },
  {
    reason: 'a workspace id in quotes',
    method: 'POST',
    path: entries,
    body: { ...valid, workspace_id: '7000001' },
    status: 400,
    text: /^Unexpected "workspace_id" type string, offset=\d+$/,
  },
  {
    reason: 'an entry without created_with',
    method: 'POST',
    path: entries,
    body: { ...valid, created_with: '' },
    status: 400,
    text: 'created_with needs to be provided an a valid string',
  },
  {
    reason: 'an unknown project',
    method: 'POST',
    path: entries,
    body: { ...valid, project_id: 5 },
    status: 400,
    text: 'User cannot access the selected project',
  },
  {
    reason: 'an unknown task',
    method: 'POST',
    path: entries,
    body: { ...valid, task_id: 5 },
    status: 400,
    text: 'User cannot access selected task',
  },
  {
    reason: 'a stop before the start',
    method: 'POST',
    path: entries,
    body: { ...valid, duration: undefined, stop: isoSecond(benchSecond - 1) },
    status: 400,
    text: 'Stop time must be after start time',
  },
  {
    reason: 'a start in another age',
    method: 'POST',
    path: entries,
    body: { ...valid, start: '2005-12-31T23:59:59Z' },
    status: 400,
    text: 'Start time year must be between 2006 and 2030',
  },
  {
    reason: 'more than 999 hours',
    method: 'POST',
    path: entries,
    body: { ...valid, duration: 999 * 3600 + 1 },
    status: 400,
    text: 'Max allowed duration per 1 time entry is 999 hours',
  },
  {
    reason: 'a start without seconds',
    method: 'POST',
    path: entries,
    body: { ...valid, start: '2026-06-10T12:00Z' },
    status: 400,
    text: 'Invalid start date',
  },
  {
    reason: 'a billable entry on a free plan',
    method: 'POST',
    path: entries,
    body: { ...valid, billable: true },
    status: 402,
    text: 'Billable is a premium feature',
  },
  {
    reason: 'a list of another kind than JSON objects',
    method: 'POST',
    path: entries,
    body: [],
    status: 400,
    text: 'JSON is not valid',
  },
  {
    reason: 'an edit of an unknown entry',
    method: 'PUT',
    path: `${entries}/5`,
    body: {},
    status: 404,
    text: 'Time entry not found',
  },
  {
    reason: 'a stop without an id',
    method: 'PATCH',
    path: `${entries}/x/stop`,
    status: 400,
    text: 'Invalid or missing time_entry_id',
  },
  {
    reason: 'since and before together',
    method: 'GET',
    path: '/me/time_entries?since=1780000000&before=2026-06-01',
    status: 400,
    text: "'since' and 'before' can not be present simultaneously",
  },
  {
    reason: 'a since that is no number',
    method: 'GET',
    path: '/me/time_entries?since=yesterday',
    status: 400,
    text: 'Since is expected to be an unix timestamp, integer value',
  },
  {
    reason: 'a start_date before the 90 days that lists reach',
    method: 'GET',
    path: '/me/time_entries?start_date=2026-03-11&end_date=2026-06-01',
    status: 400,
    text: 'start_date must not be earlier than 2026-03-12',
  },
  {
    reason: 'an unknown entry by id',
    method: 'GET',
    path: '/me/time_entries/5',
    status: 404,
    text: 'Resource can not be found',
  },
  {
    reason: 'an include_archived that is neither true nor false',
    method: 'GET',
    path: '/me/projects?include_archived=maybe',
    status: 404,
    text: 'Invalid include_archived',
  },
  {
    reason: 'a workspace that is no number',
    method: 'GET',
    path: '/workspaces/x/tags',
    status: 400,
    text: 'Missing or invalid workspace_id',
  },
  {
    reason: 'a project that is no number',
    method: 'GET',
    path: '/workspaces/{w}/projects/x',
    status: 400,
    text: "We're expecting an integer as part of the url for project_id",
  },
  {
    reason: 'an unknown project to delete',
    method: 'DELETE',
    path: '/workspaces/{w}/projects/5',
    status: 404,
    text: 'Resource can not be found',
  },
  {
    reason: 'a tag that is no number',
    method: 'DELETE',
    path: '/workspaces/{w}/tags/x',
    status: 400,
    text: "We're expecting an integer as part of the url for tag_id",
  },
  {
    reason: 'an unknown tag',
    method: 'PUT',
    path: '/workspaces/{w}/tags/5',
    body: { name: 'a' },
    status: 404,
    text: 'Tag was not found',
  },
  {
    reason: 'a report of nothing',
    method: 'POST',
    path: reports,
    body: {},
    status: 400,
    text: 'At least one parameter must be set',
  },
  {
    reason: 'a report of more than a year',
    method: 'POST',
    path: reports,
    body: { start_date: '2025-01-01', end_date: '2026-02-01' },
    status: 400,
    text: 'Maximum allowed date range is 365 days',
  },
  {
    reason: 'a report beyond 2030',
    method: 'POST',
    path: reports,
    body: { start_date: '2029-12-31', end_date: '2030-01-02' },
    status: 400,
    text: 'end_date should be within 2006-01-01 to 2030-01-01',
  },
  {
    reason: 'a report on a foreign workspace',
    method: 'POST',
    path: '/reports/api/v3/workspace/1/search/time_entries',
    body: { start_date: '2026-06-01' },
    status: 403,
    text: 'Workspace not found/accessible',
  },
];

describe('a refusal', () => {
  it.each(refusals)('meets $reason', ({ method, path, body, status, text }) => {
    const { call, sandbox } = setUpBench();
    const reply = call(method, path, body);
    expect(reply.status).toBe(status);
    if (typeof text === 'string') expect(reply.json).toBe(text);
    else expect(reply.json).toMatch(text);
    expect(sandbox.entries()).toEqual([]);
  });

  it('meets a body that is no JSON', () => {
    const { sandbox, request } = setUpBench();
    const reply = benchReply(sandbox.handle({ ...request('POST', entries), body: '{"a":' }));
    expect([reply.status, reply.json]).toEqual([400, 'JSON is not valid']);
  });

  it('meets wrong credentials with 403, and none with 401', () => {
    const { sandbox, request } = setUpBench();
    const authorization = `Basic ${Buffer.from('stale:api_token').toString('base64')}`;
    const wrong = sandbox.handle({ ...request('GET', '/me'), headers: { authorization } });
    const none = sandbox.handle({ ...request('GET', '/me'), headers: {} });
    expect([wrong.status, wrong.body]).toEqual([403, '']);
    expect([none.status, none.body]).toEqual([401, '']);
    expect(none.headers['x-authorization-missing']).toBe('true');
  });

  it('meets a token that was replaced', () => {
    const { sandbox, request } = setUpBench();
    const before = request('GET', '/me');
    sandbox.configure({ token: 'another' });
    expect(sandbox.handle(before).status).toBe(403);
  });
});
