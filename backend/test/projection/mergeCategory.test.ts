/** Merging categories, as Toggl shows it. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

type Begin = Readonly<{ slices?: number }>;

/** So many slices of Codng, one of Coding, both known to Toggl; answers their categories. */
async function begin({ slices = 3 }: Begin = {}) {
  rig = await makeRig({
    sandbox: { plan: { organization: 1000, user: 1000 } },
    seed: { projects: [{ name: 'Coding' }] },
  });
  let fromId = '';
  for (let made = 0; made < slices; made += 1) fromId = await track('Codng');
  const intoId = await track('Coding');
  return { fromId, intoId };
}

async function track(category: string) {
  const { categoryId } = await rig.start(category);
  await rig.advance(2 * minute);
  await rig.stop();
  await rig.advance(minute);
  return categoryId;
}

type Ids = Readonly<{ fromId: string; intoId: string }>;

const merge = async ({ fromId: categoryId, intoId }: Ids, dryRun = false) =>
  done(await rig.commands().mergeCategory(rig.caller, { categoryId, intoId, dryRun }));
const texts = () => rig.shown().map(({ description }) => description);
const projectNames = async () => {
  const rows = await rig.database.reader.selectFrom('toggl_project').selectAll().execute();
  const named = new Map(rows.map(({ id, name }) => [id, name]));
  return rig.sandbox.entries().map(({ projectId }) => named.get(projectId ?? 0) ?? null);
};
const callsOf = (act: () => Promise<unknown>, ms = 5 * minute) => rig.callsOf(act, ms);
const expectSettled = async () =>
  expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });

describe('merging a category', () => {
  it('tells its price first, and changes nothing then', async () => {
    const ids = await begin();
    const calls = await callsOf(async () =>
      expect(await merge(ids, true)).toMatchObject({ slices: 3, entries: 3, calls: 1, skipped: 0 }),
    );
    expect(calls).toEqual([]);
    expect(texts()).toEqual(['Codng', 'Codng', 'Codng', 'Coding']);
  });

  it.each([true, false])(
    'is refused where there is no such category, dryRun %s',
    async (dryRun) => {
      const { fromId: categoryId } = await begin();
      const merging = { categoryId, intoId: 'nobody', dryRun };
      const refused = refusalOf(await rig.commands().mergeCategory(rig.caller, merging));
      expect(refused.code).toBe('category_not_found');
    },
  );

  it('brings name and project to all of its past entries by one call', async () => {
    const ids = await begin();
    expect(await callsOf(() => merge(ids))).toEqual(['PATCH']);
    expect(texts()).toEqual(['Coding', 'Coding', 'Coding', 'Coding']);
    expect(new Set(await projectNames())).toEqual(new Set(['Coding']));
    await expectSettled();
  });

  it('is taken back by one undo and one call', async () => {
    const ids = await begin();
    const { changeIds } = await merge(ids);
    await rig.advance(5 * minute);
    const calls = await callsOf(async () =>
      done(await rig.commands().undoChange(rig.caller, { changeId: changeIds[0] })),
    );
    expect(calls).toEqual(['PATCH']);
    expect(texts()).toEqual(['Codng', 'Codng', 'Codng', 'Coding']);
    expect(await projectNames()).toEqual([null, null, null, 'Coding']);
    await expectSettled();
  });

  it('is done again by undoing that, by one call, and leaves texts of a human', async () => {
    const ids = await begin({ slices: 2 });
    await rig.start('Codng');
    await rig.advance(minute);
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { description: 'the parser' });
    await rig.stop();
    await rig.advance(minute);
    const { changeIds } = await merge(ids);
    await rig.advance(5 * minute);
    const undone = done(await rig.commands().undoChange(rig.caller, { changeId: changeIds[0] }));
    await rig.advance(5 * minute);
    const again = async () =>
      done(await rig.commands().undoChange(rig.caller, { changeId: undone.changeId }));
    expect(await callsOf(again)).toEqual(['PATCH']);
    expect(texts()).toEqual(['Coding', 'Coding', 'Coding', 'the parser']);
    await expectSettled();
  });

  it('renames what runs by a call of its own, and leaves it running', async () => {
    const ids = await begin({ slices: 1 });
    await rig.start('Codng');
    await rig.advance(minute);
    expect(await merge(ids, true)).toMatchObject({ slices: 2, entries: 2, calls: 2 });
    const calls = await callsOf(() => merge(ids));
    expect(calls.toSorted()).toEqual(['PATCH', 'PUT']);
    expect(rig.sandbox.running()).toMatchObject({ description: 'Coding', stopSecond: null });
    expect(texts()).toEqual(['Coding', 'Coding', 'Coding']);
  });

  it('leaves what a human wrote in Timery, and says how many', async () => {
    const ids = await begin({ slices: 1 });
    await rig.start('Codng');
    await rig.advance(minute);
    const [, , running] = rig.sandbox.entries();
    rig.human.edit(running?.id ?? 0, { description: 'the parser' });
    await rig.stop();
    await rig.advance(minute);
    expect(await merge(ids)).toMatchObject({ slices: 2, entries: 1, calls: 1, skipped: 1 });
    await rig.advance(5 * minute);
    expect(texts()).toEqual(['Coding', 'Coding', 'the parser']);
    await expectSettled();
  });

  it('costs one call for each hundred entries', async () => {
    const ids = await begin({ slices: 101 });
    expect(await merge(ids, true)).toMatchObject({ slices: 101, entries: 101, calls: 2 });
    expect(await callsOf(() => merge(ids))).toEqual(['PATCH', 'PATCH']);
    expect(new Set(texts())).toEqual(new Set(['Coding']));
    await expectSettled();
  });
});
