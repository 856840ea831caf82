/** History from Toggl, taken in over a sandbox: what becomes of each entry, and of each edit. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../toggl-sandbox/seed.ts';
import { allSlices, done, morning, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';
import { realTimeline, realWeeks } from '../support/realWeeks.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** The recorded weeks end a few days before the morning of the rig. */
const daysToLately = 2010;

let rig: Rig;
afterEach(() => rig.close());

const yesterday = morning / 1000 - 86_400;
const entry = (fields: Partial<SeedEntry> = {}): SeedEntry => ({
  startSecond: yesterday,
  stopSecond: yesterday + 1800,
  description: 'Reading',
  ...fields,
});
const rigWith = async (
  entries: readonly SeedEntry[],
  options: Parameters<typeof makeRig>[0] = {},
) => {
  rig = await makeRig({ ...options, seed: { projects: [{ id: 77, name: 'Books' }], entries } });
};
const slices = () => allSlices(rig.database, rig.caller.accountId);
const history = async () => (await slices()).filter(({ source }) => source === 'TIMERY');
const kinds = async () => (await rig.warnings()).map(({ kind }) => kind);
const idOf = (index = 0) => rig.sandbox.entries()[index]?.id ?? 0;
const dismissFirst = async () => {
  const [warning] = await rig.warnings();
  const answer = { warningId: warning?.id ?? '', action: 'dismiss' } as const;
  done(await rig.commands().answerWarning(rig.caller, answer));
};
const nothingChanged = { imported: 0, updated: 0, deleted: 0 };

describe('the real weeks', () => {
  it.each([
    { days: daysToLately, from: undefined, calls: 1, reason: 'of lately: one list' },
    { days: 0, from: '2021-04-01', calls: 7, reason: 'of years ago: a page a year and one list' },
  ])('are taken in, and a second run changes nothing: $reason', async ({ days, from, calls }) => {
    const weeks = realWeeks(days);
    const entries = [...weeks.entries, ...realTimeline(days)];
    rig = await makeRig({ seed: { ...weeks, entries } });
    const first = await rig.import({ from });
    expect(first).toMatchObject({ state: 'done', imported: entries.length, skipped: [], calls });
    const before = await slices();
    expect(before).toHaveLength(entries.length);
    expect(new Set(before.map(({ category }) => category))).toEqual(
      new Set(
        ['Project A', 'Project B', 'Project C', 'Without project'].concat(
          weeks.projects.map(({ name }) => name),
        ),
      ),
    );
    const again = await rig.import({ from });
    expect(again).toMatchObject({ state: 'done', ...nothingChanged, skipped: [] });
    expect(await slices()).toEqual(before);
  });
});

