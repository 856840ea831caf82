/** A timer that is taken over from Timery keeps its project where its category has none. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCategories } from '../../src/store/categories.ts';
import { allSlices, done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

const running = {
  startSecond: morning / 1000 - 600,
  stopSecond: null,
  description: 'Chapter two',
  projectId: 77,
};
const adopt = async () => rig.commands().adoptRunning(rig.caller, {});
const slices = () => allSlices(rig.database, rig.caller.accountId);

describe('the project of a timer that is adopted', () => {
  const projectOfRunning = () => rig.sandbox.running()?.projectId;
  const categoryIdOf = async (name: string) => {
    const found = await listCategories(rig.database.reader, rig.caller.accountId);
    return found.find((category) => category.name === name)?.id ?? '';
  };
  const choose = async (name: string, togglProjectId: number | null) => {
    const categoryId = await categoryIdOf(name);
    done(await rig.commands().patchCategory(rig.caller, { categoryId, togglProjectId }));
  };
  const settled = { pending: 0, held: 0, parked: 0 };

  it.each([
    {
      reason: 'two projects have its name',
      projects: [
        { id: 77, name: 'Books' },
        { id: 78, name: 'BOOKS' },
      ],
    },
    { reason: 'it is archived', projects: [{ id: 77, name: 'Books', active: false }] },
  ])('stays where $reason', async ({ projects }) => {
    rig = await makeRig({ seed: { projects, entries: [running] } });
    expect(await rig.callsOf(async () => done(await adopt()))).toEqual(['PUT']);
    expect(projectOfRunning()).toBe(77);
    expect(await rig.status()).toMatchObject(settled);
    expect(await rig.callsOf(() => rig.stop())).toEqual(['PATCH']);
    await rig.import();
    expect(await rig.warnings()).toEqual([]);
  });

  describe('where none is chosen for its category', () => {
    beforeEach(async () => {
      const projects = [
        { id: 77, name: 'Books' },
        { id: 78, name: 'Study' },
      ];
      rig = await makeRig({ seed: { projects } });
      await rig.start('Books');
      await rig.advance(minute);
      await choose('Books', null);
      await rig.advance(minute);
      rig.human.start('Books', { projectId: 77 });
      await rig.advance(minute);
      done(await adopt());
      await rig.advance(minute);
    });

    it('stays, without a word', async () => {
      expect(projectOfRunning()).toBe(77);
      await rig.import();
      expect(await rig.warnings()).toEqual([]);
      expect(await rig.status()).toMatchObject(settled);
    });

    it('is changed once the category is given one', async () => {
      await choose('Books', 78);
      await rig.advance(minute);
      expect(projectOfRunning()).toBe(78);
    });

    it('is taken away once the slice is of another category, and comes back with it', async () => {
      const sliceId = (await slices()).at(-1)?.id ?? '';
      done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Tea' }));
      await rig.advance(minute);
      expect(projectOfRunning()).toBeNull();
      done(await rig.commands().undoChange(rig.caller, {}));
      await rig.advance(minute);
      expect(projectOfRunning()).toBe(77);
    });

    it('follows the category on request once the entry is of the past', async () => {
      await rig.advance(10 * minute);
      await rig.stop();
      await rig.advance(minute);
      await choose('Books', 78);
      await rig.advance(minute);
      const projectOfLast = () => rig.sandbox.entries().at(-1)?.projectId;
      expect(projectOfLast()).toBe(77);
      const categoryId = await categoryIdOf('Books');
      done(await rig.commands().refreshCategory(rig.caller, { categoryId, dryRun: false }));
      await rig.advance(minute);
      expect(projectOfLast()).toBe(78);
    });
  });

  describe('where its category has another', () => {
    beforeEach(async () => {
      const projects = [
        { id: 77, name: 'Books' },
        { id: 78, name: 'Study' },
      ];
      rig = await makeRig({ seed: { projects } });
      await rig.start('Books');
      await rig.advance(minute);
      await choose('Books', 78);
      await rig.stop();
      await rig.advance(minute);
      rig.human.start('Chapter two', { projectId: 77, tags: ['theirs'] });
    });
    const undo = async () => done(await rig.commands().undoChange(rig.caller, {}));

    it('is changed by the call that adds our tag, and given back by one', async () => {
      expect(await rig.callsOf(async () => done(await adopt()))).toEqual(['GET', 'PUT']);
      expect(projectOfRunning()).toBe(78);
      expect(await rig.callsOf(undo)).toEqual(['PUT']);
      expect(rig.sandbox.running()).toMatchObject({ description: 'Chapter two', projectId: 77 });
      await rig.import();
      expect(await rig.warnings()).toEqual([]);
      expect(await rig.callsOf(() => rig.advance(minute))).toEqual([]);
    });

    it('is given back once Toggl answers again', async () => {
      done(await adopt());
      await rig.advance(minute);
      rig.outage.isOn = true;
      await undo();
      await rig.advance(10 * minute);
      expect(projectOfRunning()).toBe(78);
      rig.outage.isOn = false;
      await rig.advance(10 * minute);
      expect(projectOfRunning()).toBe(77);
    });

    it('is ours again once it is adopted anew, before or after it was given back', async () => {
      done(await adopt());
      await rig.advance(minute);
      await undo();
      await rig.advance(minute);
      done(await adopt());
      await rig.advance(minute);
      expect(projectOfRunning()).toBe(78);
      rig.outage.isOn = true;
      await undo();
      await rig.advance(minute);
      done(await adopt());
      rig.outage.isOn = false;
      await rig.advance(10 * minute);
      expect(projectOfRunning()).toBe(78);
      await undo();
      await rig.advance(minute);
      expect(projectOfRunning()).toBe(77);
    });
  });
});
