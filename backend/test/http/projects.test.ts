/** The projects of Toggl, and the categories that go to them. */
import { afterEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode } from './testServer.ts';
import { startTogglServer, type TogglServer } from './togglServer.ts';

const minute = 60_000;
const hour = 60 * minute;

let toggl: TogglServer;
afterEach(() => toggl.server().close());

const begin = async (...given: Parameters<typeof startTogglServer>) => {
  toggl = await startTogglServer(...given);
  okBody(await toggl.connect());
  return toggl;
};
const projects = async () => okBody(await toggl.client().togglProjects());
const callsAfter = async (act: () => Promise<unknown>) => {
  const before = toggl.requests().length;
  await act();
  return toggl.requests().slice(before);
};

describe('GET /api/toggl/projects', () => {
  it('tells from what is stored which are archived, private, and whose', async () => {
    await begin({
      projects: [
        { name: 'Coding', isPrivate: false },
        { name: 'Old', active: false },
        { name: 'Secret', isPrivate: true },
      ],
    });
    const { categoryId } = await toggl.start('Coding');
    const calls = await callsAfter(async () =>
      expect(await projects()).toMatchObject([
        { name: 'Coding', isActive: true, isPrivate: false, categoryIds: [categoryId] },
        { name: 'Old', isArchived: true, problem: expect.stringContaining('archived') },
        { name: 'Secret', isPrivate: true, problem: null, categoryIds: [] },
      ]),
    );
    expect(calls).toEqual([]);
  });
});

describe('POST /api/toggl/projects/refresh', () => {
  it('reads them again by one call, and a category finds its new project', async () => {
    const { sandbox, start } = await begin();
    await start('Coding');
    expect(sandbox.running()?.projectId).toBeNull();
    sandbox.seed({ projects: [{ name: 'coding' }] });
    const calls = await callsAfter(async () => {
      const read = okBody(await toggl.client().refreshProjects());
      expect(read).toMatchObject([{ name: 'coding' }]);
    });
    expect(calls.filter((call) => call.startsWith('GET'))).toHaveLength(1);
    await toggl.pass(minute);
    okBody(await toggl.client().stop({ dimension: 'PRIMARY' }));
    await toggl.server().whenProjected();
    expect(sandbox.entries()[0]?.projectId).not.toBeNull();
  });

  it('pays a call for each two hundred, and stores all of them or none', async () => {
    const names = Array.from({ length: 401 }, (_, index) => ({ name: `Project ${index}` }));
    const { sandbox } = await begin();
    sandbox.seed({ projects: names });
    expect(await callsAfter(() => toggl.client().refreshProjects())).toHaveLength(3);
    expect(await projects()).toHaveLength(401);
  });

  it('is refused while only the reserve is left, and says until when', async () => {
    const { sandbox, start } = await begin({}, { TOGGL_RESERVE: '29' });
    await start('Coding');
    const before = sandbox.requests().length;
    const answer = await toggl.client().refreshProjects();
    expect(refusedCode(answer)).toEqual([503, 'toggl_unavailable']);
    expect(answer.ok ? '' : answer.error.message).toContain('2026-11-02T09:00');
    expect(sandbox.requests()).toHaveLength(before);
  });

  it('is refused while nothing is connected', async () => {
    toggl = await startTogglServer();
    const answer = await toggl.client().refreshProjects();
    expect(refusedCode(answer)).toEqual([409, 'toggl_not_connected']);
  });
});

describe('the projects by themselves', () => {
  it('are read again once a day', async () => {
    await begin();
    const calls = await callsAfter(async () => {
      for (let hours = 0; hours < 50; hours += 1) {
        await toggl.pass(hour);
        toggl.server().beginProjecting();
        await toggl.server().whenProjected();
      }
    });
    expect(calls).toEqual([
      expect.stringContaining('/projects?active=both'),
      expect.stringContaining('/projects?active=both'),
    ]);
  });
});

