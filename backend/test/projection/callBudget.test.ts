/**
 * A day of sixty switches and forty changes of mode, at 50 ms a call: what it costs, counted
 * against the changes of desired that outlast the debounce.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const modes = ['Deep Work', 'Shallow', 'Admin'];

describe('the calls of a day', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig({ latencyMs: 50 });
  });
  afterEach(() => rig.close());

  /** 08:00 to 24:00 with one pause: a switch every 15 minutes, modes in between. */
  const playDay = async () => {
    let changes = 0;
    for (let round = 0; round < 60; round += 1) {
      await rig.start(`Activity ${round % 8}`);
      changes += 1;
      await rig.advance(5 * minute);
      if (round % 3 !== 2) {
        await rig.start(modes[round % modes.length] ?? '', 'WORK_MODE');
        changes += 1;
      }
      await rig.advance(10 * minute);
      if (round === 29) {
        await rig.stop();
        changes += 1;
        await rig.advance(45 * minute);
      }
    }
    await rig.stop();
    await rig.advance(5 * minute);
    return changes + 1;
  };

  it('are at most 1.1 a change, two of /me and one more for each start from idle', async () => {
    const changes = await playDay();
    const calls = await rig.calls();
    const reads = calls.filter(({ path }) => path.includes('/me'));
    expect(calls.length / changes).toBeLessThanOrEqual(1.1);
    expect(reads.length).toBeLessThanOrEqual(2 + 2);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  });

  it('end with Toggl as the slices say, a prompt stop at most a second late', async () => {
    await playDay();
    const { slices } = await rig.engine().listSlices(rig.caller.accountId, {
      startAt: morning,
      endAt: rig.time.now(),
      dimension: 'PRIMARY',
      limit: 1000,
    });
    const wanted = slices.toReversed();
    const shown = rig.shown();
    expect(shown).toHaveLength(wanted.length);
    for (const [index, slice] of wanted.entries()) {
      const entry = shown[index];
      expect(entry?.description).toBe(slice.category);
      expect(entry?.start).toBe(Math.floor((slice.startAt - morning) / 1000));
      const lateSeconds = (entry?.stop ?? 0) - Math.floor(((slice.endAt ?? 0) - morning) / 1000);
      expect(lateSeconds).toBeGreaterThanOrEqual(0);
      expect(lateSeconds).toBeLessThanOrEqual(1);
    }
  });
});
