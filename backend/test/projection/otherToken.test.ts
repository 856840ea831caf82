/** A token of the same Toggl user or of another one, and another workspace: what goes where. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const isCreate = ({ method }: Readonly<{ method: string }>) => method === 'POST';

describe('another token', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig({
      seed: {
        workspaces: [{ id: 7_000_002, name: 'Second' }],
        projects: [
          { id: 77, name: 'Coding' },
          { id: 88, name: 'Coding', workspaceId: 7_000_002 },
        ],
      },
    });
  });
  afterEach(() => rig.close());

  const writes = () =>
    rig.exchanges.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.split('/workspaces/')[1]?.split('/')[0]}`);

  it('of the same user sends nothing twice', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    rig.faults.add({ fault: 'lost-after', matches: isCreate });
    await rig.start('Writing');
    await rig.settle();
    await rig.crashAndRestart({ tokenHash: 'hash of another token' });
    await rig.advance(5 * minute);
    expect(rig.shown().map(({ description }) => description)).toEqual(['Coding', 'Writing']);
    expect(rig.sandbox.entries()).toHaveLength(2);
    expect(writes()).toEqual(['POST 7000001', 'POST 7000001']);
    expect(await rig.status()).toMatchObject({ pending: 0, notes: [] });
  });

  it('of another user leaves the entries of the first alone, and says so', async () => {
    const first = await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    const sent = writes().length;
    rig.sandbox.configure({ account: { userId: 9_000_002 } });
    await rig.crashAndRestart({ tokenHash: 'hash of another user' });
    const edit = { sliceId: first.id, endAt: rig.time.now() - 90 * second };
    await rig.commands().editSlice(rig.caller, edit);
    await rig.advance(minute);
    expect(writes()).toHaveLength(sent);
    expect(await rig.status()).toMatchObject({ pending: 0 });
    expect((await rig.status()).notes.map(({ kind }) => kind)).toEqual(['other-user']);
    await rig.start('Writing');
    await rig.advance(minute);
    expect(writes().slice(sent)).toEqual(['POST 7000001']);
  });

  it('of another user lets what the first began run on', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    const sent = writes().length;
    rig.sandbox.configure({ account: { userId: 9_000_002 } });
    await rig.crashAndRestart({ tokenHash: 'hash of another user' });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    expect(writes()).toHaveLength(sent);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('of the first user again takes up where it was left', async () => {
    const first = await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    rig.sandbox.configure({ account: { userId: 9_000_002 } });
    await rig.crashAndRestart({ tokenHash: 'hash of another user' });
    const endAt = rig.time.now() - 90 * second;
    await rig.commands().editSlice(rig.caller, { sliceId: first.id, endAt });
    await rig.advance(minute);
    const sent = writes().length;
    rig.sandbox.configure({ account: { userId: 9_000_001 } });
    await rig.crashAndRestart();
    await rig.advance(minute);
    expect(writes().slice(sent)).toEqual(['PUT 7000001']);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', stop: (endAt - morning) / 1000 }]);
  });

  it('or workspace leaves entries where they were made, with the project they have', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    await rig.advance(minute);
    expect(writes()).toEqual(['POST 7000001']);
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    await rig.start('Writing');
    await rig.advance(minute);
    await rig.start('Coding');
    await rig.advance(minute);
    expect(writes()).toEqual(['POST 7000001', 'PUT 7000001', 'POST 7000002', 'POST 7000002']);
    const projects = rig.sandbox.entries().map(({ projectId }) => projectId);
    expect(projects).toEqual([77, null, 88]);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('or workspace takes along what the last one refused, once it is sent again', async () => {
    rig.exchanges.answerNext({
      matches: isCreate,
      reply: { status: 400, body: '"Workspace is suspended"', headers: {} },
    });
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ parked: 1 });
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Writing' }));
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ workspaceId: 7_000_002 }]);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('or workspace changes an entry where it was made, also once refused there', async () => {
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'PUT',
      reply: { status: 400, body: '"Workspace is suspended"', headers: {} },
    });
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ parked: 1 });
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Writing' }));
    await rig.advance(minute);
    expect(rig.shown()).toMatchObject([{ description: 'Writing' }]);
    expect(writes()).toEqual(['POST 7000001', 'PUT 7000001', 'PUT 7000001']);
  });

  it('or workspace sends again to the first what may have arrived there', async () => {
    rig.faults.add({ fault: 'lost-before', matches: isCreate });
    await rig.start('Coding');
    await rig.advance(second);
    rig.faults.add({ fault: 'unreachable', times: 3, matches: isCreate });
    await rig.advance(6 * second);
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    await rig.advance(2 * minute);
    expect(rig.sandbox.entries()).toMatchObject([{ workspaceId: 7_000_001 }]);
  });

  it('or workspace has what was deleted made again where it was', async () => {
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    done(await rig.commands().deleteSlice(rig.caller, { sliceId }));
    await rig.advance(minute);
    rig.outage.isOn = true;
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(second);
    rig.outage.isOn = false;
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    await rig.advance(2 * minute);
    expect(rig.sandbox.running()).toMatchObject({ workspaceId: 7_000_001 });
  });

  it.each(['ignored', 'refused'] as const)(
    'or workspace leaves no double behind where a reopening is %s',
    async (reopenByPut) => {
      rig.sandbox.configure({ switches: { reopenByPut } });
      await rig.start('Coding');
      await rig.advance(minute);
      await rig.stop();
      await rig.advance(minute);
      await rig.crashAndRestart({ workspaceId: 7_000_002 });
      done(await rig.commands().undoChange(rig.caller, {}));
      await rig.advance(2 * minute);
      expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
      expect(rig.sandbox.running()).toMatchObject({ workspaceId: 7_000_001, projectId: 77 });
      expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
    },
  );

  it.each([
    { reason: 'at once', isSeenBefore: false },
    { reason: 'also where it is seen once more before', isSeenBefore: true },
  ])('or workspace puts our project back where that is asked for: $reason', async (row) => {
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    const projectOf = () => rig.sandbox.entries()[0]?.projectId;
    rig.human.edit(rig.sandbox.entries()[0]?.id ?? 0, { projectId: null });
    await rig.import();
    const [warning] = await rig.warnings();
    expect(warning).toMatchObject({ kind: 'project-changed' });
    const answer = { warningId: warning?.id ?? '', action: 'restore' } as const;
    if (row.isSeenBefore) {
      rig.faults.add({ fault: 'server-error-before', matches: ({ method }) => method === 'PUT' });
    }
    done(await rig.commands().answerWarning(rig.caller, answer));
    if (row.isSeenBefore) await rig.import();
    await rig.advance(5 * minute);
    expect(projectOf()).toBe(77);
    expect(await rig.warnings()).toEqual([]);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  });

  it('or workspace takes along what was never sent', async () => {
    rig.outage.isOn = true;
    await rig.start('Coding');
    await rig.advance(minute);
    rig.outage.isOn = false;
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toMatchObject([{ workspaceId: 7_000_002, projectId: 88 }]);
  });
});
