/** What is known of a call that was on the wire in a crash, or whose reply was not written down. */
import { afterEach, describe, expect, it } from 'vitest';
import { FailedCommit, failingCommit } from '../process/failingCommit.fixture.ts';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const debounceMs = 10_000;
const isRead = ({ method }: Readonly<{ method: string }>) => method === 'GET';
const isPatch = ({ method }: Readonly<{ method: string }>) => method === 'PATCH';

let rig: Rig;
afterEach(() => rig.close());

describe('an edit of many entries that is cut off', () => {
  const texts = () => rig.shown().map(({ description }) => description);
  const rename = async (categoryId: string, name: string) =>
    done(await rig.commands().patchCategory(rig.caller, { categoryId, name }));
  const refresh = async (categoryId: string) =>
    done(await rig.commands().refreshCategory(rig.caller, { categoryId, dryRun: false }));

  it('is taken back in Toggl where it arrived and nobody wants it any more', async () => {
    rig = await makeRig();
    const { categoryId } = await rig.start('Coding');
    for (let made = 0; made < 2; made += 1) {
      await rig.advance(minute);
      await rig.stop();
      await rig.start('Coding');
    }
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    await rename(categoryId, 'Programming');
    rig.faults.add({ fault: 'hang-after', matches: isPatch });
    await refresh(categoryId);
    await rig.advance(debounceMs);
    expect(new Set(texts())).toEqual(new Set(['Programming']));
    await rename(categoryId, 'Coding');
    await rig.crashAndRestart();
    await rig.advance(5 * minute);
    expect(new Set(texts())).toEqual(new Set(['Coding']));
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  });
});

describe('an entry beside an edit of many that is cut off', () => {
  it('is not taken for written: the text of its human stays', async () => {
    rig = await makeRig();
    const { categoryId } = await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    done(await rig.commands().patchCategory(rig.caller, { categoryId, name: 'Programming' }));
    await rig.start('Mail');
    await rig.advance(minute);
    rig.faults.add({ fault: 'hang-after', matches: isPatch });
    done(await rig.commands().refreshCategory(rig.caller, { categoryId, dryRun: false }));
    await rig.advance(debounceMs);
    rig.human.edit(rig.sandbox.running()?.id ?? 0, { description: 'Mail to Ann' });
    await rig.crashAndRestart();
    await rig.import();
    await rig.advance(5 * minute);
    expect(rig.sandbox.running()?.description).toBe('Mail to Ann');
  });
});

describe('a reading that is cut off', () => {
  it('counts as spent: the reserve of the user bucket is not read into', async () => {
    // Connecting takes the first of them, the look after a start from idle the second.
    rig = await makeRig({ sandbox: { plan: { user: 7 } } });
    rig.faults.add({ fault: 'hang-after', matches: isRead });
    await rig.start('Coding');
    await rig.advance(5000);
    expect(rig.sandbox.quota().user.remaining).toBe(5);
    await rig.crashAndRestart();
    await rig.advance(10 * minute);
    expect(rig.sandbox.quota().user.remaining).toBe(5);
  });
});

describe('a reading of projects that is cut off', () => {
  it('counts as spent, from the bucket of its organisation', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
    const left = async () => (await rig.status()).quota.organization.remaining;
    const before = (await left()) ?? 0;
    rig.faults.add({ fault: 'hang-after', matches: isRead });
    void rig.commands().refreshProjects(rig.caller);
    await rig.advance(1000);
    await rig.crashAndRestart();
    expect(await left()).toBe(before - 1);
  });
});

describe('a create whose reply could not be written down', () => {
  it('is looked up without a restart', async () => {
    // Connecting, the command, taking it in, the create as pending, its reply.
    const failing = failingCommit('before', 5);
    const faults: unknown[] = [];
    rig = await makeRig({
      throughDatabase: failing.through,
      onFault: (fault) => faults.push(fault),
    });
    await rig.start('Coding');
    await rig.advance(2 * minute);
    expect(faults).toEqual([expect.any(FailedCommit)]);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: null }]);
    expect(await rig.status()).toMatchObject({ pending: 0 });
  });
});
