/** What runs in Timery becomes PRIMARY here, and stays the entry it is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../toggl-sandbox/seed.ts';
import { listCategories } from '../../src/store/categories.ts';
import { listChangesOfSlice } from '../../src/store/sliceHistory.ts';
import { allSlices, done, morning, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

const startSecond = morning / 1000 - 600;
const running = (fields: Partial<SeedEntry> = {}): SeedEntry => ({
  startSecond,
  stopSecond: null,
  description: 'Chapter two',
  projectId: 77,
  tags: ['theirs'],
  ...fields,
});
const rigWith = async (entries: readonly SeedEntry[]) => {
  rig = await makeRig({ seed: { projects: [{ id: 77, name: 'Books' }], entries } });
};
const adopt = async () => rig.commands().adoptRunning(rig.caller, {});
const slices = () => allSlices(rig.database, rig.caller.accountId);
const callsAfter = async (act: () => Promise<unknown>) => {
  const before = rig.exchanges.calls.length;
  await act();
  await rig.advance(minute);
  return rig.exchanges.calls.slice(before).map(({ method }) => method);
};

describe('adopting a timer that is known', () => {
  it('makes a slice from its start on, by one call that adds our tag and no more', async () => {
    await rigWith([running()]);
    expect(await callsAfter(async () => done(await adopt()))).toEqual(['PUT']);
    expect(await slices()).toMatchObject([
      { category: 'Books', startAt: startSecond * 1000, endAt: null, source: 'MANUAL' },
    ]);
    expect(rig.sandbox.entries()).toMatchObject([
      { description: 'Chapter two', projectId: 77, startSecond, stopSecond: null },
    ]);
    expect([...(rig.sandbox.running()?.tags ?? [])].sort()).toEqual(['compass', 'theirs']);
    expect((await slices())[0]?.note).toBe('Chapter two');
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0, notes: [] });
  });

  it('is stopped here like any other, by one call, and is no history', async () => {
    await rigWith([running()]);
    done(await adopt());
    await rig.advance(10 * minute);
    expect(await callsAfter(() => rig.stop())).toEqual(['PATCH']);
    expect(await rig.import()).toMatchObject({ imported: 0 });
    expect(await slices()).toHaveLength(1);
    expect(await rig.warnings()).toEqual([]);
  });

  it('without a project takes the category its text names, a new one if need be', async () => {
    await rigWith([running({ projectId: null })]);
    done(await adopt());
    await rig.advance(minute);
    expect(await slices()).toMatchObject([{ category: 'Chapter two', note: null }]);
  });

  it('is taken over where its text holds what no name may', async () => {
    await rigWith([running({ projectId: null, description: 'Chapter\u0007' })]);
    done(await adopt());
    expect(await slices()).toMatchObject([{ category: 'Without project', note: 'Chapter\u0007' }]);
  });

  it('ends what runs here where that timer began, also of the same category', async () => {
    await rigWith([]);
    await rig.start('Books');
    await rig.advance(10 * minute);
    rig.human.start('Books');
    const began = rig.time.now();
    await rig.advance(5 * minute);
    done(await adopt());
    await rig.advance(minute);
    expect(await slices()).toMatchObject([
      { category: 'Books', startAt: morning, endAt: began },
      { category: 'Books', startAt: began, endAt: null },
    ]);
    const entries = rig.sandbox.entries();
    expect(entries.map(({ stopSecond }) => stopSecond)).toEqual([began / 1000, null]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
    expect(await rig.warnings()).toEqual([]);
  });

  it('is undone as one, and its human has the entry back', async () => {
    await rigWith([]);
    await rig.start('Coding');
    await rig.advance(10 * minute);
    rig.human.start('Books');
    const began = rig.time.now();
    await rig.advance(5 * minute);
    done(await adopt());
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, {}));
    expect(await slices()).toMatchObject([{ category: 'Coding', endAt: null }]);
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([
      { description: 'Coding', deletedAt: null },
      { description: 'Books', startSecond: began / 1000, deletedAt: null },
    ]);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('is remembered as running no more where it was stopped before it was given back', async () => {
    await rigWith([running()]);
    done(await adopt());
    await rig.advance(minute);
    rig.human.stop();
    await rig.import();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ description: 'Chapter two', deletedAt: null }]);
    expect(await rig.database.reader.selectFrom('toggl_foreign').selectAll().execute()).toEqual([]);
  });

  it('is no work of another Compass once it was undone, though our tag stays', async () => {
    await rigWith([running()]);
    done(await adopt());
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    await rig.import();
    rig.human.stop();
    await rig.import();
    expect(await slices()).toMatchObject([{ source: 'TIMERY' }]);
    expect((await rig.warnings()).map(({ kind }) => kind)).toEqual([]);
  });

  it('takes the same entry over again when its undoing is undone', async () => {
    await rigWith([running()]);
    done(await adopt());
    await rig.advance(minute);
    const undone = done(await rig.commands().undoChange(rig.caller, {}));
    expect(await slices()).toEqual([]);
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, { changeId: undone.changeId }));
    await rig.advance(minute);
    expect(await callsAfter(() => rig.stop())).toEqual(['PATCH']);
    expect(rig.sandbox.entries()).toMatchObject([{ description: 'Chapter two', deletedAt: null }]);
  });

  it('leaves the entry to its human each time that it is undone', async () => {
    await rigWith([running()]);
    done(await adopt());
    await rig.advance(minute);
    for (const shown of [[], [{ category: 'Books' }], []]) {
      done(await rig.commands().undoChange(rig.caller, {}));
      await rig.advance(minute);
      expect(await slices()).toMatchObject(shown);
      expect(rig.sandbox.running()).toMatchObject({ description: 'Chapter two', startSecond });
    }
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  });

  it('leaves the entry where its undoing names the stop of what ran before', async () => {
    await rigWith([]);
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(10 * minute);
    rig.human.start('Books');
    await rig.advance(5 * minute);
    done(await adopt());
    await rig.advance(minute);
    const { accountId } = rig.caller;
    const changes = await listChangesOfSlice(rig.database.reader, accountId, sliceId);
    const stop = changes.find(({ command }) => command === 'stop');
    done(await rig.commands().undoChange(rig.caller, { changeId: stop?.id }));
    expect(await slices()).toMatchObject([{ category: 'Coding', endAt: null }]);
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([
      { description: 'Coding', deletedAt: null },
      { description: 'Books', deletedAt: null },
    ]);
  });

  it('deletes the entry with its slice, also where the deletion was undone between', async () => {
    await rigWith([running()]);
    const { id: sliceId } = done(await adopt()).slice;
    await rig.advance(minute);
    done(await rig.commands().deleteSlice(rig.caller, { sliceId }));
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ deletedAt: null }]);
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ deletedAt: expect.any(Number) }]);
  });

  it('names a category by its text also where imported history has one without', async () => {
    await rigWith([running({ stopSecond: startSecond + 60, projectId: null, description: '' })]);
    await rig.import();
    rig.human.start('Tea');
    await rig.advance(minute);
    done(await adopt());
    expect((await slices()).at(-1)).toMatchObject({ category: 'Tea', note: null });
  });

  it('is refused where something was started here since', async () => {
    await rigWith([running()]);
    rig.outage.isOn = true;
    await rig.start('Coding');
    await rig.stop();
    expect(refusalOf(await adopt()).code).toBe('newer_running');
    expect((await slices()).map(({ category }) => category)).toEqual(['Coding']);
  });
});

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
    rig = await makeRig({ seed: { projects, entries: [running()] } });
    expect(await callsAfter(async () => done(await adopt()))).toEqual(['PUT']);
    expect(projectOfRunning()).toBe(77);
    expect(await rig.status()).toMatchObject(settled);
    expect(await callsAfter(() => rig.stop())).toEqual(['PATCH']);
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
      expect(await callsAfter(async () => done(await adopt()))).toEqual(['GET', 'PUT']);
      expect(projectOfRunning()).toBe(78);
      expect(await callsAfter(undo)).toEqual(['PUT']);
      expect(rig.sandbox.running()).toMatchObject({ description: 'Chapter two', projectId: 77 });
      await rig.import();
      expect(await rig.warnings()).toEqual([]);
      expect(await callsAfter(() => rig.advance(minute))).toEqual([]);
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

describe('adopting a timer that nobody told of', () => {
  it('reads once what runs', async () => {
    await rigWith([]);
    rig.human.start('Books', { projectId: 77 });
    await rig.advance(minute);
    expect(await callsAfter(async () => done(await adopt()))).toEqual(['GET', 'PUT']);
    expect(await slices()).toMatchObject([{ category: 'Books', startAt: morning }]);
  });

  it('is refused where nothing runs, or where what runs is ours', async () => {
    await rigWith([]);
    expect(refusalOf(await adopt()).code).toBe('nothing_running');
    await rig.start('Coding');
    await rig.advance(minute);
    expect(refusalOf(await adopt()).code).toBe('nothing_running');
  });
});