describe('an entry made by hand', () => {
  it('becomes PRIMARY history with its project as category and its text as note', async () => {
    await rigWith([entry({ projectId: 77 })]);
    await rig.import();
    expect(await slices()).toMatchObject([
      {
        dimension: 'PRIMARY',
        source: 'TIMERY',
        category: 'Books',
        note: 'Reading',
        startAt: yesterday * 1000,
        endAt: (yesterday + 1800) * 1000,
        togglEntryId: String(idOf()),
      },
    ]);
    expect(rig.sandbox.entries()).toMatchObject([{ description: 'Reading', tags: [] }]);
  });

  it('goes to the category that was given its project, whatever that one is called', async () => {
    await rigWith([entry({ projectId: 77 })]);
    const category = done(
      await rig.commands().createCategory(rig.caller, { name: 'Study', togglProjectId: 77 }),
    );
    await rig.import();
    expect((await slices()).map(({ categoryId }) => categoryId)).toEqual([category.category.id]);
  });

  it('is taken in where the name of its project holds what cannot be shown', async () => {
    const projects = [{ id: 78, name: 'Kunde\u0085A' }];
    rig = await makeRig({ seed: { projects, entries: [entry({ projectId: 78 })] } });
    expect(await rig.import()).toMatchObject({ state: 'done', imported: 1 });
    expect((await slices()).map(({ category }) => category)).toEqual(['Kunde A']);
  });

  it('without project goes to the category its text names, else to one for all', async () => {
    await rigWith([
      entry({ description: ' coding ' }),
      entry({ startSecond: yesterday + 3600, stopSecond: yesterday + 3700 }),
    ]);
    done(await rig.commands().createCategory(rig.caller, { name: 'Coding' }));
    await rig.import();
    expect((await slices()).map(({ category, note }) => [category, note])).toEqual([
      ['Coding', 'coding'],
      ['Without project', 'Reading'],
    ]);
  });

  it.each([
    { fields: { stopSecond: yesterday }, reason: 'it is empty', says: 'It is empty' },
    { fields: { stopSecond: yesterday - 60 }, reason: 'it ends first', says: 'ends before' },
    { fields: { stopSecond: null }, reason: 'it runs', says: 'It runs' },
  ])('is skipped where $reason, and the others are taken in', async ({ fields, says }) => {
    await rigWith([entry(fields), entry({ startSecond: yesterday - 7200, description: 'Good' })]);
    const run = await rig.import();
    expect(run).toMatchObject({ imported: 1, skipped: [{ entryId: idOf() }] });
    expect(run?.skipped[0]?.reason).toContain(says);
    expect((await history()).map(({ note }) => note)).toEqual(['Good']);
  });

  it('overlaps ours, and both stand', async () => {
    await rigWith([entry()]);
    const at = new Date(yesterday * 1000 + 10 * minute).toISOString();
    const start = { dimension: 'PRIMARY', category: 'Coding', at } as const;
    done(await rig.commands().startSlice(rig.caller, start));
    await rig.import();
    const overlapping = await slices();
    expect(overlapping.map(({ category }) => category)).toEqual(['Without project', 'Coding']);
    expect(overlapping[0]?.endAt).toBe((yesterday + 1800) * 1000);
  });

  it('is taken in once it has stopped, seen by the reading of a night', async () => {
    await rigWith([entry({ startSecond: morning / 1000 - 600, stopSecond: null })]);
    expect(await rig.import()).toMatchObject({ imported: 0 });
    await rig.advance(hour);
    rig.human.stop();
    expect(await rig.import()).toMatchObject({ imported: 1 });
    expect(await history()).toMatchObject([{ endAt: rig.time.now() }]);
  });

  it('is taken in by the way where a start of ours stopped it: no reading of its own', async () => {
    await rigWith([entry({ startSecond: morning / 1000 - 600, stopSecond: null })]);
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await history()).toMatchObject([{ note: 'Reading', endAt: morning }]);
  });
});

describe('an entry of ours', () => {
  it('is never history: the link makes it ours', async () => {
    await rigWith([]);
    await rig.start('Coding');
    await rig.advance(hour);
    await rig.stop();
    await rig.advance(minute);
    const run = await rig.import();
    expect(run).toMatchObject({ ...nothingChanged, skipped: [{ entryId: idOf() }] });
    expect(await history()).toEqual([]);
  });

  it('whose create was never answered waits until that is settled', async () => {
    await rigWith([]);
    rig.faults.add({ fault: 'lost-after', matches: ({ method }) => method === 'POST' });
    await rig.start('Coding');
    expect(await rig.import()).toMatchObject({ imported: 0 });
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    expect(await rig.import()).toMatchObject({ imported: 0 });
    expect((await slices()).map(({ source }) => source)).toEqual(['API']);
  });

  it('that a lost create made is read while that is in doubt, and waits', async () => {
    await rigWith([]);
    await rig.start('Coding');
    await rig.advance(10 * minute);
    rig.faults.add({ fault: 'lost-after', matches: ({ method }) => method === 'POST' });
    await rig.start('Earlier', 'PRIMARY', '-30m');
    await rig.import();
    for (let step = 0; step < 90; step += 1) {
      await rig.advance(second);
      expect(await history()).toEqual([]);
    }
    const [run] = [await rig.imports().latest(rig.caller.accountId)];
    expect(run).toMatchObject({ state: 'done', entries: 2, imported: 0, skippedCount: 2 });
    expect(rig.sandbox.entries()).toHaveLength(2);
    expect(await kinds()).toEqual([]);
  });

  it('changed in Toggl becomes a warning by the same reading', async () => {
    await rigWith([]);
    await rig.start('Coding');
    await rig.advance(hour);
    await rig.stop();
    await rig.advance(10 * minute);
    rig.human.edit(idOf(), { startSecond: morning / 1000 - 300 });
    expect(await rig.import()).toMatchObject({ ...nothingChanged, calls: 1 });
    expect(await kinds()).toEqual(['time-changed']);
  });
});

