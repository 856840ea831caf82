/** What a phone measured, and Toggl: what it ends there, and that it is not sent unless asked. */
import { afterEach, expect, it } from 'vitest';
import { done, minuteMs, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
let rig: Rig;

afterEach(() => rig.close());

const night = (from: number, to: number) => ({
  startAt: morning + from * minuteMs,
  endAt: morning + to * minuteMs,
  note: null,
});

async function sync(from: number, to: number): Promise<void> {
  done(
    await rig.commands().syncHealth(rig.caller, {
      date: '2026-11-02',
      sleep: [night(from, to)],
    }),
  );
  await rig.advance(minute);
}

async function spentBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await rig.calls()).length;
  await work();
  return (await rig.calls()).slice(before).map(({ method }) => method);
}

it('ends by one call what a night went through', async () => {
  rig = await makeRig();
  await rig.start('Film');
  await rig.advance(8 * 60 * minute);
  expect(await spentBy(() => sync(60, 400))).toEqual(['PUT']);
  expect(rig.sandbox.running()).toBeNull();
  expect(rig.shown()).toMatchObject([{ description: 'Film', start: 0, stop: 3600 }]);
  expect(await spentBy(() => sync(60, 400))).toEqual([]);
});

it('goes on in a running entry after a nap', async () => {
  rig = await makeRig();
  await rig.start('Coding');
  await rig.advance(4 * 60 * minute);
  expect(await spentBy(() => sync(60, 90))).toHaveLength(2);
  expect(rig.shown()).toMatchObject([
    { description: 'Coding', start: 0, stop: 3600 },
    { description: 'Coding', start: 5400, stop: null },
  ]);
});

it('is sent by one call where the settings say so', async () => {
  rig = await makeRig({ health: 'on' });
  await rig.advance(8 * 60 * minute);
  expect(await spentBy(() => sync(60, 400))).toEqual(['POST']);
  expect(rig.shown()).toMatchObject([{ description: 'Sleep', start: 3600, stop: 24_000 }]);
  expect(await spentBy(() => sync(60, 400))).toEqual([]);
});
