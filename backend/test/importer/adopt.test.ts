/** What runs in Timery becomes PRIMARY here, and stays the entry it is. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../toggl-sandbox/seed.ts';
import { listChangesOfSlice } from '../../src/store/sliceHistory.ts';
import { answerTogglWarning } from '../../src/store/togglWarnings.ts';
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
/** The timer is ours, and Toggl knows. */
const takeOver = async () => {
  await rigWith([running()]);
  done(await adopt());
  await rig.advance(minute);
};
const slices = () => allSlices(rig.database, rig.caller.accountId);

describe('adopting a timer that is known', () => {
  it('makes a slice from its start on, by one call that adds our tag and no more', async () => {
    await rigWith([running()]);
    expect(await rig.callsOf(async () => done(await adopt()))).toEqual(['PUT']);
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
    expect(await rig.callsOf(() => rig.stop())).toEqual(['PATCH']);
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

  it('shortens what ended here after that timer began, also of the same category', async () => {
    await rigWith([]);
    await rig.start('Books');
    await rig.advance(20 * minute);
    rig.human.start('Books');
    const began = rig.time.now();
    await rig.advance(10 * minute);
    await rig.stop();
    await rig.advance(5 * minute);
    done(await adopt());
    await rig.advance(minute);
    expect(await slices()).toMatchObject([
      { category: 'Books', startAt: morning, endAt: began },
      { category: 'Books', startAt: began, endAt: null },
    ]);
    expect(rig.shown()).toMatchObject([{ stop: 1200 }, { start: 1200, stop: null }]);
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
    await takeOver();
    rig.human.stop();
    await rig.import();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ description: 'Chapter two', deletedAt: null }]);
    expect(await rig.database.reader.selectFrom('toggl_foreign').selectAll().execute()).toEqual([]);
  });

  it('is no work of another Compass once it was undone, though our tag stays', async () => {
    await takeOver();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    await rig.import();
    rig.human.stop();
    await rig.import();
    expect(await slices()).toMatchObject([{ source: 'TIMERY' }]);
    expect((await rig.warnings()).map(({ kind }) => kind)).toEqual([]);
  });

  it('takes the same entry over again when its undoing is undone', async () => {
    await takeOver();
    const undone = done(await rig.commands().undoChange(rig.caller, {}));
    expect(await slices()).toEqual([]);
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, { changeId: undone.changeId }));
    await rig.advance(minute);
    expect(await rig.callsOf(() => rig.stop())).toEqual(['PATCH']);
    expect(rig.sandbox.entries()).toMatchObject([{ description: 'Chapter two', deletedAt: null }]);
  });

  it('changes nothing in Toggl where its undoing was undone before a look', async () => {
    await takeOver();
    const { reader } = rig.database;
    const link = () => reader.selectFrom('toggl_link').select('body').executeTakeFirst();
    const before = await link();
    const calls = await rig.callsOf(async () => {
      done(await rig.engine().undoChange(rig.caller, {}));
      done(await rig.engine().undoChange(rig.caller, {}));
    });
    expect(calls).toEqual([]);
    expect(await link()).toEqual(before);
  });

  it('is forgotten where its entry is to be made anew', async () => {
    await takeOver();
    rig.human.delete(rig.sandbox.running()?.id ?? 0);
    await rig.import();
    const [deleted] = await rig.warnings();
    rig.outage.isOn = true;
    const answer = { warningId: deleted?.id ?? '', action: 'restore' } as const;
    done(await rig.commands().answerWarning(rig.caller, answer));
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    rig.outage.isOn = false;
    await rig.advance(5 * minute);
    expect(rig.sandbox.entries()).toMatchObject([{ deletedAt: expect.any(Number) }]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  });

  it('ends what was told of a copy that is taken over', async () => {
    await rigWith([]);
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    rig.human.continueEntry(rig.sandbox.entries()[0]?.id ?? 0);
    await rig.import();
    expect((await rig.warnings()).map(({ kind }) => kind)).toEqual(['copy-running']);
    done(await adopt());
    await rig.advance(minute);
    expect(await rig.warnings()).toEqual([]);
  });

  it.each([
    { reason: 'unanswered', isAnswered: false },
    { reason: 'answered, and not taken in yet', isAnswered: true },
  ])('leaves nothing to ask about an entry that was given back: $reason', async (row) => {
    await takeOver();
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { startSecond: startSecond - 60 });
    await rig.import();
    const { id: warningId, kind } = await rig.onlyWarning();
    expect(kind).toBe('time-changed');
    if (row.isAnswered) {
      const given = { warningId, action: 'restore', by: 'person', now: rig.time.now() } as const;
      await rig.database.write((tx) => answerTogglWarning(tx, rig.caller.accountId, given));
    }
    done(await rig.engine().undoChange(rig.caller, {}));
    expect(await rig.callsOf(async () => {})).toEqual([]);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ held: 0, pending: 0 });
  });

  it('is told of as running no more where its human deleted it before the undo', async () => {
    await takeOver();
    rig.human.delete(rig.sandbox.running()?.id ?? 0);
    await rig.import();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ notes: [], running: null });
    expect(await rig.callsOf(() => rig.start('Coding'))).not.toContain('PATCH');
  });

  it('asks about an edit again where the undo of the adoption is undone', async () => {
    await takeOver();
    const edited = startSecond - 60;
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { startSecond: edited });
    await rig.import();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    done(await rig.commands().undoChange(rig.caller, {}));
    expect(await rig.callsOf(() => rig.import())).toEqual(['GET']);
    expect(rig.sandbox.running()).toMatchObject({ startSecond: edited });
    expect(await rig.onlyWarning()).toMatchObject({ kind: 'time-changed' });
  });

  it('is its human’s also for another token, once it was given back', async () => {
    await takeOver();
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    await rig.crashAndRestart({ tokenHash: 'hash of another token' });
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.callsOf(() => rig.start('Coding'))).toContain('PATCH');
  });

  it('leaves the entry to its human each time that it is undone', async () => {
    await takeOver();
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

  it.each([
    { began: 'coding', note: 'coding', reason: 'is written otherwise' },
    { began: ' Coding ', note: null, reason: 'has blanks around it' },
    { began: 'Deep  coding', note: 'Deep  coding', reason: 'makes a tidier name' },
    { began: 'Programming', note: 'Programming', reason: 'names one that was merged' },
    { began: ' Chapter two', projectId: 77, note: 'Chapter two', reason: 'is a note with blanks' },
    { began: 'One\nTwo', projectId: 77, note: 'One\nTwo', reason: 'is a note of two lines' },
  ])('is undone where its text $reason', async ({ began, projectId = null, note }) => {
    await rigWith([]);
    const make = async (name: string) =>
      done(await rig.commands().createCategory(rig.caller, { name })).category.id;
    const [categoryId, intoId] = [await make('Programming'), await make('Coding')];
    done(await rig.commands().mergeCategory(rig.caller, { categoryId, intoId, dryRun: false }));
    rig.human.start(began, { projectId });
    await rig.advance(minute);
    const { changeId } = done(await adopt());
    await rig.advance(minute);
    expect((await slices()).map((slice) => slice.note)).toEqual([note]);
    done(await rig.commands().undoChange(rig.caller, { changeId: changeId ?? '' }));
    expect(await slices()).toEqual([]);
  });

  it.each([
    { ahead: 0, reason: 'since' },
    { ahead: 5 * minute, reason: 'ahead of a clock that stepped back' },
  ])('is refused where something was started here $reason', async ({ ahead }) => {
    await rigWith([running()]);
    rig.outage.isOn = true;
    await rig.start('Books');
    await rig.stop();
    rig.time.stepTo(rig.time.now() - ahead);
    expect(refusalOf(await adopt()).code).toBe('newer_running');
    expect((await slices()).map(({ startAt }) => startAt)).toEqual([morning]);
  });
});

describe('adopting a timer that nobody told of', () => {
  it('reads once what runs', async () => {
    await rigWith([]);
    rig.human.start('Books', { projectId: 77 });
    await rig.advance(minute);
    expect(await rig.callsOf(async () => done(await adopt()))).toEqual(['GET', 'PUT']);
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
