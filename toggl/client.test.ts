/** What each method sends and what it makes of the answer, over a scripted wire. */
import { describe, expect, it } from 'vitest';
import { createTogglClient, type TogglClient } from './client.ts';
import type { Reply } from './outcome.ts';
import type { ReportQuery } from './reportSearch.ts';
import type { Exchange, HttpRequest } from './transport.ts';

const token = '1971800d4d82861d8f2c1651fea4d212';
const startSecond = Date.parse('2026-05-27T18:16:52Z') / 1000;
const wireEntry = {
  id: 9,
  workspace_id: 7,
  user_id: 5,
  project_id: null,
  description: 'Coding',
  tags: ['compass'],
  start: '2026-05-27T18:16:52Z',
  stop: null,
  duration: -1,
  at: '2026-05-27T18:16:52.456475Z',
};

function replied(body: unknown, headers: Record<string, string> = {}, status = 200): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'replied', reply: { status, headers, body: text } };
}

/** A client whose one call meets this end; the clock moves 40 ms a reading. */
function clientThatMeets(end: Exchange, baseUrl = 'https://toggl.test') {
  const requests: HttpRequest[] = [];
  let readings = 0;
  const client = createTogglClient({
    baseUrl,
    token,
    transport: async (request) => {
      requests.push(request);
      return end;
    },
    now: () => 1_000 + 40 * readings++,
  });
  return { client, requests };
}

const query: ReportQuery = {
  userId: 5,
  startDate: '2025-01-01',
  endDate: '2025-12-31',
  pageSize: 50,
  firstRowNumber: null,
};
const newEntry = { description: 'Coding', projectId: 3, tags: ['compass'], startSecond };

