/** When looks happen: what is asked for at the wrong moment is looked for all the same. */
import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createWakeup, type Look, settled } from '../../src/projection/wakeup.ts';
import { morning } from '../support/engineWorld.ts';

async function turns(count: number) {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

function world() {
  const time = createVirtualTime(morning);
  const looks: Readonly<{ end: () => void }>[] = [];
  const wakeup = createWakeup({
    look: () =>
      new Promise((end) => {
        looks.push({ end: () => end(settled) });
      }),
    timers: time.timers,
    now: time.now,
    onFault: (fault) => {
      throw fault;
    },
  });
  return { looks, wakeup };
}

/** Each look ends with the next of these, and the last of them goes on for good. */
function sleeper(...ends: readonly (Look | Error)[]) {
  const time = createVirtualTime(morning);
  const lookedAt: number[] = [];
  const faults: unknown[] = [];
  const wakeup = createWakeup({
    look: async () => {
      const end = ends[Math.min(lookedAt.length, ends.length - 1)];
      lookedAt.push((time.now() - morning) / 1000);
      if (end instanceof Error) throw end;
      return end ?? settled;
    },
    timers: time.timers,
    now: time.now,
    onFault: (fault) => faults.push(fault),
  });
  const pass = (seconds: number) =>
    time.advanceTo(time.now() + seconds * 1000, async () => {
      await turns(20);
      await wakeup.whenIdle();
    });
  return { faults, lookedAt, pass, time, wakeup };
}

const again: Look = { kind: 'again' };
const wakeIn = (seconds: number): Look => ({ kind: 'wake', at: morning + seconds * 1000 });

describe('a nudge', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'is followed by a look, %i turns of the program after the last one found nothing',
    async (count) => {
      const { looks, wakeup } = world();
      wakeup.nudge(0);
      looks[0]?.end();
      await turns(count);
      wakeup.nudge(0);
      await turns(20);
      expect(looks).toHaveLength(2);
    },
  );

  it('waits for the look that is going on, and many of them are one', async () => {
    const { looks, wakeup } = world();
    wakeup.nudge(0);
    wakeup.nudge(0);
    wakeup.nudge(0);
    await turns(20);
    expect(looks).toHaveLength(1);
    looks[0]?.end();
    await turns(20);
    expect(looks).toHaveLength(2);
    looks[1]?.end();
    await wakeup.whenIdle();
    expect(looks).toHaveLength(2);
  });
});

describe('the next look', () => {
  it.each([
    { ends: [settled], looks: [0, 60, 120], reason: 'each minute while nobody nudges' },
    { ends: [wakeIn(7), settled], looks: [0, 7, 67], reason: 'when the last one asked for it' },
    { ends: [wakeIn(3600), settled], looks: [0, 60, 120], reason: 'no later than in a minute' },
    { ends: [wakeIn(-5), settled], looks: [0, 0, 60, 120], reason: 'at once where that is past' },
    { ends: [again, again, settled], looks: [0, 0, 0, 60, 120], reason: 'at once to go on' },
  ] as const)('comes $reason', async ({ ends, looks }) => {
    const { lookedAt, pass, wakeup } = sleeper(...ends);
    wakeup.nudge(0);
    await pass(125);
    expect(lookedAt).toEqual(looks);
  });

  it('comes five seconds after a fault, which is told', async () => {
    const fault = new Error('the disk is full');
    const { faults, lookedAt, pass, wakeup } = sleeper(fault, settled);
    wakeup.nudge(0);
    await pass(30);
    expect(lookedAt).toEqual([0, 5]);
    expect(faults).toEqual([fault]);
  });

  it('comes at the earliest of what was asked for, and not again for the later ones', async () => {
    const { lookedAt, pass, wakeup } = sleeper(wakeIn(40), settled);
    wakeup.nudge(0);
    await pass(1);
    wakeup.nudge(10_000);
    wakeup.nudge(20_000);
    await pass(60);
    expect(lookedAt).toEqual([0, 11]);
  });

  it('never comes after the end, which waits for the look that goes on', async () => {
    const { looks, wakeup } = world();
    wakeup.nudge(0);
    let isOver = false;
    const ending = wakeup.stop().then(() => {
      isOver = true;
    });
    wakeup.nudge(0);
    await turns(20);
    expect(isOver).toBe(false);
    looks[0]?.end();
    await ending;
    await turns(20);
    expect(looks).toHaveLength(1);
  });

  it('never comes after the end by a timer, of before or after', async () => {
    const { lookedAt, pass, wakeup } = sleeper(wakeIn(10), settled);
    wakeup.nudge(0);
    await pass(1);
    await wakeup.stop();
    wakeup.nudge(5000);
    wakeup.nudge(0);
    await pass(120);
    expect(lookedAt).toEqual([0]);
  });
});
