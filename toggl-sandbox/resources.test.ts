/** Projects, tags, workspaces, /me and Reports, as the documentation and the recordings tell. */
import { describe, expect, it } from 'vitest';
import { benchSecond, isoSecond, setUpBench } from './test/bench.ts';

const projects = '/workspaces/{w}/projects';
const tags = '/workspaces/{w}/tags';
const reports = '/reports/api/v3/workspace/{w}/search/time_entries';

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id);
}

describe('a project', () => {
  it('made with a name alone is archived and private', () => {
    const { call } = setUpBench();
    const made = call('POST', projects, { name: 'Reading' }).json;
    expect(made).toMatchObject({ active: false, is_private: true });
    expect(Object.keys(made)).not.toContain('status');
    expect(call('GET', `${projects}/${made.id}`).json.status).toBe('archived');
  });

  it('keeps its name to itself, archived or not, except under another client', () => {
    const { call, sandbox } = setUpBench();
    sandbox.seed({ projects: [{ name: 'Reading', active: false }] });
    const taken = call('POST', projects, { name: 'Reading', active: true });
    expect([taken.status, taken.json]).toEqual([400, 'Name has already been taken']);
    expect(call('POST', projects, { name: 'reading', active: true }).status).toBe(200);
    expect(call('POST', projects, { name: 'Reading', client_id: 3 }).status).toBe(200);
  });

  it('is listed by name and by page, archived ones too unless asked', () => {
    const { call, sandbox } = setUpBench();
    const names = ['Cooking', 'Archery', 'Baking'];
    const [cooking, archery, baking] = sandbox.seed({
      projects: names.map((name) => ({ name, active: name !== 'Archery' })),
    }).projects;
    expect(idsOf(call('GET', projects).json)).toEqual([archery, baking, cooking]);
    expect(idsOf(call('GET', `${projects}?active=true`).json)).toEqual([baking, cooking]);
    expect(idsOf(call('GET', `${projects}?active=false`).json)).toEqual([archery]);
    const second = call('GET', `${projects}?page=2&per_page=2`);
    expect(idsOf(second.json)).toEqual([cooking]);
    expect(second.headers).toMatchObject({ 'x-page': '2', 'x-page-size': '2' });
  });

  it('answers an edit with the modification time of before', () => {
    const { call, clock } = setUpBench();
    const { id, at } = call('POST', projects, { name: 'Reading', active: true }).json;
    clock.atMs += 60_000;
    expect(call('PUT', `${projects}/${id}`, { name: 'Writing' }).json.at).toBe(at);
    expect(call('GET', `${projects}/${id}`).json.at).toBe('2026-06-10T12:01:00+00:00');
  });

  it('has only the colours of the palette on a free plan', () => {
    const { call, sandbox } = setUpBench();
    const [id] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    const custom = call('PUT', `${projects}/${id}`, { color: '#FFFFFF' });
    expect([custom.status, custom.json]).toEqual([
      402,
      'Custom project colors available only for premium plans',
    ]);
    expect(call('PUT', `${projects}/${id}`, { color: '#d94182' }).status).toBe(200);
    const bulk = call('PATCH', `${projects}/${id}`, [
      { op: 'replace', path: '/color', value: '#000000' },
    ]);
    expect(bulk.json).toEqual({ success: [id], failure: [] });
  });

  it.each([
    { mode: '', left: [null] },
    { mode: '?teDeletionMode=unassign', left: [null] },
    { mode: '?teDeletionMode=delete', left: [] },
  ])('deleted with "$mode" answers its id and lets its entries go', ({ mode, left }) => {
    const { call, post, sandbox } = setUpBench();
    const [id] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    post({ project_id: id });
    expect(call('DELETE', `${projects}/${id}${mode}`).json).toBe(id);
    const listed: { project_id: number | null }[] = call('GET', '/me/time_entries').json;
    expect(listed.map((entry) => entry.project_id)).toEqual(left);
  });
});

