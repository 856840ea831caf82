/** What a reply teaches about this Toggl is kept, so that a call in vain is made once. */
import { afterEach, expect, it } from 'vitest';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

let rig: Rig;
afterEach(() => rig.close());

const callsAfter = async (act: () => Promise<unknown>) => {
  const before = rig.exchanges.calls.length;
  await act();
  await rig.advance(minute);
  return rig.exchanges.calls.slice(before).map(({ method }) => method);
};
const projectReads = () =>
  rig.exchanges.calls.filter(({ path }) => path.includes('/projects?')).length;
const enterMode = () => callsAfter(() => rig.start('Deep Work', 'WORK_MODE'));
const leaveMode = () => callsAfter(() => rig.stop('WORK_MODE'));

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

it('asks once for a project that Toggl refuses, also once projects were read again', async () => {
  rig = await makeRig({ seed: { projects: [{ id: 77, name: 'Coding' }] } });
  rig.exchanges.answerNext({
    matches: ({ method }) => method === 'POST',
    reply: { status: 400, body: '"User cannot access the selected project"', headers: {} },
  });
  expect(await callsAfter(() => rig.start('Coding'))).toEqual(['POST', 'POST', 'GET']);
  await rig.start('Writing');
  await rig.advance(minute);
  expect(await callsAfter(() => rig.start('Coding'))).toEqual(['POST']);
  await rig.advance(60 * minute);
  expect(projectReads()).toBe(1);
  await rig.start('Writing');
  await rig.advance(minute);
  expect(await callsAfter(() => rig.start('Coding'))).toEqual(['POST']);
  const projects = rig.sandbox.entries().map(({ projectId }) => projectId);
  expect(projects).toEqual([null, null, null, null, null]);
});

it.each([
  { met: 'POST', status: 404, reads: 1, reason: 'a project may be what is not found' },
  { met: 'POST', status: 400, reads: 0, reason: 'nothing speaks of a project' },
  { met: 'PATCH', status: 404, reads: 0, reason: 'the entry is what is not found' },
])('reads the projects $reads times in the hour after $met met $status: $reason', async (row) => {
  rig = await makeRig();
  rig.exchanges.answerNext({
    matches: ({ method }) => method === row.met,
    reply: { status: row.status, body: '"No such thing"', headers: {} },
  });
  await rig.start('Coding');
  await rig.advance(minute);
  await rig.stop();
  await rig.advance(60 * minute);
  expect(projectReads()).toBe(row.reads);
});
