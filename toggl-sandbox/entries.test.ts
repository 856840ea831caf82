/** Time entries: what the documentation and the recordings tell, one by one. */
import { describe, expect, it } from 'vitest';
import { benchSecond, isoSecond, setUpBench } from './test/bench.ts';

const entries = '/workspaces/{w}/time_entries';

describe('a create', () => {
  it('stops the running entry at now, not at the start of the new one', () => {
    const { post, call, clock, sandbox } = setUpBench();
    const first = post({ start: isoSecond(benchSecond - 2000) }).json.id;
    clock.atMs += 51_000;
    post({ start: isoSecond(benchSecond - 600) });
    expect(sandbox.entries()[0]).toMatchObject({
      id: first,
      stopSecond: benchSecond + 51,
      durationSeconds: 2051,
      modifiedAt: clock.atMs,
    });
    expect(call('GET', `/me/time_entries/${first}`).json.stop).toBe('2026-06-10T12:00:51+00:00');
  });

  it('makes two entries when it is sent twice', () => {
    const { post, sandbox } = setUpBench();
    post();
    post();
    expect(sandbox.entries()).toHaveLength(2);
  });

  it('keeps the negative duration as it was sent', () => {
    const { post, call } = setUpBench();
    const off = -(benchSecond + 1);
    expect(post({ duration: off }).json.duration).toBe(off);
    expect(call('GET', '/me/time_entries/current').json.duration).toBe(off);
  });

  it('without duration and stop makes an entry of no length, whose stop shows later', () => {
    const { post, call, sandbox } = setUpBench();
    expect(post({ duration: undefined }).json).toMatchObject({ duration: 0, stop: null });
    expect(call('GET', '/me/time_entries').json[0].stop).toBe('2026-06-10T12:00:00+00:00');
    expect(sandbox.running()).toBeNull();
  });

  it.each([
    { reason: 'stop from duration', given: { duration: 60 }, seconds: 60 },
    {
      reason: 'duration from stop',
      given: { duration: undefined, stop: isoSecond(benchSecond + 90) },
      seconds: 90,
    },
  ])('completes the times, $reason', ({ given, seconds }) => {
    const { post } = setUpBench();
    expect(post(given).json).toMatchObject({
      duration: seconds,
      stop: isoSecond(benchSecond + seconds),
    });
  });

  it('floors parts of a second and turns any offset into UTC', () => {
    const { post } = setUpBench();
    const { start } = post({ start: '2026-06-10T13:59:59.93648+02:00' }).json;
    expect(start).toBe('2026-06-10T11:59:59Z');
  });

  it('takes the date from start_date', () => {
    const { post } = setUpBench();
    const { start } = post({ start: '2026-06-10T11:00:00Z', start_date: '2026-06-09' }).json;
    expect(start).toBe('2026-06-09T11:00:00Z');
  });

  it('accepts a finished entry in the future and one that overlaps', () => {
    const { post, sandbox } = setUpBench();
    post({ start: isoSecond(benchSecond + 3600), duration: 3600 });
    post({ start: isoSecond(benchSecond + 3600), duration: 3600 });
    expect(sandbox.entries()).toHaveLength(2);
  });

  it('shows null for no tags, which every later read shows as an empty list', () => {
    const { post, call } = setUpBench();
    expect(post().json).toMatchObject({ tags: null, tag_ids: null, description: null });
    const read = call('GET', '/me/time_entries/current').json;
    expect(read).toMatchObject({ tags: [], tag_ids: [] });
  });

  it('makes tags by name and uses those that are there', () => {
    const { post, call, sandbox } = setUpBench();
    const [known] = sandbox.seed({ tags: [{ name: 'compass' }] }).tags;
    const { tags, tag_ids: ids } = post({ tags: ['compass', 'deep-work'] }).json;
    expect(tags).toEqual(['compass', 'deep-work']);
    expect(ids[0]).toBe(known);
    expect(call('GET', '/workspaces/{w}/tags').json).toHaveLength(2);
  });

  it('shows pid only when there is a project, and never created_with', () => {
    const { post, sandbox } = setUpBench();
    const [project] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    expect(Object.keys(post().json)).not.toContain('pid');
    const withProject = post({ pid: project, created_with: 'Compass' }).json;
    expect(withProject).toMatchObject({ pid: project, project_id: project });
    expect(Object.keys(withProject)).not.toContain('created_with');
    expect(sandbox.entries()[1]?.createdWith).toBe('Compass');
  });
});

