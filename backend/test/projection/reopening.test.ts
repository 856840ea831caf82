/** A slice that runs again: no source says whether Toggl lets its entry do so. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

let rig: Rig;
afterEach(() => rig.close());

const running = () =>
  rig.sandbox.entries().filter((one) => one.deletedAt === null && one.stopSecond === null);
const lastEntryId = () => rig.sandbox.entries().at(-1)?.id ?? 0;
const methodsOf = async (act: () => Promise<unknown>) => {
  const before = (await rig.calls()).length;
  await act();
  await rig.advance(2 * minute);
  return (await rig.calls()).slice(before).map(({ method }) => method);
};
const expectSettled = async () => {
  expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
};

const traits = [
  { reopenByPut: 'reopens', calls: ['PUT'] },
  { reopenByPut: 'ignored', calls: ['PUT', 'POST', 'DELETE'] },
  { reopenByPut: 'refused', calls: ['PUT', 'POST', 'DELETE'] },
] as const;

describe.each(traits)('where Toggl’s answer to a reopening is "$reopenByPut"', (trait) => {
  const { reopenByPut, calls } = trait;
  /** Coding ran for ten minutes, with a text and a tag of the human's. */
  const begin = async (switches = {}) => {
    rig = await makeRig({ sandbox: { switches: { reopenByPut, ...switches } } });
    const slice = await rig.start('Coding');
    await rig.advance(minute);
    const tags = [...(rig.sandbox.running()?.tags ?? []), 'mine'];
    rig.human.edit(lastEntryId(), { tags, description: 'the parser' });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(9 * minute);
    return slice;
  };
  const wanted = { description: 'the parser', start: 0, tags: ['compass', 'deep-work', 'mine'] };

  it('one entry runs after a stop is undone, with its text and tags', async () => {
    await begin();
    await rig.stop();
    await rig.advance(minute);
    const undo = async () => done(await rig.commands().undoChange(rig.caller, {}));
    expect((await methodsOf(undo)).filter((method) => method !== 'GET')).toEqual(calls);
    expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
    await expectSettled();
  });

  it('one entry runs after the end is taken back by an edit', async () => {
    const { id: sliceId } = await begin();
    await rig.stop();
    await rig.advance(30 * minute);
    const reopen = async () =>
      done(await rig.commands().editSlice(rig.caller, { sliceId, endAt: null }));
    expect((await methodsOf(reopen)).filter((method) => method !== 'GET')).toEqual(calls);
    expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
    expect(await rig.warnings()).toEqual([]);
    await expectSettled();
  });

  it('one entry runs after a stop taken over from Timery is undone', async () => {
    const { id: sliceId } = await begin();
    rig.human.stop();
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Mail' }));
    await rig.advance(minute);
    const [warning] = await rig.warnings();
    const answer = { warningId: warning?.id ?? '', action: 'keep' } as const;
    const { changeId } = done(await rig.commands().answerWarning(rig.caller, answer));
    await rig.advance(minute);
    const undo = async () =>
      done(await rig.commands().undoChange(rig.caller, { changeId: changeId ?? '' }));
    expect((await methodsOf(undo)).filter((method) => method !== 'GET')).toEqual(calls);
    expect(rig.shown()).toEqual([{ ...wanted, description: 'Mail', stop: null }]);
    await expectSettled();
  });

  it('a start edited here after an unseen stop offers that stop, or runs on', async () => {
    const { id: sliceId } = await begin();
    rig.human.stop();
    const startAt = morning - minute;
    done(await rig.commands().editSlice(rig.caller, { sliceId, startAt }));
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
    if (reopenByPut === 'reopens') {
      expect(rig.shown()).toMatchObject([{ start: -60, stop: null }]);
      return;
    }
    expect(await rig.warnings()).toMatchObject([
      { kind: 'stopped-in-timery', actions: ['keep', 'restore'] },
    ]);
    expect(rig.shown()).toMatchObject([{ start: -60, stop: 600 }]);
  });

  it('no call is made where a stop is undone before it was sent', async () => {
    await begin();
    rig.outage.isOn = true;
    await rig.stop();
    await rig.settle();
    done(await rig.commands().undoChange(rig.caller, {}));
    rig.outage.isOn = false;
    await rig.advance(2 * minute);
    expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
    await expectSettled();
  });

  describe.each(['stops-it', 'keeps-both'] as const)(
    'and a reopening beside a running entry %s',
    (reopenWhileAnotherRuns) => {
      it('one entry runs after a switch is undone', async () => {
        await begin({ reopenWhileAnotherRuns });
        await rig.start('Mail');
        await rig.advance(5 * minute);
        await methodsOf(async () => done(await rig.commands().undoChange(rig.caller, {})));
        expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
        await expectSettled();
      });

      it('one entry runs where a human started another one', async () => {
        const { id: sliceId } = await begin({ reopenWhileAnotherRuns });
        await rig.stop();
        await rig.advance(minute);
        rig.human.start('By hand');
        await rig.advance(minute);
        done(await rig.commands().editSlice(rig.caller, { sliceId, endAt: null }));
        await rig.advance(2 * minute);
        const ours = running().filter(({ tags }) => tags.includes('compass'));
        expect(ours).toMatchObject([{ description: 'the parser' }]);
        expect(ours[0]?.startSecond).toBe(morning / second);
        expect(ours[0]?.tags.toSorted()).toEqual(wanted.tags);
        await expectSettled();
      });
    },
  );

  it('one entry runs where the answer to the reopening is lost', async () => {
    await begin();
    await rig.stop();
    await rig.advance(minute);
    rig.faults.add({ fault: 'lost-after', matches: ({ method }) => method === 'PUT' });
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(5 * minute);
    expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
    await expectSettled();
  });

  it('one entry runs where the answer to the new one is lost', async () => {
    await begin();
    await rig.stop();
    await rig.advance(minute);
    rig.faults.add({ fault: 'lost-after', times: 2, matches: ({ method }) => method === 'POST' });
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(5 * minute);
    expect(rig.shown()).toEqual([{ ...wanted, stop: null }]);
    await expectSettled();
  });
});
