/** Drift in our own entries, seen by the import's reading: each with its price, and all at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allSlices, done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const hour = 60 * minute;

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig({ seed: { projects: [{ id: 77, name: 'Books' }] } });
  for (const category of ['First', 'Second', 'Third']) {
    await rig.start(category);
    await rig.advance(hour);
  }
  await rig.stop();
  await rig.advance(minute);
});
afterEach(() => rig.close());

const idOf = (index: number) => rig.sandbox.entries()[index]?.id ?? 0;
const startOf = (index: number) => morning / 1000 + index * 3600;
const writes = () => rig.exchanges.calls.filter(({ method }) => method !== 'GET').length;
const slices = () => allSlices(rig.database, rig.caller.accountId);

/** In Timery: another start and project, another end, gone. */
const drift = async () => {
  rig.human.edit(idOf(0), { startSecond: startOf(0) + 60, projectId: 77 });
  rig.human.edit(idOf(1), { stopSecond: startOf(2) - 300 });
  rig.human.delete(idOf(2));
  await rig.import();
};

describe('drift', () => {
  it('is listed with the price of each answer', async () => {
    await drift();
    const told = (await rig.warnings()).map(({ kind, calls }) => [kind, calls]);
    expect(told.sort()).toEqual([
      ['deleted-in-timery', { keep: 0, restore: 1 }],
      ['project-changed', { keep: 0, restore: 1 }],
      ['time-changed', { keep: 0, restore: 1 }],
      ['time-changed', { keep: 0, restore: 1 }],
    ]);
  });

  it('is put right at once, at the price that was told', async () => {
    await drift();
    const before = { calls: writes(), slices: await slices() };
    const price = done(
      await rig.commands().answerAllWarnings(rig.caller, { action: 'restore', dryRun: true }),
    );
    expect(price).toMatchObject({ answered: 4, calls: 3, refused: [] });
    expect(writes()).toBe(before.calls);
    const all = { action: 'restore', dryRun: false } as const;
    done(await rig.commands().answerAllWarnings(rig.caller, all));
    await rig.advance(minute);
    expect(writes() - before.calls).toBe(price.calls);
    expect(rig.shown()).toMatchObject([
      { description: 'First', start: 0, stop: 3600 },
      { description: 'Second', start: 3600, stop: 7200 },
      { description: 'Third', start: 7200 },
    ]);
    expect(await rig.warnings()).toEqual([]);
    expect((await slices()).map(({ startAt }) => startAt)).toEqual(
      before.slices.map(({ startAt }) => startAt),
    );
  });

  it('is kept at once for nothing, and one undo takes it back here', async () => {
    await drift();
    const calls = writes();
    const before = (await slices()).map(({ startAt, endAt }) => [startAt, endAt]);
    const all = { action: 'keep', dryRun: false } as const;
    const kept = done(await rig.commands().answerAllWarnings(rig.caller, all));
    expect(kept).toMatchObject({ answered: 4, calls: 0, refused: [] });
    await rig.advance(minute);
    expect(writes()).toBe(calls);
    expect((await slices()).map(({ category }) => category)).toEqual(['First', 'Second']);
    done(await rig.commands().undoChange(rig.caller, {}));
    expect((await slices()).map(({ startAt, endAt }) => [startAt, endAt])).toEqual(before);
  });

  it('that the engine refuses to keep stays open, as a dry run told, the rest not', async () => {
    const [first] = await slices();
    const lock = { sliceId: first?.id ?? '', isLocked: true };
    done(await rig.commands().editSlice(rig.caller, lock));
    await rig.advance(minute);
    await drift();
    const answer = async (dryRun: boolean) =>
      done(await rig.commands().answerAllWarnings(rig.caller, { action: 'keep', dryRun }));
    const before = await slices();
    const told = await answer(true);
    expect(await slices()).toEqual(before);
    expect(await rig.warnings()).toHaveLength(4);
    const kept = await answer(false);
    expect(told).toEqual({ ...kept, changeId: null });
    expect(kept.refused).toMatchObject([{ message: expect.stringContaining('locked') }]);
    expect((await rig.warnings()).map(({ sliceId }) => sliceId)).toEqual([first?.id]);
  });
});
