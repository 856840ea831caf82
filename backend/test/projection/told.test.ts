/** What a call leaves behind for people: the error in the status, and the log of calls. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../toggl-sandbox/faults.ts';
import { morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const hour = 60 * minute;
const isCreate = ({ method }: Readonly<{ method: string }>) => method === 'POST';

let rig: Rig;
afterEach(() => rig.close());

const lastError = async () => (await rig.status()).lastError;

describe('the last error', () => {
  const troubles: readonly Readonly<{ fault: Fault; says: string; reason: string }>[] = [
    { fault: 'unreachable', says: 'ECONNREFUSED', reason: 'the network is away' },
    { fault: 'rate-limited', says: 'slow down', reason: 'Toggl asked for a rest' },
    { fault: 'server-error-before', says: '502', reason: 'Toggl is in trouble' },
    { fault: 'quota-exhausted', says: 'hourly limit', reason: 'the bucket is empty' },
  ];
  it.each(troubles)('tells of $fault until a call is answered: $reason', async (trouble) => {
    rig = await makeRig();
    rig.faults.add({ fault: trouble.fault, matches: isCreate });
    await rig.start('Coding');
    await rig.settle();
    expect(await lastError()).toContain(trouble.says);
    await rig.advance(hour + minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0 }]);
    expect(await lastError()).toBeNull();
  });

  it('tells of a token that Toggl takes no more, and an hour later of none', async () => {
    rig = await makeRig();
    const { token } = rig.sandbox.config();
    rig.sandbox.configure({ token: 'another one' });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await lastError()).toContain('copy it again');
    rig.sandbox.configure({ token });
    await rig.advance(hour);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
    expect(await lastError()).toBeNull();
  });

  it.each([
    { status: 400, body: '"No such thing"', reason: 'a refusal parks its slice' },
    { status: 402, body: '"Workspace needs this feature"', reason: 'so does the plan' },
  ])('is none after an answer of $status: $reason', async (reply) => {
    rig = await makeRig();
    rig.exchanges.answerNext({ matches: isCreate, reply: { ...reply, headers: {} } });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ lastError: null, parked: 1 });
  });
});

describe('the log of calls', () => {
  it('names the slice that a write served, and none for a timer that is not ours', async () => {
    const startSecond = morning / 1000 - 600;
    const theirs = { startSecond, stopSecond: null, description: 'By hand' };
    rig = await makeRig({ seed: { entries: [theirs] } });
    const { id } = await rig.start('Coding');
    await rig.advance(minute);
    const served = (await rig.calls()).map(({ method, sliceId }) => [method, sliceId]);
    expect(served.slice(1, 3)).toEqual([
      ['PATCH', null],
      ['POST', id],
    ]);
  });
});

describe("the offset of Toggl's clock", () => {
  it('follows the replies, and stays where one carries no date', async () => {
    rig = await makeRig();
    rig.sandbox.configure({ clockOffsetMs: 90_000 });
    await rig.start('Coding');
    await rig.advance(minute);
    const { clockOffsetMs } = await rig.status();
    expect(Math.abs((clockOffsetMs ?? 0) - 90_000)).toBeLessThanOrEqual(1000);
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'PATCH',
      reply: { status: 500, body: '', headers: {} },
    });
    await rig.stop();
    await rig.settle();
    expect((await rig.status()).clockOffsetMs).toBe(clockOffsetMs);
  });
});

describe('a warning about what a human changed', () => {
  it('is closed by the next reply that shows both sides to agree', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
    const entryId = rig.sandbox.entries()[0]?.id ?? 0;
    rig.human.edit(entryId, { startSecond: morning / 1000 - 300 });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    expect(await rig.warnings()).toMatchObject([{ kind: 'time-changed' }]);
    rig.human.edit(entryId, { startSecond: morning / 1000 });
    await rig.start('Admin', 'WORK_MODE');
    await rig.advance(minute);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ held: 0, pending: 0 });
  });
});
