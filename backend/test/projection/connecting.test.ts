/** The one call that connects: what it takes in, what it leaves out, and what is told of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const isMe = ({ url }: Readonly<{ url: string }>) => url.includes('/api/v9/me?');
const isStop = ({ method }: Readonly<{ method: string }>) => method === 'PATCH';
const failing = { fault: 'server-error-before', matches: isMe } as const;
const anotherToken = { tokenHash: 'hash of another token' };

let rig: Rig;
afterEach(() => rig.close());

/** Nothing is connected while it begins: the first try fails. */
const connectLate = async (begin: () => Promise<void>) => {
  rig = await makeRig({ failing });
  await begin();
  await rig.advance(minute);
};
const slices = async () => {
  const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
  return (await rig.engine().listSlices(rig.caller.accountId, range)).slices;
};
const sliceOf = async (category: string) => {
  const slice = (await slices()).find((one) => one.category === category);
  if (slice === undefined) throw new Error(`nothing of ${category} was recorded`);
  return slice;
};

describe('what was recorded before', () => {
  it('is shown where it runs, from its start on', async () => {
    await connectLate(async () => {
      await rig.start('Coding');
    });
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
  });

  it('is shown where it ran, also if it ends before its turn comes', async () => {
    rig = await makeRig({ failing });
    await rig.start('Coding');
    rig.human.start('Call with Ann');
    rig.faults.add({ fault: 'hang-before', matches: isStop });
    await rig.advance(5 * second);
    await rig.stop();
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([
      { description: 'Call with Ann' },
      { description: 'Coding', start: 0, stop: 5 },
    ]);
  });

  it('stays out of Toggl where it was over, also once it is edited', async () => {
    await connectLate(async () => {
      await rig.start('Coding');
      await rig.start('Breakfast', 'PRIMARY', '-30m');
    });
    const { id: sliceId } = await sliceOf('Breakfast');
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Tea' }));
    await rig.advance(minute);
    expect(rig.shown().map(({ description }) => description)).toEqual(['Coding']);
  });

  it('is shown once it was open again, also if it ended before its turn came', async () => {
    await connectLate(async () => {
      await rig.start('Coding', 'PRIMARY', '-10m');
      await rig.stop();
      rig.human.start('Call with Ann');
    });
    const { id: sliceId } = await sliceOf('Coding');
    rig.faults.add({ fault: 'hang-before', matches: isStop });
    done(await rig.commands().editSlice(rig.caller, { sliceId, endAt: null }));
    await rig.advance(5 * second);
    await rig.stop();
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([
      { description: 'Coding', start: -600, stop: 65 },
      { description: 'Call with Ann' },
    ]);
  });

  it('is shown once it is opened again', async () => {
    await connectLate(async () => {
      await rig.start('Coding', 'PRIMARY', '-10m');
      await rig.stop();
    });
    const { id: sliceId } = await sliceOf('Coding');
    expect(rig.shown()).toEqual([]);
    done(await rig.commands().editSlice(rig.caller, { sliceId, endAt: null }));
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: -600, stop: null }]);
  });
});

describe('what runs in Toggl with our tag and is none of ours', () => {
  it.each([
    { text: 'Coding', kind: 'copy-running', reason: 'the name of a category' },
    { text: 'Write the report', kind: 'copy-running', reason: 'the name of a task' },
    { text: 'Their thing', kind: 'another-compass', reason: 'no name of ours' },
  ])('is told as $kind: $reason', async ({ text, kind }) => {
    await connectLate(async () => {
      await rig.start('Coding');
      const task = { name: 'Write the report', category: 'Coding' };
      const { task: made } = done(await rig.commands().createTask(rig.caller, task));
      done(await rig.commands().activateTask(rig.caller, { taskId: made.id }));
      await rig.stop();
      rig.human.start(text, { tags: ['compass'] });
    });
    expect((await rig.warnings()).map((warning) => warning.kind)).toEqual([kind]);
  });
});

describe('the log of calls', () => {
  it('tells of connecting, also where it failed', async () => {
    await connectLate(async () => {});
    const told = (await rig.calls()).map(({ status, reason }) => [status, reason.split(':')[0]]);
    expect(told).toEqual([
      [502, 'connecting'],
      [200, 'connecting'],
    ]);
  });

  it('and the error of a workspace that is not there names those that are', async () => {
    const seed = { workspaces: [{ id: 7_000_002, name: 'Second' }] };
    rig = await makeRig({ workspaceId: 999, seed });
    expect(await rig.status()).toMatchObject({
      connected: false,
      lastError: expect.stringMatching(
        /workspace 999 is not .* 7000001 \(Workspace\), 7000002 \(Second\)/,
      ),
    });
    expect(await rig.calls()).toMatchObject([{ status: 200 }]);
  });
});

describe('connecting that failed', () => {
  const tries = async () => (await rig.calls()).length;

  it('is tried again after ten minutes where a person has to mend something', async () => {
    rig = await makeRig({ workspaceId: 999 });
    await rig.advance(9 * minute);
    expect(await tries()).toBe(1);
    await rig.advance(2 * minute);
    expect(await tries()).toBe(2);
  });

  it('waits for the bucket of the user where that is empty', async () => {
    rig = await makeRig({ failing: { fault: 'quota-exhausted', matches: isMe } });
    await rig.advance(55 * minute);
    expect(await tries()).toBe(1);
    await rig.advance(10 * minute);
    expect(await rig.status()).toMatchObject({ connected: true });
    expect(await tries()).toBe(2);
  });
});

describe('another token', () => {
  it('of the same user sends what began and ended while neither was at work', async () => {
    rig = await makeRig();
    const coding = { dimension: 'PRIMARY', category: 'Coding', at: '-10m' } as const;
    done(await rig.engine().startSlice(rig.caller, coding));
    done(await rig.engine().stopSlice(rig.caller, { dimension: 'PRIMARY' }));
    await rig.crashAndRestart(anotherToken);
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: -600, stop: 0 }]);
  });

  it.each([
    { userId: 9_000_001, lastImportAt: new Date(morning).toISOString(), reason: 'the same user' },
    { userId: 9_000_002, lastImportAt: null, reason: 'another user' },
  ])('knows when history was read last: $reason', async ({ userId, lastImportAt }) => {
    rig = await makeRig();
    await rig.import();
    rig.sandbox.configure({ account: { userId } });
    await rig.crashAndRestart(anotherToken);
    expect(await rig.status()).toMatchObject({ connected: true, lastImportAt });
  });
});

describe('a Toggl that counts no requests', () => {
  it('is connected like any other', async () => {
    rig = await makeRig({ sandbox: { vintage: '2024-12' } });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
  });
});
