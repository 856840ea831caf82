/** A question about an edit in Timery, while what it is about changes here. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Dimension } from '../../../core/engine/slice.ts';
import { answerTogglWarning, openTogglWarnings } from '../../src/store/togglWarnings.ts';
import { done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

let rig: Rig;
afterEach(() => rig.close());

/** In seconds after the morning. */
const spans = async () => {
  const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
  const page = await rig.engine().listSlices(rig.caller.accountId, range);
  return page.slices
    .filter(({ dimension }) => dimension === 'PRIMARY')
    .toReversed()
    .map(({ category, startAt, endAt }) => [
      category,
      (startAt - morning) / second,
      endAt === null ? null : (endAt - morning) / second,
    ]);
};
/** A reply that shows the entry: the mode changes its tag. */
const see = async (mode = 'Deep Work') => {
  await rig.start(mode, 'WORK_MODE');
  await rig.advance(minute);
};
const answer = async (action: 'keep' | 'restore') => {
  const { id: warningId } = await rig.onlyWarning();
  return done(await rig.commands().answerWarning(rig.caller, { warningId, action }));
};
/** As `answer`, but that no look is asked for. */
const answerUntold = async (action: 'restore') => {
  const { id: warningId } = await rig.onlyWarning();
  const given = { warningId, action, by: 'person', now: rig.time.now() } as const;
  await rig.database.write((tx) => answerTogglWarning(tx, rig.caller.accountId, given));
};
const expectSettled = async () => {
  expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  expect(await rig.warnings()).toEqual([]);
};

describe('where a late tap puts another slice in the place of the one that was asked about', () => {
  const switchTo = async (category: string, atMs: number) => {
    const action = { do: 'switch', dimension: 'PRIMARY' as Dimension, category } as const;
    const manner = { source: 'NFC', isTap: true } as const;
    const at = new Date(morning + atMs).toISOString();
    const call = { action, manner, fingerprint: `switch ${category}`, at };
    return done(await rig.commands().callVerb(rig.caller, call));
  };
  /** Coding runs here, and was stopped after a minute in Timery. */
  const begin = async () => {
    rig = await makeRig();
    await switchTo('Coding', 0);
    await rig.advance(minute);
    rig.human.stop();
    await see();
    expect(await rig.onlyWarning()).toMatchObject({ kind: 'stopped-in-timery' });
  };
  const tapLate = () => switchTo('Reading', -5 * minute);

  it('keeping Timery’s version changes the slice that is there now', async () => {
    await begin();
    await tapLate();
    await rig.advance(minute);
    await answer('keep');
    await rig.advance(minute);
    expect(await spans()).toEqual([
      ['Reading', -300, 0],
      ['Coding', 0, 60],
    ]);
    await expectSettled();
  });

  it.each([
    { reason: 'answered after it', isBefore: false },
    { reason: 'answered before it, and not taken in yet', isBefore: true },
  ])('ours is put back: $reason', async ({ isBefore }) => {
    await begin();
    if (isBefore) await answerUntold('restore');
    await tapLate();
    await rig.advance(minute);
    if (!isBefore) await answer('restore');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([
      { description: 'Reading', start: -300, stop: 0 },
      { description: 'Coding', start: 0, stop: null },
    ]);
    await expectSettled();
  });
});

