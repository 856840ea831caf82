/** Edits in Timery that nobody is asked about: texts, and what the setting decides. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, morning, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const firstSecond = morning / 1000;

let rig: Rig;
afterEach(() => rig.close());

const slices = async () => {
  const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
  const page = await rig.engine().listSlices(rig.caller.accountId, range);
  return page.slices.filter(({ dimension }) => dimension === 'PRIMARY').toReversed();
};
const spans = async () =>
  (await slices()).map(({ startAt, endAt }) => [
    (startAt - morning) / second,
    endAt === null ? null : (endAt - morning) / second,
  ]);
const ourEntryId = () => {
  const ours = rig.sandbox.entries().filter(({ tags }) => tags.includes('compass'));
  return ours.at(-1)?.id ?? 0;
};
let modes = 0;
/** A reply that shows the entry that runs: the mode changes its tag. */
const see = async () => {
  modes += 1;
  await rig.start(`Mode ${modes}`, 'WORK_MODE');
  await rig.advance(minute);
};
const methodsOf = async (act: () => Promise<unknown>) => {
  const before = (await rig.calls()).length;
  await act();
  await rig.advance(minute);
  return (await rig.calls()).slice(before).map(({ method }) => method);
};
const kinds = async () => (await rig.warnings()).map(({ kind }) => kind);

describe('a text that a human gave an entry in Timery', () => {
  const write = async (text: string) => {
    rig.human.edit(ourEntryId(), { description: text });
    return methodsOf(see);
  };
  const note = async () => (await slices()).at(-1)?.note;
  const begin = async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
  };

  it('becomes the note of the slice, silently and without a call', async () => {
    await begin();
    expect(await write('Coding the parser')).toEqual(['PUT']);
    expect(await note()).toBe('Coding the parser');
    expect(rig.shown()).toMatchObject([{ description: 'Coding the parser' }]);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0 });
  });

  it('takes the place of the text before, and leaves what was noted here', async () => {
    await begin();
    const [slice] = await slices();
    const sliceId = slice?.id ?? '';
    done(await rig.commands().editSlice(rig.caller, { sliceId, note: 'call Ann' }));
    await write('the parser');
    expect(await note()).toBe('call Ann\nthe parser');
    await write('the lexer');
    expect(await note()).toBe('call Ann\nthe lexer');
  });

  it('is taken once: what a person makes of the note stays', async () => {
    await begin();
    await write('the parser');
    const [slice] = await slices();
    const sliceId = slice?.id ?? '';
    done(await rig.commands().editSlice(rig.caller, { sliceId, note: null }));
    await methodsOf(see);
    await rig.crashAndRestart();
    await rig.advance(minute);
    expect(await note()).toBeNull();
    expect(rig.shown()).toMatchObject([{ description: 'the parser' }]);
  });

  it('gives way once our own text changes, and is kept as the note', async () => {
    await begin();
    await write('the parser');
    const [slice] = await slices();
    const sliceId = slice?.id ?? '';
    const rename = () => rig.commands().editSlice(rig.caller, { sliceId, category: 'Mail' });
    expect(await methodsOf(rename)).toEqual(['PUT']);
    expect(rig.shown()).toMatchObject([{ description: 'Mail' }]);
    expect(await note()).toBe('the parser');
    await write('the parser');
    await write('the parser again');
    expect(await note()).toBe('the parser again');
  });

  it('waits while the slice is locked', async () => {
    await begin();
    const [slice] = await slices();
    const sliceId = slice?.id ?? '';
    done(await rig.commands().editSlice(rig.caller, { sliceId, isLocked: true }));
    await write('the parser');
    expect(await note()).toBeNull();
    done(await rig.commands().editSlice(rig.caller, { sliceId, isLocked: false }));
    await rig.advance(minute);
    expect(await note()).toBe('the parser');
  });

  it('is not what the person undoes', async () => {
    await begin();
    await write('the parser');
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(await note()).toBe('the parser');
    expect((await rig.engine().state(rig.caller.accountId)).PRIMARY?.category).toBe('Coding');
    const undone = await rig.commands().undoChange(rig.caller, { changeId: 'none' });
    expect(refusalOf(undone).code).toBe('change_not_found');
  });
});