describe('a tag', () => {
  it('is renamed and deleted on its entries too, whose modification time stays', () => {
    const { call, post, clock, sandbox } = setUpBench();
    const { id } = call('POST', tags, { name: 'deep' }).json;
    post({ tags: ['deep'] });
    const { modifiedAt } = sandbox.entries()[0] ?? {};
    clock.atMs += 60_000;
    call('PUT', `${tags}/${id}`, { name: 'deep-work' });
    expect(sandbox.entries()[0]?.tags).toEqual(['deep-work']);
    expect(call('DELETE', `${tags}/${id}`).text).toBe('');
    expect(sandbox.entries()[0]).toMatchObject({ tags: [], modifiedAt });
  });

  it('is listed by name with a count', () => {
    const { call } = setUpBench();
    for (const name of ['b', 'a']) call('POST', tags, { name });
    const listed = call('GET', tags);
    expect(listed.json.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    expect(listed.headers['x-total-count']).toBe('2');
    const taken = call('POST', tags, { name: 'a' });
    expect([taken.status, taken.json]).toEqual([400, "a tag with the name 'a' already exists"]);
  });
});

describe('/me', () => {
  it('shows the server’s now and the default workspace', () => {
    const { call } = setUpBench({ clockOffsetMs: 1000 });
    const profile = call('GET', '/me').json;
    expect(profile).toMatchObject({
      at: '2026-06-10T12:00:01.25Z',
      default_workspace_id: 7_000_001,
    });
  });

  it('with related data reaches back to midnight ten days ago and leaves out empty arrays', () => {
    const { call, sandbox } = setUpBench();
    const midnight = Math.floor(benchSecond / 86_400) * 86_400 - 10 * 86_400;
    const [inside] = sandbox.seed({
      entries: [midnight, midnight - 1].map((startSecond) => ({
        startSecond,
        stopSecond: startSecond + 60,
      })),
    }).entries;
    const profile = call('GET', '/me?with_related_data=true').json;
    expect(idsOf(profile.time_entries)).toEqual([inside]);
    expect(Object.keys(profile)).not.toContain('projects');
    expect(sandbox.quota().user.remaining).toBe(29);
  });

  it('lists workspaces, organizations, tags and projects that are not archived', () => {
    const { call, sandbox } = setUpBench();
    const seeded = sandbox.seed({
      workspaces: [{ id: 7_000_002, name: 'Second' }],
      projects: [{ name: 'Old', active: false }, { name: 'New' }],
      tags: [{ name: 'compass' }],
    });
    expect(idsOf(call('GET', '/me/workspaces').json)).toEqual([7_000_001, 7_000_002]);
    expect(idsOf(call('GET', '/me/organizations').json)).toEqual([6_000_001]);
    expect(idsOf(call('GET', '/me/tags').json)).toEqual(seeded.tags);
    expect(idsOf(call('GET', '/me/projects').json)).toEqual([seeded.projects[1]]);
    expect(idsOf(call('GET', '/me/projects?include_archived=true').json)).toEqual(seeded.projects);
  });
});

describe('a workspace', () => {
  it('is read and renamed', () => {
    const { call } = setUpBench();
    expect(call('PUT', '/workspaces/{w}', { name: 'Home' }).json.name).toBe('Home');
    expect(call('GET', '/workspaces/{w}').json).toMatchObject({ name: 'Home', premium: false });
  });
});

describe('a detailed report', () => {
  it('shows finished entries alone, in the user’s offset, at the cost of the organization', () => {
    const { call, post, sandbox } = setUpBench({ account: { timeZone: 'America/Los_Angeles' } });
    const finished = post({ start: '2026-06-09T08:00:00Z', duration: 60, tags: ['a'] }).json;
    const deleted = post({ start: '2026-06-09T09:00:00Z', duration: 60 }).json;
    call('DELETE', `/workspaces/{w}/time_entries/${deleted.id}`);
    post();
    const { json } = call('POST', reports, { start_date: '2026-06-09' });
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({ tag_ids: finished.tag_ids, row_number: 1 });
    expect(json[0].time_entries).toMatchObject([
      { id: finished.id, seconds: 60, start: '2026-06-09T01:00:00-07:00' },
    ]);
    expect(sandbox.quota().user.remaining).toBe(30);
  });

  it('cuts days in the user’s zone', () => {
    const { call, post } = setUpBench({ account: { timeZone: 'America/Los_Angeles' } });
    post({ start: '2026-06-09T06:59:59Z', duration: 1 });
    const found = (date: string) =>
      call('POST', reports, { start_date: date, end_date: date }).json.length;
    expect([found('2026-06-08'), found('2026-06-09')]).toEqual([1, 0]);
  });

  it('is paged by fifty, and the last page names no next one', () => {
    const { call, sandbox } = setUpBench();
    const { entries } = sandbox.seed({
      entries: Array.from({ length: 60 }, (_, index) => ({
        startSecond: benchSecond - 86_400 + index * 60,
        stopSecond: benchSecond - 86_400 + index * 60 + 30,
      })),
    });
    const body = { start_date: '2026-06-09', end_date: '2026-06-10', order_dir: 'ASC' };
    const first = call('POST', reports, body);
    expect(first.headers).toMatchObject({ 'x-page-size': '50', 'x-next-row-number': '51' });
    expect(first.headers['x-next-id']).toBe(String(entries[50]));
    const second = call('POST', reports, { ...body, first_row_number: 51 });
    const ids = [...first.json, ...second.json].map((row) => row.time_entries[0].id);
    expect(ids).toEqual(entries);
    expect(second.headers['x-next-id']).toBeUndefined();
  });

  it('without an end covers a week, and reaches years back', () => {
    const { call, sandbox } = setUpBench();
    const startSecond = Date.parse('2023-12-04T10:00:00Z') / 1000;
    sandbox.seed({ entries: [{ startSecond, stopSecond: startSecond + 60 }] });
    const reply = call('POST', reports, { start_date: '2023-12-01' });
    expect(reply.json).toHaveLength(1);
    expect(reply.headers['x-range-end']).toBe('2023-12-07');
  });

  it('filters by project, tag, entry and text, and names things on request', () => {
    const { call, post, sandbox } = setUpBench();
    const [project] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    const start = isoSecond(benchSecond - 600);
    const one = post({ start, duration: 60, project_id: project, tags: ['a'] }).json;
    const two = post({ start, duration: 60, description: 'walk home' }).json;
    const found = (filter: object) =>
      call('POST', reports, { start_date: '2026-06-10', ...filter }).json.map(
        (row: { time_entries: { id: number }[] }) => row.time_entries[0]?.id,
      );
    expect(found({ project_ids: [project] })).toEqual([one.id]);
    expect(found({ tag_ids: [null] })).toEqual([two.id]);
    expect(found({ time_entry_ids: [two.id] })).toEqual([two.id]);
    expect(found({ description: 'walk' })).toEqual([two.id]);
    const [row] = call('POST', reports, {
      start_date: '2026-06-10',
      tag_ids: one.tag_ids,
      enrich_response: true,
    }).json;
    expect(row).toMatchObject({ tag_names: ['a'], project_name: 'Reading' });
  });
});
