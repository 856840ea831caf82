/** A person in Timery acts as any client of the account does. */
import { describe, expect, it } from 'vitest';
import { createHuman } from './human.ts';
import { benchSecond, setUpBench } from './test/bench.ts';

function setUp() {
  const bench = setUpBench();
  return { ...bench, human: createHuman({ sandbox: bench.sandbox }) };
}

describe('a human', () => {
  it('starts with minus the epoch, under their own name, and stops what ran', () => {
    const { human, post, sandbox, clock } = setUp();
    post();
    clock.atMs += 60_000;
    const { entryId, status } = human.start('Lunch', { tags: ['food'] });
    expect(status).toBe(200);
    expect(sandbox.running()).toMatchObject({
      id: entryId,
      description: 'Lunch',
      tags: ['food'],
      durationSeconds: -(benchSecond + 60),
      createdWith: 'Timery',
    });
    expect(sandbox.entries()[0]?.stopSecond).toBe(benchSecond + 60);
  });

  it('stops what runs, and nothing when nothing runs', () => {
    const { human, post, sandbox } = setUp();
    expect(human.stop()).toEqual({ status: 404, entryId: null });
    post();
    expect(human.stop().status).toBe(200);
    expect(sandbox.running()).toBeNull();
  });

  it('writes down afterwards what is over, and what runs goes on', () => {
    const { human, post, sandbox } = setUp();
    const { id } = post().json;
    const times = { startSecond: benchSecond - 900, stopSecond: benchSecond - 300 };
    expect(human.record('Nap', times).status).toBe(200);
    expect(sandbox.entries()[1]).toMatchObject({ description: 'Nap', ...times, tags: [] });
    expect(sandbox.running()?.id).toBe(id);
  });

  it('edits text, tags and times, which go on agreeing', () => {
    const { human, post, sandbox } = setUp();
    const { id } = post({ duration: 600 }).json;
    human.edit(id, { description: 'Walk', tags: ['air'], startSecond: benchSecond - 300 });
    expect(sandbox.entries()[0]).toMatchObject({
      description: 'Walk',
      tags: ['air'],
      startSecond: benchSecond - 300,
      durationSeconds: 900,
    });
    human.edit(id, { stopSecond: null });
    expect(sandbox.running()?.id).toBe(id);
  });

  it('deletes an entry, once', () => {
    const { human, post, sandbox, clock } = setUp();
    const { id } = post().json;
    expect(human.delete(id).status).toBe(200);
    expect(sandbox.entries()[0]?.deletedAt).toBe(clock.atMs);
    expect(human.delete(id).status).toBe(404);
  });

  it('continues an entry as a new running one with the same text, project and tags', () => {
    const { human, post, sandbox } = setUp();
    const [project] = sandbox.seed({ projects: [{ name: 'Reading' }] }).projects;
    const { id } = post({ description: 'Book', project_id: project, tags: ['compass'] }).json;
    human.stop();
    const { entryId } = human.continueEntry(id);
    expect(entryId).not.toBe(id);
    expect(sandbox.running()).toMatchObject({
      id: entryId,
      description: 'Book',
      projectId: project,
      tags: ['compass'],
      createdWith: 'Timery',
    });
  });

  it('spends from the same buckets, and is refused when they are empty', () => {
    const { human, sandbox } = setUp();
    human.spend('user', 3);
    human.spend('organization', 29);
    human.start('Lunch');
    expect(sandbox.quota()).toMatchObject({
      user: { remaining: 27 },
      organization: { remaining: 0 },
    });
    expect(human.stop()).toEqual({ status: 402, entryId: null });
    expect(sandbox.running()?.description).toBe('Lunch');
  });

  it('is told apart in the log of requests', () => {
    const { human, post, sandbox } = setUp();
    post();
    human.stop();
    const callers = sandbox.requests().map(({ userAgent, method }) => [userAgent, method]);
    expect(callers).toEqual([
      ['bench', 'POST'],
      ['Timery', 'PATCH'],
    ]);
  });
});

describe('the log of requests', () => {
  it('keeps the latest two thousand', () => {
    const { human, sandbox } = setUp();
    human.spend('user', 2001);
    human.spend('organization', 1);
    expect(sandbox.requests()).toHaveLength(2000);
    expect(sandbox.requests().at(-1)).toMatchObject({
      path: '/api/v9/workspaces/7000001/tags',
      status: 200,
    });
  });
});
