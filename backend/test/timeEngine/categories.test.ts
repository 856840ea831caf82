import { expect, it } from 'vitest';
import { createCategories } from '../../src/services/categories/categories.ts';
import { findAccount } from '../../src/store/accounts.ts';
import { replaceTogglProjects } from '../../src/store/togglProjects.ts';
import { describeEachDatabase, type GivenDatabase } from '../support/databases.ts';
import { done, makeEngineWorld, morning, newTestId, refusalOf } from '../support/engineWorld.ts';

async function makeWorld(given: GivenDatabase) {
  const database = given.database();
  const world = await makeEngineWorld(database);
  const categories = createCategories({
    database,
    now: () => world.clock.now,
    newId: newTestId,
    mergePrice: async () => ({ entries: 0, calls: 0, skipped: 0 }),
    categoryUsers: [],
  });
  const revision = async () =>
    (await findAccount(database.reader, world.caller.accountId))?.engineRevision;
  return { ...world, database, categories, revision };
}

describeEachDatabase('categories', (given) => {
  it('are created with an order and a colour of their own', async () => {
    const { categories, caller, revision } = await makeWorld(given);
    const coding = done(await categories.create(caller, { name: ' Coding ' })).category;
    const email = done(
      await categories.create(caller, { name: 'Email', isBillable: true }),
    ).category;
    expect(coding).toMatchObject({ name: 'Coding', sortOrder: 0, isNew: false, isBillable: false });
    expect(email).toMatchObject({ sortOrder: 1, isBillable: true });
    expect(email.color).not.toBe(coding.color);
    expect(await categories.list(caller.accountId)).toEqual([coding, email]);
    expect(await revision()).toBe(2);
  });

  it('cannot share a name, whatever its case and spaces', async () => {
    const { categories, caller, revision } = await makeWorld(given);
    const { category } = done(await categories.create(caller, { name: 'Deep Work' }));
    const other = done(await categories.create(caller, { name: 'Email' })).category;
    const twin = await categories.create(caller, { name: 'deep  WORK' });
    expect(refusalOf(twin).code).toBe('category_name_taken');
    const renamed = await categories.patch(caller, { categoryId: other.id, name: 'DEEP WORK' });
    expect(refusalOf(renamed).code).toBe('category_name_taken');
    expect(await revision()).toBe(2);
    const recased = await categories.patch(caller, { categoryId: category.id, name: 'DEEP work' });
    expect(done(recased).category.name).toBe('DEEP work');
  });

  it('are not new any more once a person has looked at them', async () => {
    const { categories, caller, startAt, engine } = await makeWorld(given);
    const { categoryId } = await startAt(morning, 'Coding');
    expect((await categories.list(caller.accountId))[0]?.isNew).toBe(true);
    const { category } = done(await categories.patch(caller, { categoryId, name: 'Programming' }));
    expect(category).toMatchObject({ name: 'Programming', isNew: false });
    const { PRIMARY: running } = await engine.state(caller.accountId);
    expect(running?.category).toBe('Programming');
  });

  it('change only in what was sent', async () => {
    const { categories, caller } = await makeWorld(given);
    const before = done(
      await categories.create(caller, { name: 'Coding', icon: 'code', color: '#123456' }),
    ).category;
    const sent = { isArchived: true, sortOrder: 7 };
    const { category } = done(await categories.patch(caller, { categoryId: before.id, ...sent }));
    expect(category).toEqual({ ...before, ...sent });
    const missing = await categories.patch(caller, { categoryId: 'nobody', name: 'Chess' });
    expect(refusalOf(missing).code).toBe('category_not_found');
  });

  it.each([
    {
      projects: ['Coding'],
      togglProjectId: undefined,
      origin: 'matched',
      project: 'Coding',
      reason: 'one active project has the name',
    },
    {
      projects: ['Coding', 'CODING'],
      togglProjectId: undefined,
      origin: 'none',
      project: null,
      reason: 'two have it',
    },
    {
      projects: ['Coding (archived)'],
      togglProjectId: undefined,
      origin: 'none',
      project: null,
      reason: 'it is archived',
    },
    {
      projects: ['Coding', 'Else'],
      togglProjectId: 101,
      origin: 'chosen',
      project: 'Else',
      reason: 'a person chose another',
    },
    {
      projects: ['Coding'],
      togglProjectId: null,
      origin: 'chosen',
      project: null,
      reason: 'a person chose none',
    },
  ])(
    'map to a project, $origin: $reason',
    async ({ projects, togglProjectId, origin, project }) => {
      const { categories, caller, database } = await makeWorld(given);
      const rows = projects.map((name, i) => ({
        id: 100 + i,
        workspaceId: 1,
        name: name.replace(' (archived)', ''),
        foldedName: name.replace(' (archived)', '').toLowerCase(),
        isActive: !name.includes('archived'),
        isPrivate: false,
        refusedReason: null,
      }));
      await database.write((tx) => replaceTogglProjects(tx, caller.accountId, rows));
      done(await categories.create(caller, { name: 'Coding', togglProjectId }));
      expect(await categories.list(caller.accountId)).toMatchObject([
        { togglProject: project, togglProjectOrigin: origin },
      ]);
    },
  );
});