describe('where our own side changes after a stop in Timery was seen', () => {
  const lastEntryId = () => rig.sandbox.entries().at(-1)?.id ?? 0;
  const slice = async () => {
    const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
    const page = await rig.engine().listSlices(rig.caller.accountId, range);
    return page.slices.find(({ dimension }) => dimension === 'PRIMARY')?.id ?? '';
  };
  const endAt = async (ms: number) => {
    const edit = { sliceId: await slice(), endAt: morning + ms };
    done(await rig.commands().editSlice(rig.caller, edit));
    await rig.advance(minute);
  };
  /** Coding runs here, and was stopped after ten minutes in Timery. */
  const begin = async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(10 * minute);
    rig.human.stop();
    await rig.import();
    expect(await rig.onlyWarning()).toMatchObject({ ours: { stop: null } });
  };

  it('nothing is left to ask once it ends here then', async () => {
    await begin();
    await endAt(10 * minute);
    await expectSettled();
    expect(rig.shown()).toMatchObject([{ start: 0, stop: 600 }]);
  });

  it('another end here is what is asked about, not that it runs', async () => {
    await begin();
    await endAt(8 * minute);
    expect(await rig.onlyWarning()).toMatchObject({
      kind: 'stopped-in-timery',
      ours: { stop: new Date(morning + 8 * minute).toISOString() },
      message: expect.stringContaining('before it was stopped here'),
    });
    await answer('restore');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ start: 0, stop: 480 }]);
    await expectSettled();
  });

  it('a human who then puts our end there in Timery has answered', async () => {
    await begin();
    await endAt(8 * minute);
    rig.human.edit(lastEntryId(), { stopSecond: morning / second + 480 });
    await rig.import();
    await expectSettled();
    expect(rig.shown()).toMatchObject([{ start: 0, stop: 480 }]);
  });

  it.each([{ lateSeconds: 0 }, { lateSeconds: 1 }])(
    'a switch there is agreed once it is adopted, $lateSeconds s after the stop',
    async ({ lateSeconds }) => {
      rig = await makeRig();
      await rig.start('Coding');
      await rig.advance(10 * minute);
      rig.human.start('Books');
      if (lateSeconds > 0) {
        const startSecond = rig.time.now() / second - lateSeconds;
        rig.human.edit(lastEntryId(), { startSecond });
      }
      await rig.import();
      expect((await rig.warnings()).map(({ kind }) => kind)).toContain('stopped-in-timery');
      done(await rig.commands().adoptRunning(rig.caller, {}));
      await rig.advance(minute);
      await expectSettled();
      expect(rig.shown()).toMatchObject([{ stop: 600 }, { start: 600 - lateSeconds, stop: null }]);
    },
  );
});

describe('where a project in Timery is held', () => {
  it('nothing is left to ask once its category has the same', async () => {
    const projects = [
      { id: 77, name: 'Coding' },
      { id: 78, name: 'Study' },
    ];
    rig = await makeRig({ seed: { projects } });
    const { categoryId } = await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { projectId: 78 });
    await see();
    expect(await rig.onlyWarning()).toMatchObject({ kind: 'project-changed' });
    done(await rig.commands().patchCategory(rig.caller, { categoryId, togglProjectId: 78 }));
    await rig.advance(minute);
    await expectSettled();
    expect(rig.sandbox.running()).toMatchObject({ projectId: 78 });
  });

  it('and both its times, the start is asked about no more once it is the same', async () => {
    rig = await makeRig({ seed: { projects: [{ id: 78, name: 'Study' }] } });
    const { id: sliceId } = await rig.start('Coding', 'PRIMARY', '-30m');
    await rig.stop();
    await rig.advance(minute);
    const secondAt = (seconds: number) => morning / second + seconds;
    const [startSecond, stopSecond] = [secondAt(-2000), secondAt(-20)];
    const entryId = rig.sandbox.entries()[0]?.id ?? 0;
    rig.human.edit(entryId, { projectId: 78, startSecond, stopSecond });
    await rig.import();
    const told = async () =>
      (await rig.warnings()).map(({ kind, ours }) => [kind, ours]).toSorted();
    expect((await told()).map(([kind]) => kind)).toEqual(['project-changed', 'time-changed']);
    const edit = { startAt: morning - 2000 * second, endAt: morning - 10 * second };
    done(await rig.commands().editSlice(rig.caller, { sliceId, ...edit }));
    await rig.settle();
    const start = new Date(edit.startAt).toISOString();
    const stop = new Date(edit.endAt).toISOString();
    expect(await told()).toMatchObject([
      ['project-changed', {}],
      ['time-changed', { start, stop }],
    ]);
    const open = await openTogglWarnings(rig.database.reader, rig.caller.accountId);
    expect(open.find(({ kind }) => kind === 'time-changed')?.fields).toEqual(['stop']);
    expect(rig.shown()).toMatchObject([{ start: -2000, stop: -20 }]);
  });
});