describe('a copy, which has our tag and no link,', () => {
  it('becomes history like any other, and is told as one matter', async () => {
    const copy = { description: 'Coding', tags: ['compass'] };
    const later = { startSecond: yesterday + 3600, stopSecond: yesterday + 4000 };
    await rigWith([entry(copy), entry({ ...copy, ...later })]);
    expect(await rig.import()).toMatchObject({ imported: 2 });
    expect(await kinds()).toEqual(['copies-imported']);
  });
});

describe('what was imported', () => {
  it('follows an edit in Toggl', async () => {
    await rigWith([entry({ projectId: 77 })]);
    await rig.import();
    await rig.advance(day);
    const stopSecond = yesterday + 900;
    rig.human.edit(idOf(), { stopSecond, description: 'Novel', projectId: null });
    expect(await rig.import()).toMatchObject({ ...nothingChanged, updated: 1 });
    expect(await history()).toMatchObject([
      { category: 'Without project', note: 'Novel', endAt: stopSecond * 1000 },
    ]);
  });

  it('leaves with its entry, and an undo brings it back for good', async () => {
    await rigWith([entry()]);
    await rig.import();
    rig.human.delete(idOf());
    await rig.advance(hour);
    expect(await rig.import()).toMatchObject({ ...nothingChanged, deleted: 1 });
    expect(await slices()).toEqual([]);
    done(await rig.commands().undoChange(rig.caller, {}));
    expect(await rig.import()).toMatchObject(nothingChanged);
    expect(await history()).toHaveLength(1);
  });

  describe.each([
    { guard: 'locked', reason: 'a person locked it' },
    { guard: 'edited here', reason: 'a person changed it' },
  ])('and is $guard', ({ guard }) => {
    const guarded = async () => {
      await rigWith([entry()]);
      await rig.import();
      const [slice] = await history();
      const change = guard === 'locked' ? { isLocked: true } : { note: 'Mine' };
      const edit = { sliceId: slice?.id ?? '', ...change };
      done(await rig.commands().editSlice(rig.caller, edit));
      await rig.advance(hour);
    };

    it('stays as it is after an edit in Toggl, which is told once', async () => {
      await guarded();
      const before = await history();
      rig.human.edit(idOf(), { stopSecond: yesterday + 900 });
      expect(await rig.import()).toMatchObject({ ...nothingChanged, skippedCount: 1 });
      expect(await history()).toEqual(before);
      expect(await kinds()).toEqual(['import-edited']);
      const [warning] = await rig.warnings();
      expect(warning?.actions).toEqual(['keep', 'dismiss']);
      await dismissFirst();
      expect(await rig.import()).toMatchObject({ ...nothingChanged, skippedCount: 0 });
      expect(await kinds()).toEqual([]);
    });

    it('stays after its entry was deleted, which is told once', async () => {
      await guarded();
      rig.human.delete(idOf());
      expect(await rig.import()).toMatchObject({ ...nothingChanged, skippedCount: 1 });
      expect(await history()).toHaveLength(1);
      expect(await kinds()).toEqual(['import-deleted']);
      await dismissFirst();
      const again = await rig.import({ from: '2026-10-25' });
      expect(again).toMatchObject({ ...nothingChanged, entries: 1, skippedCount: 0 });
      expect(await kinds()).toEqual([]);
    });
  });

  it("takes Timery's version over once a person keeps it, and follows it again", async () => {
    await rigWith([entry()]);
    await rig.import();
    const [slice] = await history();
    done(await rig.commands().editSlice(rig.caller, { sliceId: slice?.id ?? '', note: 'Mine' }));
    await rig.advance(minute);
    rig.human.edit(idOf(), { stopSecond: yesterday + 900, description: 'Novel', projectId: 77 });
    await rig.import();
    const [warning] = await rig.warnings();
    const answer = { warningId: warning?.id ?? '', action: 'keep' } as const;
    done(await rig.commands().answerWarning(rig.caller, answer));
    expect(await history()).toMatchObject([
      { category: 'Books', note: 'Novel', endAt: (yesterday + 900) * 1000 },
    ]);
    await rig.advance(minute);
    rig.human.edit(idOf(), { stopSecond: yesterday + 1200 });
    expect(await rig.import()).toMatchObject({ updated: 1 });
  });

  it('is left alone by edits in Toggl where the setting says so', async () => {
    await rigWith([entry()], { importOverrides: 'off' });
    await rig.import();
    await rig.advance(minute);
    rig.human.edit(idOf(), { stopSecond: yesterday + 900 });
    const run = await rig.import();
    expect(run).toMatchObject({ ...nothingChanged, skippedCount: 1 });
    expect(await history()).toMatchObject([{ endAt: (yesterday + 1800) * 1000 }]);
  });

  it('stays removed once it was removed here', async () => {
    await rigWith([entry()]);
    await rig.import();
    const [slice] = await history();
    done(await rig.commands().deleteSlice(rig.caller, { sliceId: slice?.id ?? '' }));
    rig.human.edit(idOf(), { stopSecond: yesterday + 900 });
    const run = await rig.import();
    expect(run).toMatchObject(nothingChanged);
    expect(run?.skipped[0]?.reason).toContain('removed here');
    expect(await slices()).toEqual([]);
  });
});

