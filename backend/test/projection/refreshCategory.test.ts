/** Bringing entries of the past to the name and project of their category, on request. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

type Begin = Readonly<{ slices?: number; switches?: object; plan?: object }>;

/** Coding, renamed to Programming after so many slices of it ended; answers its id. */
async function begin({ slices = 3, switches = {}, plan = {} }: Begin = {}) {
  rig = await makeRig({
    sandbox: { switches, plan: { organization: 1000, user: 1000, ...plan } },
    seed: { projects: [{ name: 'Client' }] },
  });
  let categoryId = '';
  for (let made = 0; made < slices; made += 1) {
    categoryId = (await rig.start('Coding')).categoryId;
    await rig.advance(2 * minute);
    await rig.stop();
    await rig.advance(minute);
  }
  await rename(categoryId, 'Programming');
  return categoryId;
}
const rename = async (categoryId: string, name: string) => {
  done(await rig.commands().patchCategory(rig.caller, { categoryId, name }));
  await rig.advance(minute);
};
const refresh = async (categoryId: string, dryRun = false) => {
  const answer = await rig.commands().refreshCategory(rig.caller, { categoryId, dryRun });
  const { entries, calls, skipped } = done(answer);
  return { entries, calls, skipped };
};
const texts = () => rig.shown().map(({ description }) => description);
const callsOf = (act: () => Promise<unknown>, ms = 5 * minute) => rig.callsOf(act, ms);
const expectSettled = async () =>
  expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });

describe('a refresh of a category', () => {
  it('tells its price first, and changes nothing then', async () => {
    const categoryId = await begin();
    const price = { entries: 3, calls: 1, skipped: 0 };
    expect(
      await callsOf(async () => expect(await refresh(categoryId, true)).toEqual(price)),
    ).toEqual([]);
    expect(texts()).toEqual(['Coding', 'Coding', 'Coding']);
  });

  it('changes all of its past entries by one call, and then no more', async () => {
    const categoryId = await begin();
    expect(await callsOf(() => refresh(categoryId))).toEqual(['PATCH']);
    expect(texts()).toEqual(['Programming', 'Programming', 'Programming']);
    await expectSettled();
    expect(await refresh(categoryId, true)).toEqual({ entries: 0, calls: 0, skipped: 0 });
    expect(await callsOf(() => refresh(categoryId))).toEqual([]);
  });

  it('costs one call for each hundred', async () => {
    const categoryId = await begin({ slices: 230 });
    expect(await refresh(categoryId, true)).toEqual({ entries: 230, calls: 3, skipped: 0 });
    expect(await callsOf(() => refresh(categoryId))).toEqual(['PATCH', 'PATCH', 'PATCH']);
    expect(new Set(texts())).toEqual(new Set(['Programming']));
    await expectSettled();
  });

  it('brings a project as well, and takes it away', async () => {
    const categoryId = await begin();
    const [project] = await rig.database.reader.selectFrom('toggl_project').select('id').execute();
    for (const togglProjectId of [project?.id ?? null, null]) {
      done(await rig.commands().patchCategory(rig.caller, { categoryId, togglProjectId }));
      await rig.advance(minute);
      expect(await callsOf(() => refresh(categoryId))).toEqual(['PATCH']);
      const projects = rig.sandbox.entries().map(({ projectId }) => projectId);
      expect(projects).toEqual([togglProjectId, togglProjectId, togglProjectId]);
    }
  });

  it('leaves what a human wrote in Timery, and says how many', async () => {
    const categoryId = await begin({ slices: 1 });
    const { id: sliceId } = await rig.start('Programming');
    await rig.advance(2 * minute);
    const [, second] = rig.sandbox.entries();
    rig.human.edit(second?.id ?? 0, { description: 'the parser' });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    await rename(categoryId, 'Software');
    expect(await refresh(categoryId)).toEqual({ entries: 1, calls: 1, skipped: 1 });
    await rig.advance(5 * minute);
    expect(texts()).toEqual(['Software', 'the parser']);
    expect(sliceId).not.toBe('');
  });

  it('asks one by one for what a call for many did not change', async () => {
    const categoryId = await begin();
    const [gone] = rig.sandbox.entries();
    rig.human.delete(gone?.id ?? 0);
    expect(await callsOf(() => refresh(categoryId))).toEqual(['PATCH', 'PUT']);
    expect(texts()).toEqual(['Programming', 'Programming']);
    expect((await rig.warnings()).map(({ kind }) => kind)).toEqual(['deleted-in-timery']);
    await expectSettled();
  });

  it('is done once where its answer is lost, and after a crash', async () => {
    const categoryId = await begin();
    rig.faults.add({ fault: 'lost-after', matches: ({ method }) => method === 'PATCH' });
    const methods = await callsOf(() => refresh(categoryId));
    expect(methods).toEqual(['PATCH', 'PATCH']);
    await rename(categoryId, 'Software');
    rig.outage.isOn = true;
    await refresh(categoryId);
    await rig.advance(minute);
    await rig.crashAndRestart();
    rig.outage.isOn = false;
    await rig.advance(5 * minute);
    expect(new Set(texts())).toEqual(new Set(['Software']));
    await expectSettled();
  });

  it('waits while the reserve is all there is, and goes on afterwards', async () => {
    const categoryId = await begin();
    rig.human.spend('organization', 1000 - 12);
    await rig.start('Mail');
    await rig.advance(minute);
    const left = rig.sandbox.quota().organization.remaining;
    rig.human.spend('organization', left - 5);
    await rig.stop();
    await rig.advance(minute);
    expect(await callsOf(() => refresh(categoryId))).toEqual([]);
    expect(texts().slice(0, 3)).toEqual(['Coding', 'Coding', 'Coding']);
    await rig.advance(60 * minute);
    expect(texts().slice(0, 3)).toEqual(['Programming', 'Programming', 'Programming']);
    await expectSettled();
  });

  it('is refused for a category that is not there', async () => {
    await begin({ slices: 1 });
    const asked = { categoryId: 'none', dryRun: true };
    const answer = await rig.commands().refreshCategory(rig.caller, asked);
    expect(refusalOf(answer).code).toBe('category_not_found');
  });
});