describe('the setting for edits in Timery', () => {
  const begin = async (timeryEdits: 'keep' | 'restore') => {
    rig = await makeRig({ timeryEdits });
    await rig.start('Coding');
    await rig.advance(minute);
  };
  const moveStart = async (seconds: number) => {
    rig.human.edit(ourEntryId(), { startSecond: firstSecond + seconds });
    await see();
  };
  const stopped = async () => {
    await rig.stop();
    await rig.advance(minute);
  };
  /** A reply that shows the entry of a slice that is over: its text changes. */
  const seeEnded = async () => {
    const [slice] = await slices();
    await rig.commands().editSlice(rig.caller, { sliceId: slice?.id ?? '', category: 'Mail' });
    await rig.advance(minute);
  };

  it('keep: takes a changed start over by itself', async () => {
    await begin('keep');
    await moveStart(-300);
    expect(await spans()).toEqual([[-300, null]]);
    expect(rig.shown()).toMatchObject([{ start: -300, stop: null }]);
    expect(await rig.warnings()).toEqual([]);
  });

  it('keep: leaves a stop of what runs as an offer', async () => {
    await begin('keep');
    rig.human.stop();
    await see();
    expect(await spans()).toEqual([[0, null]]);
    expect(await kinds()).toEqual(['stopped-in-timery']);
  });

  it('keep: deletes what has ended, and asks about what runs', async () => {
    await begin('keep');
    await stopped();
    rig.human.delete(ourEntryId());
    await seeEnded();
    expect(await spans()).toEqual([]);
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.delete(ourEntryId());
    await see();
    expect(await spans()).toHaveLength(1);
    expect(await kinds()).toEqual(['deleted-in-timery']);
  });

  it('keep: does not set a slice running again because its entry runs', async () => {
    await begin('keep');
    await stopped();
    rig.human.edit(ourEntryId(), { stopSecond: null });
    await seeEnded();
    expect(await spans()).toEqual([[0, 60]]);
    expect(await kinds()).toEqual(['time-changed']);
  });

  it('keep: asks where the engine refuses', async () => {
    rig = await makeRig({ timeryEdits: 'keep' });
    await rig.start('Mail');
    await rig.advance(10 * minute);
    await rig.start('Coding');
    await rig.advance(minute);
    await moveStart(300);
    expect(await kinds()).toEqual(['time-changed']);
    expect(await spans()).toEqual([
      [0, 600],
      [600, null],
    ]);
    expect(await rig.status()).toMatchObject({ held: 1 });
  });

  it('keep: leaves foreign entries and what was done to them alone', async () => {
    await begin('keep');
    rig.human.start('By hand');
    await rig.advance(minute);
    await see();
    expect(await kinds()).toEqual(expect.arrayContaining(['stopped-in-timery']));
    expect(rig.shown().at(-1)).toMatchObject({ description: 'By hand' });
  });

  it('restore: puts ours back by itself', async () => {
    await begin('restore');
    await moveStart(-300);
    expect(rig.shown()).toMatchObject([{ start: 0, stop: null }]);
    rig.human.stop();
    await see();
    expect(rig.shown()).toMatchObject([{ start: 0, stop: null }]);
    rig.human.delete(ourEntryId());
    await see();
    expect(rig.shown()).toMatchObject([{ start: 0, stop: null }]);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0 });
  });

  it('restore: asks the fourth time within an hour, and no longer the hour after', async () => {
    await begin('restore');
    for (const seconds of [-60, -120, -180]) await moveStart(seconds);
    expect(await rig.warnings()).toEqual([]);
    await moveStart(-240);
    expect(await kinds()).toEqual(['time-changed']);
    expect(rig.shown()).toMatchObject([{ start: -240 }]);
    await rig.advance(60 * minute);
    expect(await kinds()).toEqual(['time-changed']);
    await moveStart(-300);
    expect(await rig.warnings()).toEqual([]);
    expect(rig.shown()).toMatchObject([{ start: 0, stop: null }]);
  });
});