describe('an edit', () => {
  it('leaves alone what it does not name', () => {
    const { post, call } = setUpBench();
    const made = post({ tags: ['a'], description: 'before' }).json;
    const edited = call('PUT', `${entries}/${made.id}`, { description: 'after' }).json;
    expect(edited).toEqual({ ...made, description: 'after', at: edited.at });
  });

  it('moves the start of a running entry', () => {
    const { post, call, sandbox } = setUpBench();
    const { id } = post().json;
    call('PUT', `${entries}/${id}`, { start: isoSecond(benchSecond - 60), duration: -1 });
    expect(sandbox.running()?.startSecond).toBe(benchSecond - 60);
  });

  it.each([
    { reason: 'no action sets the list', body: { tags: ['c'] }, after: ['c'] },
    {
      reason: 'add appends what is missing',
      body: { tags: ['b', 'c'], tag_action: 'add' },
      after: ['a', 'b', 'c'],
    },
    {
      reason: 'delete takes away',
      body: { tags: ['a', 'x'], tag_action: 'delete' },
      after: ['b'],
    },
    { reason: 'an absent list changes nothing', body: { tag_action: 'add' }, after: ['a', 'b'] },
  ])('of tags: $reason', ({ body, after }) => {
    const { post, call } = setUpBench();
    const { id } = post({ tags: ['a', 'b'] }).json;
    expect(call('PUT', `${entries}/${id}`, body).json.tags).toEqual(after);
  });

  it('in bulk answers for each entry by itself', () => {
    const { post, call, sandbox } = setUpBench();
    const first = post({ tags: ['a', 'b'] }).json.id;
    const second = post().json.id;
    const reply = call('PATCH', `${entries}/${first},5,${second}`, [
      { op: 'replace', path: '/description', value: 'renamed' },
      { op: 'remove', path: '/tags', value: ['a'] },
      { op: 'add', path: '/tags', value: ['c'] },
    ]);
    expect(reply.json).toEqual({
      success: [first, second],
      failure: [{ id: 5, message: 'Time entry not found' }],
    });
    expect(sandbox.entries().map(({ tags }) => tags)).toEqual([['b', 'c'], ['c']]);
    expect(sandbox.quota().organization.remaining).toBe(30 - 3);
  });

  it('in bulk refuses more than a hundred', () => {
    const { call } = setUpBench();
    const ids = Array.from({ length: 101 }, (_, index) => index + 1).join(',');
    const reply = call('PATCH', `${entries}/${ids}`, []);
    expect(reply.json).toBe('PATCH request is limited to 100 entries at once');
  });
});

describe('a stop', () => {
  it('ends at now, measured from the start and not from the negative duration', () => {
    const { post, call, clock } = setUpBench();
    const { id } = post({ duration: -(benchSecond + 1) }).json;
    clock.atMs += 108_000;
    expect(call('PATCH', `${entries}/${id}/stop`).json).toMatchObject({
      stop: '2026-06-10T12:01:48Z',
      duration: 108,
    });
  });

  it('of a stopped entry answers 409 and changes nothing', () => {
    const { post, call, clock, sandbox } = setUpBench();
    const { id } = post().json;
    call('PATCH', `${entries}/${id}/stop`);
    clock.atMs += 5000;
    const before = sandbox.entries();
    const reply = call('PATCH', `${entries}/${id}/stop`);
    expect([reply.status, reply.json]).toEqual([409, 'Time entry already stopped']);
    expect(sandbox.entries()).toEqual(before);
  });

  it('in the second of the start leaves an entry of no length', () => {
    const { post, call } = setUpBench();
    const { json } = call('PATCH', `${entries}/${post().json.id}/stop`);
    expect(json).toMatchObject({ duration: 0, stop: json.start });
  });
});

