import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

describe('the projection beside a human in Timery', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  const kinds = async () => (await rig.warnings()).map(({ kind }) => kind);
  const foreignWrites = async (entryId: number) =>
    (await rig.calls()).filter(({ path }) => path.includes(String(entryId)));

  it('notices after a start from idle what it stopped, and tells', async () => {
    rig.human.start('By hand');
    await rig.advance(10 * minute);
    await rig.start('Coding');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([
      { description: 'By hand', start: 0, stop: 600 },
      { description: 'Coding', start: 600, stop: null },
    ]);
    expect(await kinds()).toEqual(['foreign-stopped']);
  });

  it('stops a foreign timer it knows of before it starts its own', async () => {
    await rig.close();
    const startSecond = morning / 1000 - 600;
    const running = { startSecond, stopSecond: null, description: 'By hand' };
    rig = await makeRig({ seed: { entries: [running] } });
    await rig.start('Coding');
    await rig.settle();
    expect((await rig.calls()).slice(1).map(({ method }) => method)).toEqual(['PATCH', 'POST']);
    expect(await kinds()).toEqual(['foreign-stopped']);
    expect(rig.shown()).toMatchObject([
      { description: 'By hand', stop: 0 },
      { description: 'Coding', stop: null },
    ]);
  });

  it('tells of a stop made in Timery and does not fight it', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.stop();
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    expect(await kinds()).toEqual(['stopped-in-timery']);
    expect(rig.sandbox.running()).toBeNull();
    expect((await rig.engine().state(rig.caller.accountId)).PRIMARY?.category).toBe('Coding');
    expect(await rig.status()).toMatchObject({ pending: 0, held: 1 });
  });

  it('learns from the 409 of its own stop that Timery stopped first', async () => {
    await rig.start('Coding');
    await rig.advance(10 * minute);
    rig.human.stop();
    await rig.advance(10 * minute);
    await rig.stop();
    await rig.advance(minute);
    expect(await kinds()).toEqual(['stopped-in-timery']);
    expect(rig.shown()).toMatchObject([{ stop: 600 }]);
  });

  it('leaves a time that was edited in Timery, and tells both versions', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    const entry = rig.sandbox.running();
    rig.human.edit(entry?.id ?? 0, { startSecond: (entry?.startSecond ?? 0) - 300 });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    const [warning] = await rig.warnings();
    expect(warning?.kind).toBe('time-changed');
    expect(rig.shown()[0]?.start).toBe(-300);
  });

  it('keeps a text that was edited in Timery when the mode changes', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { description: 'Coding the parser' });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([
      { description: 'Coding the parser', tags: ['compass', 'deep-work'] },
    ]);
    expect(await kinds()).toEqual([]);
  });

  it('does not make an entry again that a human deleted', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.delete(rig.sandbox.running()?.id ?? 0);
    await rig.stop();
    await rig.advance(minute);
    expect(rig.shown()).toEqual([]);
    expect(await kinds()).toEqual(['deleted-in-timery']);
    expect((await rig.status()).pending).toBe(0);
  });

  it('does not touch an entry that looks like ours but carries no tag of ours', async () => {
    const { entryId } = rig.human.start('Coding');
    await rig.advance(minute);
    rig.faults.add({ fault: 'lost-before', matches: ({ method }) => method === 'POST' });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await foreignWrites(entryId ?? 0)).toEqual([]);
    expect(rig.shown()).toHaveLength(2);
  });
});
