/** What runs beyond its maximum is told, whatever the database did in between. */
import { afterEach, expect, it } from 'vitest';
import { createMaximumWatch } from '../../src/services/closing/maximumWatch.ts';
import { createEventHub } from '../../src/services/events.ts';
import { done, minuteMs } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

let rig: Rig;
afterEach(() => rig.close());

it('tells what runs too long also after a look at it failed', async () => {
  rig = await makeRig();
  done(await rig.commands().createCategory(rig.caller, { name: 'Coding', maxMinutes: 30 }));
  await rig.start('Coding');
  const events = createEventHub();
  const overdue: string[] = [];
  events.subscribe(rig.caller.accountId, (event) => {
    if (event.kind === 'overdue') overdue.push(event.category);
  });
  const faults: unknown[] = [];
  let isBroken = true;
  const watch = createMaximumWatch({
    database: {
      ...rig.database,
      get reader() {
        if (isBroken) throw new Error('the disk is full');
        return rig.database.reader;
      },
    },
    accountId: rig.caller.accountId,
    now: rig.time.now,
    timers: rig.time.timers,
    events,
    onFault: (fault) => faults.push(fault),
  });
  watch.start();
  await rig.advance(minuteMs);
  expect(faults.length).toBeGreaterThan(0);
  isBroken = false;
  await rig.advance(31 * minuteMs);
  await watch.stop();
  expect(overdue).toEqual(['Coding']);
});