describe('a delete', () => {
  it('answers with an empty body, and with 404 the second time', () => {
    const { post, call } = setUpBench();
    const { id } = post().json;
    const first = call('DELETE', `${entries}/${id}`);
    expect([first.status, first.text]).toEqual([200, '']);
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(call('DELETE', `${entries}/${id}`).status).toBe(404);
  });

  it('ends what runs and leaves a tombstone for since lists alone', () => {
    const { post, call, clock } = setUpBench();
    const { id } = post().json;
    clock.atMs += 60_000;
    call('DELETE', `${entries}/${id}`);
    expect(call('GET', '/me/time_entries/current').json).toBeNull();
    expect(call('GET', '/me/time_entries').json).toEqual([]);
    const [tombstone] = call('GET', `/me/time_entries?since=${benchSecond + 60}`).json;
    expect(tombstone).toMatchObject({ id, server_deleted_at: '2026-06-10T12:01:00+00:00' });
    expect(tombstone.at.slice(0, 19)).toBe('2026-06-10T12:01:00');
  });
});

describe('a list', () => {
  it('is sorted by start, newest first, and holds the running entry', () => {
    const { post, call } = setUpBench();
    const starts = [-300, -100, -200].map((offset) => isoSecond(benchSecond + offset));
    for (const start of starts) post({ start });
    const listed = call('GET', '/me/time_entries').json.map(
      ({ start }: { start: string }) => start,
    );
    expect(listed).toEqual(
      [starts[1], starts[2], starts[0]].map((start) => start?.replace('Z', '+00:00')),
    );
  });

  it('leaves out what begins before the range and reaches into it', () => {
    const { post, call } = setUpBench();
    post({ start: '2026-06-08T23:00:00Z', duration: 7200 });
    const inside = post({ start: '2026-06-09T00:00:00Z', duration: 60 }).json.id;
    const { json } = call('GET', '/me/time_entries?start_date=2026-06-09&end_date=2026-06-10');
    expect(json.map(({ id }: { id: number }) => id)).toEqual([inside]);
  });

  it('ends after a thousand entries, and goes on from the oldest start', () => {
    const { call, sandbox } = setUpBench();
    const rows = Array.from({ length: 1200 }, (_, index) => ({
      startSecond: benchSecond - index * 60,
      stopSecond: benchSecond - index * 60 + 30,
    }));
    sandbox.seed({ entries: rows });
    const first = call('GET', '/me/time_entries?start_date=2026-06-01&end_date=2026-06-11').json;
    const oldest = encodeURIComponent(first.at(-1).start);
    const rest = call('GET', `/me/time_entries?start_date=2026-06-01&end_date=${oldest}`).json;
    expect([first.length, rest.length]).toEqual([1000, 200]);
  });

  it('by since selects what was modified, whenever it started', () => {
    const { post, call, clock } = setUpBench();
    const old = post({ start: '2026-05-01T08:00:00Z', duration: 60 }).json.id;
    clock.atMs += 60_000;
    post();
    call('PUT', `${entries}/${old}`, { description: 'edited' });
    clock.atMs += 60_000;
    const { json } = call('GET', `/me/time_entries?since=${benchSecond + 60}`);
    expect(json).toHaveLength(2);
    expect(call('GET', `/me/time_entries?since=${benchSecond + 120}`).json).toEqual([]);
  });

  it('adds names of what is there with meta', () => {
    const { post, call, sandbox } = setUpBench();
    const [project] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    post({ project_id: project });
    const [entry] = call('GET', '/me/time_entries?meta=true').json;
    expect(entry).toMatchObject({ project_name: 'Reading', project_active: true });
    expect(Object.keys(entry)).not.toContain('client_name');
  });
});

describe('one entry by id', () => {
  it('has none of the legacy twins', () => {
    const { post, call } = setUpBench();
    const read = call('GET', `/me/time_entries/${post().json.id}`).json;
    expect(Object.keys(read).filter((key) => ['wid', 'uid', 'pid'].includes(key))).toEqual([]);
  });
});

describe('a vintage', () => {
  it('of April 2024 shows permissions and whole seconds', () => {
    const { post } = setUpBench({ vintage: '2024-04' });
    expect(post().json).toMatchObject({ permissions: null, at: '2026-06-10T12:00:00+00:00' });
  });

  it('before 2026 counts nothing', () => {
    const { call } = setUpBench({ vintage: '2024-12', plan: { user: 1 } });
    const replies = [call('GET', '/me'), call('GET', '/me')];
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[0]?.headers['x-toggl-quota-remaining']).toBeUndefined();
  });
});