describe('a category', () => {
  it.each([
    { reason: 'is archived', togglProjectId: '31', says: 'archived' },
    { reason: 'is of another workspace', togglProjectId: '32', says: 'of another workspace' },
    { reason: 'is not there at all', togglProjectId: '4242', says: 'read the projects again' },
  ])('cannot choose a project that $reason', async ({ togglProjectId, says }) => {
    const { sandbox, start } = await begin({
      projects: [
        { id: 31, name: 'Old', active: false },
        { id: 32, name: 'Theirs', workspaceId: 999 },
      ],
    });
    const { categoryId } = await start('Coding');
    const calls = await callsAfter(async () => {
      const edited = await toggl.client().editCategory(categoryId, { togglProjectId });
      const made = await toggl.client().createCategory({ name: 'Chess', togglProjectId });
      for (const answer of [edited, made]) {
        expect(refusedCode(answer)).toEqual([422, 'project_not_usable']);
        expect(answer).toMatchObject({ error: { message: expect.stringContaining(says) } });
      }
    });
    expect(calls).toEqual([]);
    expect(sandbox.running()?.projectId).toBeNull();
    const names = okBody(await toggl.client().categories()).map(({ name }) => name);
    expect(names).toEqual(['Coding']);
  });

  it('chooses a project that is newer than the reading once they are read again', async () => {
    const { sandbox, start } = await begin();
    const { categoryId } = await start('Coding');
    sandbox.seed({ projects: [{ id: 33, name: 'New' }] });
    okBody(await toggl.client().refreshProjects());
    okBody(await toggl.client().editCategory(categoryId, { togglProjectId: '33' }));
    await toggl.pass(minute);
    okBody(await toggl.client().stop({ dimension: 'PRIMARY' }));
    await toggl.server().whenProjected();
    expect(sandbox.entries()[0]?.projectId).toBe(33);
  });

  it('keeps what was chosen before any were read, and says afterwards what is wrong', async () => {
    toggl = await startTogglServer({ projects: [{ id: 33, name: 'Client' }] });
    const client = toggl.client();
    const choose = async (name: string, togglProjectId: string) =>
      okBody(await client.createCategory({ name, togglProjectId }));
    for (const [name, id] of [
      ['Coding', '33'],
      ['Mail', '4242'],
    ] as const) {
      expect(await choose(name, id)).toMatchObject({
        togglProjectId: id,
        togglProjectProblem: null,
      });
    }
    okBody(await toggl.connect());
    await toggl.start('Coding');
    expect(toggl.sandbox.running()?.projectId).toBe(33);
    await toggl.pass(minute);
    const calls = await callsAfter(() => toggl.start('Mail'));
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    expect(toggl.sandbox.running()).toMatchObject({ description: 'Mail', projectId: null });
    expect(okBody(await client.categories())).toMatchObject([
      { name: 'Coding', togglProjectProblem: null },
      {
        name: 'Mail',
        togglProjectId: '4242',
        togglProjectProblem: expect.stringContaining('Toggl showed no project 4242'),
      },
    ]);
  });

  it('tracks on without its project once that is archived, and says why', async () => {
    const { sandbox, start } = await begin({ projects: [{ name: 'Client' }] });
    const [client] = await projects();
    const { categoryId } = await start('Coding');
    const togglProjectId = client?.id ?? '';
    okBody(await toggl.client().editCategory(categoryId, { togglProjectId }));
    sandbox.seed({
      projects: [{ id: Number(togglProjectId), name: 'Client', active: false }],
    });
    okBody(await toggl.client().refreshProjects());
    await toggl.pass(minute);
    await start('Mail');
    await toggl.pass(minute);
    await start('Coding');
    expect(sandbox.running()?.projectId).toBeNull();
    const [coding] = okBody(await toggl.client().categories());
    expect(coding).toMatchObject({
      togglProjectId,
      togglProjectProblem: expect.stringContaining('archived'),
    });
  });

  it('whose project Toggl refuses is not refused again with each start', async () => {
    const seed = { projects: [{ id: 33, name: 'Client' }] };
    const refusing = { switches: { archivedProjectOnCreate: 'refuse' } } as const;
    const { sandbox, start } = await begin(seed, {}, refusing);
    const { categoryId } = await start('Coding');
    await toggl.pass(minute);
    await start('Mail');
    okBody(await toggl.client().editCategory(categoryId, { togglProjectId: '33' }));
    // Nobody has read the projects since.
    sandbox.seed({ projects: [{ id: 33, name: 'Client', active: false }] });
    await toggl.pass(minute);
    const refusedStart = await callsAfter(() => start('Coding'));
    expect(refusedStart.filter((call) => call.startsWith('POST'))).toHaveLength(2);
    expect(sandbox.running()).toMatchObject({ description: 'Coding', projectId: null });
    await toggl.pass(minute);
    await start('Mail');
    await toggl.pass(minute);
    expect(await callsAfter(() => start('Coding'))).toHaveLength(1);
    const [coding] = okBody(await toggl.client().categories());
    expect(coding?.togglProjectProblem).toContain('User cannot access the selected project');
    await toggl.pass(hour);
    const doubted = await callsAfter(async () => {
      toggl.server().beginProjecting();
      await toggl.server().whenProjected();
    });
    expect(doubted).toEqual([expect.stringContaining('/projects?active=both')]);
    expect(await callsAfter(() => start('Coding'))).toHaveLength(0);
  });
});