describe('one undo', () => {
  it('takes a whole import back, and the next run leaves it so', async () => {
    const weeks = realWeeks(daysToLately);
    const timeline = realTimeline(daysToLately);
    rig = await makeRig({ seed: { ...weeks, entries: [...weeks.entries, ...timeline] } });
    await rig.import();
    const imported = await slices();
    const undone = done(await rig.commands().undoChange(rig.caller, {}));
    expect(undone.removed).toHaveLength(imported.length);
    expect(await slices()).toEqual([]);
    expect(await rig.import()).toMatchObject(nothingChanged);
    const back = done(await rig.commands().undoChange(rig.caller, { changeId: undone.changeId }));
    expect(back.slices).toHaveLength(imported.length);
  });

  it('is refused where what was imported has changed since', async () => {
    await rigWith([entry(), entry({ startSecond: yesterday - 7200 })]);
    await rig.import();
    const [slice] = await history();
    const edited = done(
      await rig.commands().editSlice(rig.caller, { sliceId: slice?.id ?? '', note: 'Mine' }),
    );
    const other = (await slices())[1];
    expect(edited.slice.note).toBe('Mine');
    expect(other).toBeDefined();
    const change = { changeId: await importChangeId() };
    expect(refusalOf(await rig.commands().undoChange(rig.caller, change)).code).toBe(
      'undo_conflict',
    );
  });

  const importChangeId = async () => {
    const row = await rig.database.reader
      .selectFrom('change')
      .select('id')
      .where('command', '=', 'import')
      .executeTakeFirstOrThrow();
    return row.id;
  };
});
