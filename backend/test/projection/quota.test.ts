import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

describe('the projection inside its quota', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  it('spends no more than the bucket holds in an hour of sixty switches', async () => {
    for (let round = 0; round < 60; round += 1) {
      await rig.start(`Activity ${round % 7}`);
      await rig.advance(minute);
    }
    const calls = await rig.calls();
    expect(calls.filter(({ status }) => status === 402)).toEqual([]);
    const firstHour = calls.filter(({ at }) => Date.parse(at) < morning + 60 * minute);
    // Thirty of the organisation's bucket less the one kept for a stop, and two of the user's.
    expect(firstHour.length).toBeLessThanOrEqual(31);
    await rig.advance(3 * 60 * minute);
    expect(await rig.status()).toMatchObject({ pending: 0 });
    expect(rig.shown()).toHaveLength(60);
  });

  it('shows the current activity within the reserve, and catches up afterwards', async () => {
    await rig.start('First');
    await rig.advance(minute);
    rig.human.spend('organization', 26);
    for (let round = 0; round < 6; round += 1) {
      await rig.start(`Burst ${round}`);
      await rig.advance(10 * second);
    }
    await rig.advance(minute);
    expect((await rig.status()).quota.organization.remaining).toBeGreaterThanOrEqual(1);
    await rig.advance(61 * minute);
    expect(rig.shown()).toHaveLength(7);
    expect(rig.sandbox.running()?.description).toBe('Burst 5');
    expect((await rig.status()).pending).toBe(0);
  });

  it('keeps the last request for a stop', async () => {
    await rig.start('First');
    await rig.advance(minute);
    const left = rig.sandbox.quota().organization.remaining ?? 0;
    rig.human.spend('organization', left - 2);
    await rig.start('Second');
    await rig.advance(minute);
    await rig.start('Third');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    expect(rig.sandbox.running()).toBeNull();
  });

  it('waits an empty bucket out and loses nothing', async () => {
    rig.human.spend('organization', 30);
    await rig.start('Coding');
    await rig.advance(10 * minute);
    expect(rig.shown()).toEqual([]);
    expect((await rig.status()).pending).toBe(1);
    await rig.advance(60 * minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
  });

  it('waits as long as a reply names in its words alone', async () => {
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'POST',
      reply: {
        status: 402,
        body: '"You have hit your hourly limit. Your quota will reset in 300 seconds."',
        headers: {},
      },
    });
    await rig.start('Coding');
    await rig.advance(290 * second);
    expect(rig.shown()).toEqual([]);
    await rig.advance(20 * second);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
  });

  it('does not look after a start from idle while the user bucket is at its reserve', async () => {
    const left = rig.sandbox.quota().user.remaining ?? 0;
    rig.human.spend('user', left - 4);
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    const before = (await rig.calls()).length;
    await rig.start('Coding again');
    await rig.advance(minute);
    expect((await rig.calls()).slice(before).map(({ method }) => method)).toEqual(['POST']);
  });
});