describe('with TOGGL_CREATE_PROJECTS on', () => {
  const lookAgain = async () => {
    toggl.server().beginProjecting();
    await toggl.server().whenProjected();
  };

  it('a category that a person kept gets a project, a new one none', async () => {
    const { sandbox, start } = await begin({}, { TOGGL_CREATE_PROJECTS: 'on' });
    const { categoryId } = await start('Coding');
    await lookAgain();
    expect(await projects()).toEqual([]);
    okBody(await toggl.client().editCategory(categoryId, { isNew: false }));
    await lookAgain();
    expect(await projects()).toMatchObject([{ name: 'Coding', categoryIds: [categoryId] }]);
    expect(sandbox.running()?.projectId).not.toBeNull();
    expect(await callsAfter(lookAgain)).toEqual([]);
  });

  it('a category gets none while nothing of it runs', async () => {
    const { start } = await begin({}, { TOGGL_CREATE_PROJECTS: 'on' });
    const { categoryId } = await start('Coding');
    await toggl.pass(minute);
    okBody(await toggl.client().stop({ dimension: 'PRIMARY' }));
    okBody(await toggl.client().editCategory(categoryId, { isNew: false }));
    await lookAgain();
    expect(await projects()).toEqual([]);
    expect(toggl.server().faults).toEqual([]);
  });

  it('a category gets none while what runs of it stays out of Toggl', async () => {
    await begin({}, { TOGGL_CREATE_PROJECTS: 'on' });
    const sleep = { dimension: 'PRIMARY', category: 'Sleep', source: 'HEALTH' } as const;
    const { categoryId } = okBody(await toggl.client().start(sleep));
    okBody(await toggl.client().editCategory(categoryId, { isNew: false }));
    await lookAgain();
    expect(await projects()).toEqual([]);
  });

  it('one that Toggl refuses is not asked for twice', async () => {
    const { sandbox, start } = await begin({}, { TOGGL_CREATE_PROJECTS: 'on' });
    const { categoryId } = await start('Coding');
    sandbox.seed({ projects: [{ name: 'Coding', active: false }] });
    okBody(await toggl.client().editCategory(categoryId, { isNew: false }));
    expect((await callsAfter(lookAgain)).filter((call) => call.startsWith('POST'))).toHaveLength(1);
    expect(await callsAfter(lookAgain)).toEqual([]);
    expect(sandbox.running()?.projectId).toBeNull();
  });
});

describe('GET /api/categories/unmapped', () => {
  it('lists what goes to no project, with what to offer', async () => {
    await begin({ projects: [{ name: 'Deep-Work' }, { name: 'Mail' }, { name: 'mail' }] });
    await toggl.start('Mail');
    await toggl.pass(minute);
    await toggl.start('deep work');
    await toggl.pass(5 * minute);
    const onPurpose = await toggl.start('Lunch');
    okBody(await toggl.client().editCategory(onPurpose.categoryId, { togglProjectId: null }));
    okBody(await toggl.client().start({ dimension: 'WORK_MODE', category: 'Deep' }));
    okBody(await toggl.client().createCategory({ name: 'Planned' }));
    const unmapped = okBody(await toggl.client().unmappedCategories());
    expect(unmapped).toMatchObject([
      { name: 'deep work', seconds: 300, isNew: true, suggestedProject: { name: 'Deep-Work' } },
      { name: 'Mail', seconds: 60, suggestedProject: { name: 'Mail' } },
      { name: 'Planned', seconds: 0, lastUsedAt: null, suggestedProject: null },
    ]);
  });
});

describe('POST /api/categories/:id/project', () => {
  it('makes an active project of that name, once under one key', async () => {
    const { sandbox, start } = await begin();
    const { categoryId } = await start('Coding');
    const calls = await callsAfter(async () => {
      const made = okBody(await toggl.client().createProject(categoryId, 'tap'));
      expect(made).toMatchObject({ togglProject: 'Coding', togglProjectOrigin: 'chosen' });
      okBody(await toggl.client().createProject(categoryId, 'tap'));
    });
    expect(calls.filter((call) => /POST .*projects$/.test(call))).toHaveLength(1);
    const body = sandbox.requests().find(({ path }) => path.endsWith('/projects'))?.body ?? '';
    expect(JSON.parse(body)).toEqual({ name: 'Coding', active: true });
    expect(await projects()).toMatchObject([{ name: 'Coding', isActive: true }]);
  });

  it.each([
    { active: true, words: 'Choose it', reason: 'that is there' },
    { active: false, words: 'archived', reason: 'that is archived' },
  ])('is refused for a name $reason, without a call', async ({ active, words }) => {
    await begin({ projects: [{ name: 'CODING', active }] });
    const { categoryId } = await toggl.start('Coding');
    const calls = await callsAfter(async () => {
      const answer = await toggl.client().createProject(categoryId);
      expect(refusedCode(answer)).toEqual([409, 'project_exists']);
      expect(answer.ok ? '' : answer.error.message).toContain(words);
    });
    expect(calls).toEqual([]);
  });

  it("passes Toggl's own refusal on, and changes nothing here", async () => {
    const { sandbox, start } = await begin();
    const { categoryId } = await start('Coding');
    sandbox.seed({ projects: [{ name: 'Coding' }] });
    const answer = await toggl.client().createProject(categoryId);
    expect(refusedCode(answer)).toEqual([422, 'toggl_refused']);
    expect(answer.ok ? '' : answer.error.message).toContain('Name has already been taken');
    const [coding] = okBody(await toggl.client().categories());
    expect(coding?.togglProjectOrigin).toBe('none');
  });
});
