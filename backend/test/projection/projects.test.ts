/** What is remembered of Toggl's projects, and when they are read again by themselves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

const projectReads = () =>
  rig.exchanges.calls.filter(({ path }) => path.includes('/projects?')).length;

const listOf = (project: Readonly<{ id: number; name: string }>) =>
  JSON.stringify([{ ...project, workspace_id: 7_000_001, active: true, is_private: true }]);

describe('a project that Toggl refuses', () => {
  const coding = { id: 77, name: 'Coding' };
  const startBoth = async () => {
    const methods = await rig.callsOf(() => rig.start('Coding'));
    await rig.start('Writing');
    await rig.advance(minute);
    return methods;
  };
  const projectsSent = () => rig.sandbox.entries().map(({ projectId }) => projectId);

  beforeEach(async () => {
    rig = await makeRig({ seed: { projects: [coding, { id: 88, name: 'Writing' }] } });
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'POST',
      reply: { status: 400, body: '"User cannot access the selected project"', headers: {} },
    });
    expect(await startBoth()).toEqual(['POST', 'POST', 'GET']);
  });

  it('is not asked for again, also once projects were read again', async () => {
    expect(await startBoth()).toEqual(['POST']);
    await rig.advance(60 * minute);
    expect(projectReads()).toBe(1);
    expect(await startBoth()).toEqual(['POST']);
    expect(projectsSent()).toEqual([null, 88, null, 88, null, 88]);
  });

  it('stays refused where it is not even listed any more', async () => {
    rig.exchanges.answerNext({
      matches: ({ url }) => url.includes('/projects?'),
      reply: { status: 200, body: listOf({ id: 88, name: 'Writing' }), headers: {} },
    });
    await rig.advance(60 * minute);
    const known = rig.database.reader.selectFrom('toggl_project').selectAll().orderBy('id');
    expect(await known.execute()).toMatchObject([
      { id: 77, refused_reason: expect.any(String) },
      { id: 88, refused_reason: null },
    ]);
  });

  it('is asked for again once a person has the projects read', async () => {
    done(await rig.commands().refreshProjects(rig.caller));
    await startBoth();
    expect(projectsSent()).toEqual([null, 88, 77, 88]);
  });

  it('is asked for again once it was made private or public', async () => {
    rig.sandbox.seed({ projects: [{ ...coding, isPrivate: false }] });
    await rig.advance(60 * minute);
    await startBoth();
    expect(projectsSent()).toEqual([null, 88, 77, 88]);
  });
});

it.each([
  { met: 'POST', status: 404, reads: 1, reason: 'a project may be what is not found' },
  { met: 'POST', status: 400, reads: 0, reason: 'nothing speaks of a project' },
  { met: 'PATCH', status: 404, reads: 0, reason: 'the entry is what is not found' },
])('reads the projects $reads times in the hour after $met met $status: $reason', async (row) => {
  rig = await makeRig();
  rig.exchanges.answerNext({
    matches: ({ method }) => method === row.met,
    reply: { status: row.status, body: '"No such thing"', headers: {} },
  });
  await rig.start('Coding');
  await rig.advance(minute);
  await rig.stop();
  await rig.advance(60 * minute);
  expect(projectReads()).toBe(row.reads);
});

it.each([
  { fault: 'lost-after', ids: [expect.any(Number)], reason: 'it was made' },
  { fault: 'lost-before', ids: [], reason: 'it never arrived' },
] as const)('reads the projects after the answer to a new one was lost: $reason', async (row) => {
  rig = await makeRig();
  const { categoryId } = await rig.start('Coding');
  await rig.advance(minute);
  const isMaking = ({ method, url }: Readonly<{ method: string; url: string }>) =>
    method === 'POST' && url.endsWith('/projects');
  rig.faults.add({ fault: row.fault, matches: isMaking });
  const made = rig.commands().createProject(rig.caller, { categoryId });
  expect(refusalOf(await made).code).toBe('toggl_unavailable');
  await rig.advance(minute);
  const posts = rig.exchanges.calls.filter(({ path }) => path.endsWith('/projects'));
  expect(posts).toHaveLength(1);
  expect(projectReads()).toBe(1);
  const known = await rig.database.reader.selectFrom('toggl_project').select('id').execute();
  expect(known.map(({ id }) => id)).toEqual(row.ids);
});

describe('a reading', () => {
  const reasons = async () =>
    (await rig.calls()).flatMap(({ path, reason }) => (path.includes('/projects?') ? reason : []));

  it('tells whether a person asked for it', async () => {
    rig = await makeRig();
    await rig.advance(25 * 60 * minute);
    done(await rig.commands().refreshProjects(rig.caller));
    expect(await reasons()).toEqual([
      'reading the projects, a day old or in doubt',
      'reading the projects, as asked',
    ]);
  });

  it('by itself gives what runs its new project at once', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
    rig.sandbox.seed({ projects: [{ id: 77, name: 'Coding' }] });
    await rig.advance(25 * 60 * minute);
    const read = rig.exchanges.calls.find(({ path }) => path.includes('/projects?'));
    const put = rig.exchanges.calls.find(({ method }) => method === 'PUT');
    expect(rig.sandbox.running()?.projectId).toBe(77);
    expect(put?.at).toBe(read?.at);
  });

  it('by itself forgets a project that is listed no more', async () => {
    rig = await makeRig({ seed: { projects: [{ id: 77, name: 'Coding' }] } });
    rig.exchanges.answerNext({
      matches: ({ url }) => url.includes('/projects?'),
      reply: { status: 200, body: listOf({ id: 88, name: 'Writing' }), headers: {} },
    });
    await rig.advance(25 * 60 * minute);
    const known = await rig.database.reader.selectFrom('toggl_project').select('id').execute();
    expect(known).toEqual([{ id: 88 }]);
  });

  it('leaves what Toggl told of the bucket for the next program', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.spend('organization', 5);
    done(await rig.commands().refreshProjects(rig.caller));
    await rig.crashAndRestart();
    const { remaining } = rig.sandbox.quota().organization;
    expect((await rig.status()).quota.organization).toMatchObject({ remaining });
  });
});

describe('a reading that fails', () => {
  const isReading = ({ url }: Readonly<{ url: string }>) => url.includes('/projects?');
  const isSecondPage = (request: Readonly<{ url: string }>) =>
    isReading(request) && /[?&]page=2\b/.test(request.url);
  const namesKnown = async () => {
    const known = await rig.database.reader.selectFrom('toggl_project').select('name').execute();
    return known.map(({ name }) => name);
  };
  const refused = { status: 400, body: '"Not today"', headers: {} };
  const read = async () => refusalOf(await rig.commands().refreshProjects(rig.caller));

  beforeEach(async () => {
    rig = await makeRig({ seed: { projects: [{ id: 77, name: 'Coding' }] } });
    rig.sandbox.seed({
      projects: Array.from({ length: 250 }, (_, index) => ({ name: `Project ${index}` })),
    });
  });

  it.each([
    { reply: refused, words: 'Not today', reason: 'it understood and said no' },
    {
      reply: { status: 402, body: '"Workspace needs this feature"', headers: {} },
      words: 'needs this feature',
      reason: 'its plan does not hold it',
    },
  ])('is told by the words of Toggl, and changes nothing: $reason', async ({ reply, words }) => {
    rig.exchanges.answerNext({ matches: isReading, reply });
    expect(await read()).toMatchObject({
      code: 'toggl_refused',
      message: expect.stringContaining(words),
    });
    expect(await namesKnown()).toEqual(['Coding']);
  });

  it('halfway changes nothing either', async () => {
    rig.faults.add({ fault: 'lost-after', matches: isSecondPage });
    expect((await read()).code).toBe('toggl_unavailable');
    expect(projectReads()).toBe(2);
    expect(await namesKnown()).toEqual(['Coding']);
  });

  it('by itself is tried again in an hour', async () => {
    await rig.advance(23 * 60 * minute);
    rig.exchanges.answerNext({ matches: isReading, reply: refused });
    await rig.advance(90 * minute);
    expect(projectReads()).toBe(1);
    expect(await namesKnown()).toEqual(['Coding']);
    await rig.advance(60 * minute);
    expect(projectReads()).toBe(3);
    expect(await namesKnown()).toHaveLength(251);
  });
});

describe('a project', () => {
  const posts = () =>
    rig.exchanges.calls.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/projects'),
    );
  const keptCategory = async () => {
    const { categoryId } = await rig.start('Coding');
    await rig.advance(minute);
    done(await rig.commands().patchCategory(rig.caller, { categoryId }));
    await rig.advance(minute);
    return categoryId;
  };

  it('is made for a category that was kept only where it is asked for', async () => {
    rig = await makeRig();
    const categoryId = await keptCategory();
    expect(posts()).toEqual([]);
    done(await rig.commands().createProject(rig.caller, { categoryId }));
    expect(posts()).toHaveLength(1);
    const reasons = (await rig.calls()).map(({ reason }) => reason);
    expect(reasons).toContain('making the project Coding');
  });

  it('is not made of the reserve', async () => {
    rig = await makeRig();
    const categoryId = await keptCategory();
    rig.human.spend('organization', rig.sandbox.quota().organization.remaining - 6);
    await rig.start('Writing');
    await rig.advance(minute);
    const making = await rig.commands().createProject(rig.caller, { categoryId });
    expect(refusalOf(making).message).toContain('kept for what runs');
    expect(posts()).toEqual([]);
  });

  it('that Toggl refuses leaves no doubt of what there is', async () => {
    rig = await makeRig();
    const categoryId = await keptCategory();
    rig.exchanges.answerNext({
      matches: ({ url }) => url.endsWith('/projects'),
      reply: { status: 400, body: '"No more projects"', headers: {} },
    });
    const making = await rig.commands().createProject(rig.caller, { categoryId });
    expect(refusalOf(making).code).toBe('toggl_refused');
    await rig.advance(60 * minute);
    expect(projectReads()).toBe(0);
  });
});
