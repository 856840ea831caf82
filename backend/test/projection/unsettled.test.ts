import { afterEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const ago = (rig: Rig, ms: number) => new Date(rig.time.now() - ms).toISOString();

describe('the projection where no source settles what Toggl does', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  it('keeps ours running when Toggl stops it for a finished entry', async () => {
    rig = await makeRig({ sandbox: { switches: { finishedCreate: 'stops-running' } } });
    await rig.start('Mail', 'PRIMARY', ago(rig, 90 * second));
    await rig.start('Coding', 'PRIMARY', ago(rig, 15 * minute));
    await rig.advance(2 * minute);
    expect(rig.sandbox.running()?.description).toBe('Mail');
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0 });
  });

  it('runs a start in doubt again when a finished entry stopped it', async () => {
    rig = await makeRig({ sandbox: { switches: { finishedCreate: 'stops-running' } } });
    const isWrite = ({ method }: Readonly<{ method: string }>) => method === 'POST';
    rig.faults.add({ fault: 'server-error-before', matches: isWrite });
    await rig.start('Mail');
    await rig.advance(4 * second);
    rig.faults.add({ fault: 'server-error-after', matches: isWrite });
    await rig.start('Writing');
    await rig.advance(3 * minute);
    expect(rig.sandbox.running()?.description).toBe('Writing');
    expect(await rig.warnings()).toEqual([]);
  });

  it('reads once, and no more, whether a finished entry stops the running one', async () => {
    rig = await makeRig();
    await rig.start('Mail', 'PRIMARY', ago(rig, 90 * second));
    await rig.advance(minute);
    const before = (await rig.calls()).length;
    for (const minutes of [15, 25, 35]) {
      await rig.start(`Earlier ${minutes}`, 'PRIMARY', ago(rig, minutes * minute));
      await rig.advance(minute);
    }
    const methods = (await rig.calls()).slice(before).map(({ method }) => method);
    expect(methods).toEqual(['POST', 'GET', 'POST', 'POST']);
  });

  it('waits and starts when Toggl, whose clock is behind, refuses a start to come', async () => {
    const switches = { futureRunningStart: 'refuse' } as const;
    rig = await makeRig({ sandbox: { clockOffsetMs: -3000, switches } });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('has no start refused by a clock that is behind by less than a second', async () => {
    const switches = { futureRunningStart: 'refuse' } as const;
    rig = await makeRig({ sandbox: { clockOffsetMs: -400, switches }, latencyMs: 100 });
    for (const category of ['Coding', 'Writing', 'Reading', 'Email']) {
      await rig.advance(minute + 130);
      await rig.start(category);
    }
    await rig.advance(minute);
    const statuses = (await rig.calls()).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(rig.shown()).toHaveLength(4);
  });

  it('moves the start of the running entry forward once Toggl reaches it', async () => {
    rig = await makeRig({
      sandbox: { clockOffsetMs: -5000, switches: { futureRunningStart: 'refuse' } },
    });
    const slice = await rig.start('Coding');
    await rig.advance(minute);
    const startAt = rig.time.now();
    await rig.commands().editSlice(rig.caller, { sliceId: slice.id, startAt });
    await rig.advance(2 * minute);
    expect(rig.shown()).toMatchObject([{ start: 60, stop: null }]);
    const edits = (await rig.calls()).filter(({ method }) => method === 'PUT');
    expect(Date.parse(edits[0]?.at ?? '')).toBeGreaterThanOrEqual(startAt + 4 * second);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('spares a tag from Timery when the answer to an added mode is lost', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(12 * second);
    const entry = rig.sandbox.running();
    rig.human.edit(entry?.id ?? 0, { tags: [...(entry?.tags ?? []), 'mine'] });
    rig.faults.add({ fault: 'lost-before', matches: ({ method }) => method === 'PUT' });
    await rig.start('Admin', 'WORK_MODE');
    await rig.advance(2 * minute);
    expect(rig.shown()[0]?.tags).toEqual(['admin', 'compass', 'mine']);
  });
});
