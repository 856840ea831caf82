/** After a time away: more changes than one look takes in, and not in the order of their times. */
import { afterEach, expect, it } from 'vitest';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const changesOfOneLook = 200;

let rig: Rig;
afterEach(() => rig.close());

const changeRooms = async () => {
  for (let change = 0; change < changesOfOneLook; change += 1) {
    await rig.start(`Room ${change % 2}`, 'SOCIAL');
  }
};

it('switches by one call to what runs, although it was started last', async () => {
  rig = await makeRig();
  await rig.start('Coding');
  await rig.advance(minute);
  rig.faults.add({ fault: 'hang-before', matches: ({ method }) => method === 'PUT' });
  await rig.start('Deep Work', 'WORK_MODE');
  await rig.advance(11_000);
  await changeRooms();
  await rig.start('Writing');
  const before = rig.exchanges.calls.length;
  await rig.crashAndRestart();
  await rig.advance(0);
  const methods = rig.exchanges.calls.slice(before).map(({ method }) => method);
  expect(methods[0]).toBe('POST');
  expect(methods).not.toContain('PATCH');
  expect(rig.sandbox.running()?.description).toBe('Writing');
});

it('deletes no entry that a slice still to be taken in goes on with', async () => {
  rig = await makeRig();
  const { id: sliceId } = await rig.start('Coding');
  await rig.advance(minute);
  await rig.start('Lunch');
  await rig.advance(minute);
  rig.faults.add({ fault: 'hang-before', matches: ({ method }) => method === 'PUT' });
  done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Mail' }));
  await rig.advance(0);
  await changeRooms();
  await rig.start('Writing', 'PRIMARY', '-2m');
  const before = rig.exchanges.calls.length;
  await rig.crashAndRestart();
  await rig.advance(minute);
  const methods = rig.exchanges.calls.slice(before).map(({ method }) => method);
  expect(methods).not.toContain('DELETE');
  expect(rig.shown().map(({ description }) => description)).toEqual(['Writing', 'Lunch']);
});

it('tags what was recorded later by the mode that ran beside it', async () => {
  rig = await makeRig();
  rig.outage.isOn = true;
  await rig.start('Coding');
  await rig.start('Deep Work', 'WORK_MODE', '-30m');
  await rig.stop('WORK_MODE', '-10m');
  await rig.start('Admin', 'WORK_MODE', '-8m');
  await rig.stop('WORK_MODE', '-5m');
  const { id: sliceId } = await rig.start('Earlier', 'PRIMARY', '-30m');
  const endAt = rig.time.now() - 10 * minute;
  done(await rig.commands().editSlice(rig.caller, { sliceId, endAt }));
  await rig.advance(minute);
  rig.outage.isOn = false;
  await rig.advance(2 * minute);
  expect(rig.shown()).toMatchObject([
    { description: 'Earlier', start: -1800, stop: -600, tags: ['compass', 'deep-work'] },
    { description: 'Coding', start: 0, stop: null, tags: ['compass'] },
  ]);
});
