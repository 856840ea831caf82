/** After a time away: more changes than one look takes in, and not in the order of their times. */
import { afterEach, describe, expect, it } from 'vitest';
import { findAccount } from '../../src/store/accounts.ts';
import { findTogglConnection } from '../../src/store/togglConnections.ts';
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

describe('what is seen at once', () => {
  type Urgent = Readonly<{ reason: string; method: string; begin: () => Promise<void> }>;
  /** Long enough ago that Toggl's clock has surely reached it. */
  const startHere = async () => {
    const asked = { dimension: 'PRIMARY', category: 'Coding', at: '-1m' } as const;
    done(await rig.engine().startSlice(rig.caller, asked));
  };

  /** The engine alone: what it changes is taken in by the next look. */
  const changeOthers = async () => {
    for (let change = 0; change < changesOfOneLook; change += 1) {
      const category = `Room ${change % 2}`;
      done(await rig.engine().startSlice(rig.caller, { dimension: 'SOCIAL', category }));
    }
  };

  const urgent: readonly Urgent[] = [
    {
      reason: 'a start',
      method: 'POST',
      begin: async () => {
        await startHere();
        await changeOthers();
      },
    },
    {
      reason: 'a start that came last',
      method: 'POST',
      begin: async () => {
        await changeOthers();
        await startHere();
      },
    },
    {
      reason: 'what runs again, and was settled long ago',
      method: 'PUT',
      begin: async () => {
        const { id: sliceId } = await rig.start('Coding');
        await rig.advance(minute);
        await rig.stop();
        await rig.advance(minute);
        await changeOthers();
        done(await rig.engine().editSlice(rig.caller, { sliceId, endAt: null }));
      },
    },
    {
      reason: 'a stop',
      method: 'PUT',
      begin: async () => {
        await rig.start('Coding');
        await rig.advance(minute);
        done(await rig.engine().stopSlice(rig.caller, { dimension: 'PRIMARY', at: '-30s' }));
        await changeOthers();
      },
    },
    {
      reason: 'the stop of a timer that is not ours, before a start',
      method: 'PATCH',
      begin: async () => {
        rig.human.start('Books');
        await rig.import();
        await rig.advance(minute);
        await startHere();
        await changeOthers();
      },
    },
  ];

  it.each(urgent)('is sent before all was taken in: $reason', async ({ method, begin }) => {
    rig = await makeRig({ latencyMs: 100 });
    await rig.advance(minute);
    await begin();
    const before = rig.exchanges.calls.length;
    await rig.crashAndRestart();
    const revisions = await observedAndNewest();
    await rig.advance(minute);
    expect(rig.exchanges.calls[before]?.method).toBe(method);
    expect(revisions.observed).toBeLessThan(revisions.newest);
  });

  const observedAndNewest = async () => {
    const { reader } = rig.database;
    const { accountId } = rig.caller;
    const connection = await findTogglConnection(reader, accountId);
    const account = await findAccount(reader, accountId);
    return {
      observed: connection?.observedRevision ?? 0,
      newest: account?.engineRevision ?? 0,
    };
  };
});
