/** When looks happen: what is asked for at the wrong moment is looked for all the same. */
import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createWakeup } from '../../src/projection/wakeup.ts';
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
        looks.push({ end: () => end({ kind: 'settled' }) });
      }),
    timers: time.timers,
    now: time.now,
    onFault: (fault) => {
      throw fault;
    },
  });
  return { looks, wakeup };
}

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