describe('createTogglClient', () => {
  it.each<{ call: (client: TogglClient) => Promise<Reply<unknown>>; line: string; body: unknown }>([
    {
      call: (client) => client.me(),
      line: 'GET https://toggl.test/api/v9/me?with_related_data=true',
      body: null,
    },
    {
      call: (client) => client.timeEntriesSince(1_700_000_000),
      line: 'GET https://toggl.test/api/v9/me/time_entries?since=1700000000',
      body: null,
    },
    {
      call: (client) => client.currentTimeEntry(),
      line: 'GET https://toggl.test/api/v9/me/time_entries/current',
      body: null,
    },
    {
      call: (client) => client.createTimeEntry(7, { ...newEntry, stopSecond: null }),
      line: 'POST https://toggl.test/api/v9/workspaces/7/time_entries',
      body: {
        created_with: 'Compass Time Engine',
        workspace_id: 7,
        description: 'Coding',
        project_id: 3,
        tags: ['compass'],
        start: '2026-05-27T18:16:52Z',
        stop: null,
        duration: -1,
      },
    },
    {
      call: (client) => client.createTimeEntry(7, { ...newEntry, stopSecond: startSecond + 8 }),
      line: 'POST https://toggl.test/api/v9/workspaces/7/time_entries',
      body: {
        created_with: 'Compass Time Engine',
        workspace_id: 7,
        description: 'Coding',
        project_id: 3,
        tags: ['compass'],
        start: '2026-05-27T18:16:52Z',
        stop: '2026-05-27T18:17:00Z',
        duration: 8,
      },
    },
    {
      call: (client) => client.updateTimeEntry(7, 9, { projectId: null, description: 'Reading' }),
      line: 'PUT https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: { project_id: null, description: 'Reading' },
    },
    {
      call: (client) => client.updateTimeEntry(7, 9, { tags: ['deep-work'], tagAction: 'add' }),
      line: 'PUT https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: { tags: ['deep-work'], tag_action: 'add' },
    },
    {
      call: (client) =>
        client.updateTimeEntry(7, 9, { times: { startSecond, stopSecond: startSecond + 8 } }),
      line: 'PUT https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: { start: '2026-05-27T18:16:52Z', stop: '2026-05-27T18:17:00Z', duration: 8 },
    },
    {
      call: (client) => client.updateTimeEntry(7, 9, { times: { startSecond, stopSecond: null } }),
      line: 'PUT https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: { start: '2026-05-27T18:16:52Z', stop: null, duration: -1 },
    },
    {
      call: (client) =>
        client.updateTimeEntries(7, [9, 10], { description: 'Mail', projectId: null }),
      line: 'PATCH https://toggl.test/api/v9/workspaces/7/time_entries/9,10',
      body: [
        { op: 'replace', path: '/description', value: 'Mail' },
        { op: 'replace', path: '/pid', value: null },
      ],
    },
    {
      call: (client) => client.updateTimeEntries(7, [9], { projectId: 3 }),
      line: 'PATCH https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: [{ op: 'replace', path: '/pid', value: 3 }],
    },
    {
      call: (client) => client.stopTimeEntry(7, 9),
      line: 'PATCH https://toggl.test/api/v9/workspaces/7/time_entries/9/stop',
      body: null,
    },
    {
      call: (client) => client.deleteTimeEntry(7, 9),
      line: 'DELETE https://toggl.test/api/v9/workspaces/7/time_entries/9',
      body: null,
    },
    {
      call: (client) => client.createProject(7, 'Coding'),
      line: 'POST https://toggl.test/api/v9/workspaces/7/projects',
      body: { name: 'Coding', active: true },
    },
    {
      call: (client) => client.projects(7, 2),
      line: 'GET https://toggl.test/api/v9/workspaces/7/projects?active=both&page=2&per_page=200',
      body: null,
    },
    {
      call: (client) => client.searchTimeEntries(7, { ...query, firstRowNumber: 51 }),
      line: 'POST https://toggl.test/reports/api/v3/workspace/7/search/time_entries',
      body: {
        user_ids: [5],
        start_date: '2025-01-01',
        end_date: '2025-12-31',
        page_size: 50,
        order_by: 'date',
        order_dir: 'ASC',
        first_row_number: 51,
        enrich_response: true,
        rounding: 0,
      },
    },
  ])('sends one request: $line', async ({ call, line, body }) => {
    const { client, requests } = clientThatMeets({ kind: 'unreachable', reason: 'unplugged' });
    const reply = await call(client);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([line]);
    expect(JSON.parse(requests[0]?.body ?? 'null')).toEqual(body);
    expect(`${reply.method} https://toggl.test${reply.path}`).toBe(line);
    expect(reply.outcome.kind).toBe('unreachable');
  });

  it('tells which of many entries an edit changed', async () => {
    const failure = [{ id: 10, message: 'Time entry not found' }];
    const { client } = clientThatMeets(replied({ success: [9], failure }));
    expect((await client.updateTimeEntries(7, [9, 10], {})).outcome).toEqual({
      kind: 'ok',
      value: { doneIds: [9], failures: failure },
    });
    const none = clientThatMeets(replied({ success: null, failure: null }));
    expect((await none.client.updateTimeEntries(7, [9], {})).outcome).toEqual({
      kind: 'ok',
      value: { doneIds: [], failures: [] },
    });
  });

  it('signs with the token and appends to any base, closing slash or not', async () => {
    const { client, requests } = clientThatMeets(replied('null'), 'http://127.0.0.1:4000/toggl/');
    await client.currentTimeEntry();
    expect(requests[0]?.url).toBe('http://127.0.0.1:4000/toggl/api/v9/me/time_entries/current');
    const credentials = requests[0]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(credentials, 'base64').toString()).toBe(`${token}:api_token`);
  });

  it('tells the value, both clocks and the bucket of a reply', async () => {
    const headers = {
      date: 'Wed, 27 May 2026 18:16:52 GMT',
      'x-toggl-quota-remaining': '29',
      'x-toggl-quota-resets-in': '3600',
    };
    const { client } = clientThatMeets(replied(wireEntry, headers));
    const { outcome, ...rest } = await client.stopTimeEntry(7, 9);
    expect(outcome).toMatchObject({ kind: 'ok', value: { id: 9, startSecond, stopSecond: null } });
    expect(rest).toEqual({
      method: 'PATCH',
      path: '/api/v9/workspaces/7/time_entries/9/stop',
      status: 200,
      quota: { remaining: 29, resetsInSeconds: 3600 },
      serverDateAt: startSecond * 1000,
      sentAt: 1_000,
      receivedAt: 1_040,
    });
  });

  it.each([
    { remaining: undefined, resetsIn: '3600', reason: 'half a reading is none' },
    { remaining: '29', resetsIn: undefined, reason: 'half a reading is none' },
    { remaining: 'many', resetsIn: '3600', reason: 'not a number' },
    { remaining: '29', resetsIn: '-1', reason: 'no time runs backwards' },
  ])('reads no bucket from $remaining and $resetsIn: $reason', async ({ remaining, resetsIn }) => {
    const headers = {
      ...(remaining && { 'x-toggl-quota-remaining': remaining }),
      ...(resetsIn && { 'x-toggl-quota-resets-in': resetsIn }),
    };
    const { client } = clientThatMeets(replied('null', headers));
    const { quota, serverDateAt } = await client.currentTimeEntry();
    expect({ quota, serverDateAt }).toEqual({ quota: null, serverDateAt: null });
  });

  it('calls a request whose fate is not known unknown', async () => {
    const { client } = clientThatMeets({ kind: 'lost', reason: 'the reply broke off half-way' });
    const reply = await client.createTimeEntry(7, { ...newEntry, stopSecond: null });
    expect(reply).toMatchObject({ outcome: { kind: 'unknown' }, status: null, quota: null });
  });

  it('keeps the token out of every reason, even when Toggl quotes it', async () => {
    const basic = Buffer.from(`${token}:api_token`).toString('base64');
    const { client } = clientThatMeets(replied(`"${token} or ${basic} is wrong"`, {}, 403));
    const text = JSON.stringify(await client.me());
    expect(text).toContain('*** or *** is wrong');
    expect(text).not.toContain(token);
    expect(text).not.toContain(basic);
  });

  it('reads a snapshot of the account, lists that Toggl leaves out as empty', async () => {
    const workspace = { id: 7, organization_id: 8, name: 'Home', premium: false, api_token: 'x' };
    const project = { id: 3, workspace_id: 7, name: 'Work', active: false, color: '#0b83d9' };
    const me = {
      id: 5,
      fullname: '',
      email: 'ada@example.com',
      default_workspace_id: 7,
      timezone: 'Europe/Berlin',
      api_token: 'x',
    };
    const { client } = clientThatMeets(
      replied({ ...me, workspaces: [workspace], projects: [project], time_entries: null }),
    );
    expect((await client.me()).outcome).toEqual({
      kind: 'ok',
      value: {
        userId: 5,
        name: 'ada@example.com',
        defaultWorkspaceId: 7,
        timeZone: 'Europe/Berlin',
        workspaces: [{ id: 7, organizationId: 8, name: 'Home', isPremium: false }],
        projects: [
          {
            id: 3,
            workspaceId: 7,
            name: 'Work',
            color: '#0b83d9',
            isActive: false,
            isPrivate: false,
          },
        ],
        tags: [],
        timeEntries: [],
      },
    });
  });

  it.each([
    { count: 199, nextPage: null, reason: 'a page that is not full is the last' },
    { count: 200, nextPage: 3, reason: 'a full page may be followed by another' },
  ])('follows page 2 of $count projects by $nextPage: $reason', async ({ count, nextPage }) => {
    const project = { id: 3, workspace_id: 7, name: 'Work', active: true };
    const { client } = clientThatMeets(replied(Array(count).fill(project)));
    const { outcome } = await client.projects(7, 2);
    expect(outcome).toMatchObject({ kind: 'ok', value: { nextPage } });
  });
});

