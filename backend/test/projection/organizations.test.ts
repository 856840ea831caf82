/** A user of two organisations: each has a bucket of its own. */
import { afterEach, describe, expect, it } from 'vitest';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const hour = 60 * minute;

let rig: Rig;
afterEach(() => rig.close());

/** The second workspace is of an organisation of its own. */
const begin = async () => {
  const workspaces = [{ id: 7_000_002, name: 'Second', organizationId: 6_000_002 }];
  rig = await makeRig({ seed: { workspaces } });
};
const shown = () => rig.shown().map(({ description, stop }) => [description, stop]);
const remaining = async () => (await rig.status()).quota.organization.remaining;

describe('an empty bucket of one organisation', () => {
  it('holds up no call to a workspace of another, also after a restart', async () => {
    await begin();
    await rig.start('Coding');
    await rig.advance(minute);
    rig.sandbox.drain('organization');
    await rig.stop();
    await rig.advance(minute);
    expect(await remaining()).toBe(0);
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    expect(await remaining()).toBeNull();
    await rig.start('Writing');
    await rig.advance(minute);
    expect(rig.sandbox.running()).toMatchObject({ workspaceId: 7_000_002 });
    expect(await remaining()).toBe(29);
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    expect(await remaining()).toBe(29);
  });

  it('is waited for by what goes there, and by nothing else', async () => {
    await begin();
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    rig.sandbox.drain('organization');
    await rig.crashAndRestart({ workspaceId: 7_000_002 });
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Mail' }));
    await rig.advance(minute);
    const calls = rig.exchanges.calls.length;
    await rig.start('Writing');
    await rig.advance(10 * minute);
    expect(shown()).toEqual([
      ['Coding', 60],
      ['Writing', null],
    ]);
    expect(rig.exchanges.calls.slice(calls).map(({ method }) => method)).toContain('POST');
    await rig.advance(hour);
    expect(shown()).toEqual([
      ['Mail', 60],
      ['Writing', null],
    ]);
  });

  it('is not filled by replies about a workspace of another', async () => {
    await begin();
    const { id: sliceId } = await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    rig.sandbox.drain('organization');
    done(await rig.commands().editSlice(rig.caller, { sliceId, category: 'Mail' }));
    await rig.advance(minute);
    const startSecond = rig.time.now() / 1000 - 30;
    const foreign = { description: 'By hand', startSecond, stopSecond: null };
    rig.sandbox.seed({ entries: [{ ...foreign, workspaceId: 7_000_002 }] });
    await rig.import();
    const before = rig.exchanges.calls.length;
    await rig.start('Writing');
    await rig.advance(minute);
    const methods = rig.exchanges.calls.slice(before).map(({ method }) => method);
    expect(methods).toEqual(['PATCH']);
    expect(rig.sandbox.running()).toBeNull();
    expect(await remaining()).toBe(0);
  });
});
