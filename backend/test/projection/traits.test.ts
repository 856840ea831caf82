/** What a reply teaches about this Toggl is kept, so that a call in vain is made once. */
import { afterEach, expect, it } from 'vitest';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

const enterMode = () => rig.callsOf(() => rig.start('Deep Work', 'WORK_MODE'));
const leaveMode = () => rig.callsOf(() => rig.stop('WORK_MODE'));

it('sends whole lists once a removed tag took others along, also after a restart', async () => {
  rig = await makeRig({ sandbox: { switches: { tagActionDelete: 'replaces' } } });
  await rig.start('Coding');
  await rig.advance(minute);
  expect(await enterMode()).toEqual(['PUT']);
  expect(await leaveMode()).toEqual(['PUT', 'PUT']);
  expect(rig.shown()).toMatchObject([{ tags: ['compass'] }]);
  await rig.crashAndRestart();
  expect(await enterMode()).toEqual(['PUT']);
  expect(await leaveMode()).toEqual(['PUT']);
  expect(rig.shown()).toMatchObject([{ tags: ['compass'] }]);
});