describe('searchTimeEntries', () => {
  const row = {
    user_id: 5,
    project_id: 3,
    description: 'Coding',
    tag_ids: [1],
    tag_names: ['compass'],
    time_entries: [
      {
        id: 9,
        start: '2025-03-01T01:00:00-07:00',
        stop: '2025-03-01T02:00:00-07:00',
        at: '2025-03-01T09:00:01+00:00',
      },
    ],
  };

  it('reads rows as entries and names the next page', async () => {
    const { client } = clientThatMeets(
      replied([{ ...row, project_name: 'Client' }], { 'x-next-row-number': '51' }),
    );
    const { outcome } = await client.searchTimeEntries(7, query);
    const entry = {
      id: 9,
      workspaceId: 7,
      userId: 5,
      projectId: 3,
      projectName: 'Client',
      description: 'Coding',
      tags: ['compass'],
      startSecond: Date.parse('2025-03-01T08:00:00Z') / 1000,
      stopSecond: Date.parse('2025-03-01T09:00:00Z') / 1000,
      modifiedAt: Date.parse('2025-03-01T09:00:01Z'),
      deletedAt: null,
    };
    expect(outcome).toEqual({
      kind: 'ok',
      value: { timeEntries: [entry], unreadable: [], nextRowNumber: 51 },
    });
  });

  it('ends where Toggl names no next row', async () => {
    const { client } = clientThatMeets(replied([]));
    const { outcome } = await client.searchTimeEntries(7, query);
    expect(outcome).toEqual({
      kind: 'ok',
      value: { timeEntries: [], unreadable: [], nextRowNumber: null },
    });
  });

  it('names a row that it cannot read, and reads the others', async () => {
    const nameless = { ...row, tag_names: undefined };
    const { client } = clientThatMeets(replied([nameless, { ...row, project_id: 4 }]));
    const { outcome } = await client.searchTimeEntries(7, query);
    const reason = expect.stringContaining('tag_names: must name every tag');
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { timeEntries: [{ id: 9, projectId: 4 }], unreadable: [{ id: 9, reason }] },
    });
  });
});
