/** What a human changed in Timery, and a person's answer to it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTogglWarnings } from '../../src/services/toggl/togglWarnings.ts';
import { done, morning, newTestId, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const firstSecond = morning / 1000;

describe('a warning about an edit in Timery', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  const slices = async () => {
    const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
    const page = await rig.engine().listSlices(rig.caller.accountId, range);
    return page.slices.filter(({ dimension }) => dimension === 'PRIMARY').toReversed();
  };
  /** In seconds after the morning. */
  const spans = async () =>
    (await slices()).map(({ startAt, endAt }) => [
      (startAt - morning) / second,
      endAt === null ? null : (endAt - morning) / second,
    ]);
  const ourEntryId = () => {
    const ours = rig.sandbox.entries().filter(({ tags }) => tags.includes('compass'));
    return ours.at(-1)?.id ?? 0;
  };
  /** A reply that shows the entry: the mode changes its tag. */
  const seeAgain = async (mode = 'Deep Work') => {
    await rig.start(mode, 'WORK_MODE');
    await rig.advance(minute);
  };
  const answer = async (action: 'keep' | 'restore' | 'dismiss', onOverlap?: 'trim') => {
    const warningId = (await rig.onlyWarning()).id;
    return rig.commands().answerWarning(rig.caller, { warningId, action, onOverlap });
  };
  const answerOf = async (kind: string, action: 'keep' | 'restore') => {
    const warningId = (await rig.warnings()).find((one) => one.kind === kind)?.id ?? '';
    return rig.commands().answerWarning(rig.caller, { warningId, action });
  };
  const expectSettled = async () => {
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
    expect(await rig.warnings()).toEqual([]);
  };

  type Edit = Readonly<{
    reason: string;
    /** Entered with one slice, Coding, that runs since a minute. */
    arrange: () => Promise<void>;
    kind: string;
    offer: string;
    kept: readonly (readonly (number | null)[])[];
    restored: Readonly<{ start: number; stop: number | null }>;
    restoring: readonly string[];
  }>;

  const edits: readonly Edit[] = [
    {
      reason: 'the start of what runs',
      arrange: async () => {
        rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
        await seeAgain();
      },
      kind: 'time-changed',
      offer: 'keep: start at 08:55 here too',
      kept: [[-300, null]],
      restored: { start: 0, stop: null },
      restoring: ['PUT'],
    },
    {
      reason: 'the stop of what runs',
      arrange: async () => {
        rig.human.stop();
        // Seen by another name: a mode that begins now would be none of the stopped entry's.
        const [slice] = await slices();
        const categoryId = slice?.categoryId ?? '';
        await rig.commands().patchCategory(rig.caller, { categoryId, name: 'Programming' });
        await rig.advance(minute);
      },
      kind: 'stopped-in-timery',
      offer: 'keep: stop at 09:01 as in Timery',
      kept: [[0, 60]],
      restored: { start: 0, stop: null },
      // Nothing of ours ran in Toggl: one look follows, as after a start from idle.
      restoring: ['PUT', 'GET'],
    },
    {
      reason: 'both ends of what has ended',
      arrange: async () => {
        await rig.stop();
        await rig.advance(minute);
        rig.human.edit(ourEntryId(), {
          startSecond: firstSecond - 60,
          stopSecond: firstSecond + 30,
        });
        const [slice] = await slices();
        await rig.commands().editSlice(rig.caller, { sliceId: slice?.id ?? '', category: 'Mail' });
        await rig.advance(minute);
      },
      kind: 'time-changed',
      offer: 'keep: start at 08:59 and end at 09:00 here too',
      kept: [[-60, 30]],
      restored: { start: 0, stop: 60 },
      restoring: ['PUT'],
    },
    {
      reason: 'that the entry is deleted',
      arrange: async () => {
        rig.human.delete(ourEntryId());
        await seeAgain();
      },
      kind: 'deleted-in-timery',
      offer: 'keep: delete the slice here too',
      kept: [],
      restored: { start: 0, stop: null },
      // A start from idle is followed by one look.
      restoring: ['POST', 'GET'],
    },
  ];

  describe.each(edits)('that changed $reason', (edit) => {
    beforeEach(async () => {
      await rig.start('Coding');
      await rig.advance(minute);
      await edit.arrange();
    });

    it('shows both versions, what may be done and what that does', async () => {
      const warning = await rig.onlyWarning();
      expect(warning).toMatchObject({ kind: edit.kind, actions: ['keep', 'restore'] });
      expect(warning.message).toContain(edit.offer);
      expect(warning.ours).not.toBeNull();
    });

    it('takes the version of Timery over without a call', async () => {
      const methods = await rig.callsOf(async () => done(await answer('keep')));
      expect(methods).toEqual([]);
      expect(await spans()).toEqual(edit.kept);
      await expectSettled();
    });

    it('puts ours back by the fewest calls', async () => {
      const before = await spans();
      const methods = await rig.callsOf(async () => done(await answer('restore')));
      expect(methods).toEqual(edit.restoring);
      expect(await spans()).toEqual(before);
      expect(rig.shown()).toMatchObject([edit.restored]);
      await expectSettled();
    });

    it('takes an answer of before a crash in', async () => {
      const warningId = (await rig.onlyWarning()).id;
      // Without the nudge that follows it: the program died in between.
      const { database, time } = rig;
      const warnings = createTogglWarnings({ database, now: time.now, newId: newTestId });
      done(await warnings.answer(rig.caller, { warningId, action: 'restore' }));
      await rig.crashAndRestart();
      await rig.advance(minute);
      expect(rig.shown()).toMatchObject([edit.restored]);
      await expectSettled();
    });
  });

  it('closes with the deletion that is answered what it made void', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
    await seeAgain();
    rig.human.delete(ourEntryId());
    await seeAgain('Admin');
    done(await answerOf('deleted-in-timery', 'restore'));
    await rig.advance(minute);
    await expectSettled();
  });

  it('leaves the deletion open where its times are answered', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
    await seeAgain();
    rig.human.delete(ourEntryId());
    await seeAgain('Admin');
    done(await answerOf('time-changed', 'keep'));
    await rig.advance(minute);
    expect(await rig.onlyWarning()).toMatchObject({ kind: 'deleted-in-timery' });
  });

  it('undoes what was kept, and Toggl follows', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
    await seeAgain();
    const { changeId } = done(await answer('keep'));
    const undo = async () =>
      done(await rig.commands().undoChange(rig.caller, { changeId: changeId ?? '' }));
    expect(await rig.callsOf(undo)).toEqual(['PUT']);
    expect(rig.shown()).toMatchObject([{ start: 0, stop: null }]);
  });

  it('brings a deleted entry back when the kept deletion is undone', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    rig.human.delete(ourEntryId());
    const [slice] = await slices();
    await rig.commands().editSlice(rig.caller, { sliceId: slice?.id ?? '', category: 'Mail' });
    await rig.advance(minute);
    const { changeId } = done(await answer('keep'));
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, { changeId: changeId ?? '' }));
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Mail', start: 0, stop: 60 }]);
    await expectSettled();
  });

  it('about a deleted entry is closed with the slice, and the undo shows both again', async () => {
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    rig.human.delete(ourEntryId());
    await seeAgain();
    done(await rig.commands().deleteSlice(rig.caller, { sliceId }));
    await rig.advance(minute);
    await expectSettled();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
    await expectSettled();
  });

  describe('that changed the project', () => {
    const projectOf = () => rig.sandbox.entries().at(-1)?.projectId;
    const seeded = { projects: [{ name: 'Coding' }, { name: 'Client' }, { name: 'Other' }] };
    const idOf = async (name: string) => {
      const { rows } = await projectRows();
      return rows.find((row) => row.name === name)?.id ?? 0;
    };
    const projectRows = async () => ({
      rows: await rig.database.reader.selectFrom('toggl_project').select(['id', 'name']).execute(),
    });
    beforeEach(async () => {
      await rig.close();
      rig = await makeRig({ seed: seeded });
      await rig.start('Coding');
      await rig.advance(minute);
      rig.human.edit(ourEntryId(), { projectId: await idOf('Client') });
      await seeAgain();
    });

    it('leaves it there once it is kept, until another project is wanted', async () => {
      expect((await rig.onlyWarning()).kind).toBe('project-changed');
      expect(await rig.callsOf(async () => done(await answer('keep')))).toEqual([]);
      await seeAgain('Admin');
      expect(projectOf()).toBe(await idOf('Client'));
      await expectSettled();
      const [slice] = await slices();
      const togglProjectId = await idOf('Other');
      const remap = async () =>
        rig.commands().patchCategory(rig.caller, {
          categoryId: slice?.categoryId ?? '',
          togglProjectId,
        });
      expect(await rig.callsOf(remap)).toEqual(['PUT']);
      expect(projectOf()).toBe(togglProjectId);
    });

    it('puts the project of the category back', async () => {
      expect(await rig.callsOf(async () => done(await answer('restore')))).toEqual(['PUT']);
      expect(projectOf()).toBe(await idOf('Coding'));
      await expectSettled();
    });
  });

  it('stays open where the engine refuses what Timery says, and tells why', async () => {
    await rig.start('Mail');
    await rig.advance(10 * minute);
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond + 300 });
    await seeAgain();
    expect(refusalOf(await answer('keep')).code).toBe('overlap');
    expect(await rig.status()).toMatchObject({ held: 1 });
    done(await answer('keep', 'trim'));
    await rig.advance(minute);
    expect(await spans()).toEqual([
      [0, 300],
      [300, null],
    ]);
    await expectSettled();
  });

  it('trims the fraction of a second by which Toggl’s grain runs over', async () => {
    await rig.start('Mail');
    await rig.advance(10 * minute + 400);
    await rig.stop();
    await rig.advance(5 * minute);
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond + 600 });
    await seeAgain();
    done(await answer('keep'));
    await rig.advance(minute);
    expect(await spans()).toEqual([
      [0, 600],
      [600, null],
    ]);
    await expectSettled();
  });

  it('refuses to change a locked slice', async () => {
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
    await seeAgain();
    done(await rig.commands().editSlice(rig.caller, { sliceId, isLocked: true }));
    expect(refusalOf(await answer('keep')).code).toBe('slice_locked');
    expect((await rig.warnings()).length).toBe(1);
  });

  it('is answered twice alike, and not otherwise', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.stop();
    await seeAgain();
    const { id: warningId } = await rig.onlyWarning();
    const act = (action: 'keep' | 'restore' | 'dismiss', id = warningId) =>
      rig.commands().answerWarning(rig.caller, { warningId: id, action });
    expect(refusalOf(await act('dismiss')).code).toBe('action_not_offered');
    expect(refusalOf(await act('keep', 'none')).code).toBe('warning_not_found');
    const changeId = done(await act('keep')).changeId;
    expect(changeId).not.toBeNull();
    expect(done(await act('keep')).changeId).toBeNull();
    expect(refusalOf(await act('restore')).code).toBe('warning_not_found');
    expect(await spans()).toEqual([[0, 60]]);
  });

  it('is answered in its second version where the human changed the entry once more', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 300 });
    await seeAgain();
    rig.human.edit(ourEntryId(), { startSecond: firstSecond - 600 });
    await seeAgain('Admin');
    done(await answer('keep'));
    await rig.advance(minute);
    expect(await spans()).toEqual([[-600, null]]);
    await expectSettled();
  });

  it('that is dismissed sends nothing that was given up', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'POST',
      reply: { status: 400, body: '"No such thing"', headers: {} },
    });
    const { categoryId } = await rig.start('Breakfast', 'PRIMARY', '-30m');
    await rig.advance(minute);
    await rig.commands().patchCategory(rig.caller, { categoryId, name: 'Brunch' });
    await rig.advance(minute);
    expect(await rig.onlyWarning()).toMatchObject({ kind: 'refused', actions: ['dismiss'] });
    expect(await rig.callsOf(async () => done(await answer('dismiss')))).toEqual([]);
    expect(await rig.status()).toMatchObject({ parked: 1, pending: 0 });
  });

  it('that only informs is dismissed', async () => {
    rig.human.start('By hand');
    await rig.advance(10 * minute);
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await rig.onlyWarning()).toMatchObject({
      kind: 'foreign-stopped',
      actions: ['dismiss'],
    });
    expect(await rig.callsOf(async () => done(await answer('dismiss')))).toEqual([]);
    await expectSettled();
  });
});
