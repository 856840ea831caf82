/** Hours in which a person, automations, Timery and the network do what they like. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../simulation/random.ts';
import { morning } from '../support/engineWorld.ts';
import { reserveBreaches } from '../support/exchangeLog.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const hour = 3600 * second;

describe('the reserve', () => {
  it.each([
    { reserve: 5, seed: 1 },
    { reserve: 5, seed: 2 },
    { reserve: 0, seed: 3 },
    { reserve: 1, seed: 4 },
    { reserve: 2, seed: 5 },
    { reserve: 12, seed: 6 },
  ])('of $reserve is touched only for what runs, in four hours of seed $seed', async (given) => {
    const rig = await makeRig({ reserve: given.reserve, latencyMs: 200 });
    const random = createRandom(String(given.seed));
    while (rig.time.now() < morning + 4 * hour) {
      await act(rig, random);
      if (random.chance(0.02)) await rig.crashAndRestart();
      await rig.advance(random.between(0, 240) * second);
    }
    expect(rig.exchanges.calls.length).toBeGreaterThan(60);
    expect(reserveBreaches(rig.exchanges.calls, given.reserve)).toEqual([]);
    await rig.close();
  });
});

const faults = ['lost-after', 'lost-before', 'server-error-after', 'rate-limited'] as const;

/** Something a person, an automation, Timery or the network might do. */
async function act(rig: Rig, random: Random): Promise<void> {
  const kinds = { start: 5, mode: 1, stop: 1, undo: 1, fault: 1, timery: 1 };
  const kind = random.weighted(kinds);
  switch (kind) {
    case 'start':
      await rig.start(`Activity ${random.between(0, 9)}`);
      return;
    case 'mode':
      await rig.start(`Mode ${random.between(0, 3)}`, 'WORK_MODE');
      return;
    case 'stop':
      await rig.commands().stopSlice(rig.caller, { dimension: 'PRIMARY' });
      return;
    case 'undo':
      await rig.commands().undoChange(rig.caller, {});
      return;
    case 'fault':
      return rig.faults.add({ fault: random.pick(faults) });
    case 'timery':
      return rig.human.spend(random.pick(['organization', 'user']), random.between(0, 4));
  }
}
