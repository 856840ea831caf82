import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../toggl-sandbox/faults.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const isCreate = (request: Readonly<{ method: string; url: string }>) =>
  request.method === 'POST' && request.url.endsWith('/time_entries');

const lostCreates: readonly Readonly<{ fault: Fault; reason: string }>[] = [
  { fault: 'lost-before', reason: 'the request never arrived' },
  { fault: 'lost-after', reason: 'it was applied and only the reply was lost' },
  { fault: 'hang-before', reason: 'nothing answered within ten seconds' },
  { fault: 'hang-after', reason: 'it was applied, and nothing answered' },
  { fault: 'server-error-before', reason: 'a 502 stood in front of Toggl' },
  { fault: 'server-error-after', reason: 'a 502 hid that it was applied' },
  { fault: 'unreachable', reason: 'nothing was sent' },
  { fault: 'rate-limited', reason: 'Toggl asked for a rest' },
];

describe('the projection when Toggl fails', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  const expectConverged = async () => {
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
  };

  for (const { fault, reason } of lostCreates) {
    it(`makes one entry of a start when its create meets ${fault}: ${reason}`, async () => {
      rig.faults.add({ fault, matches: isCreate });
      await rig.start('Coding');
      await rig.advance(3 * minute);
      expect(rig.shown()).toEqual([
        { description: 'Coding', start: 0, stop: null, tags: ['compass'] },
      ]);
      expect(rig.sandbox.entries()).toHaveLength(1);
      await expectConverged();
    });

    it(`stops what a create met by ${fault} may have left running: ${reason}`, async () => {
      rig.faults.add({ fault, matches: isCreate });
      await rig.start('Coding');
      await rig.advance(2 * second);
      await rig.stop();
      await rig.advance(3 * minute);
      expect(rig.shown()).toMatchObject([{ description: 'Coding', start: 0, stop: 2 }]);
      await expectConverged();
    });

    it(`sends the next start at once when a create met ${fault}: ${reason}`, async () => {
      rig.faults.add({ fault, matches: isCreate });
      await rig.start('Coding');
      await rig.advance(30 * second);
      await rig.start('Writing');
      await rig.advance(3 * minute);
      expect(rig.shown()).toMatchObject([
        { description: 'Coding', start: 0, stop: 30 },
        { description: 'Writing', start: 30, stop: null },
      ]);
      await expectConverged();
    });

    it(`ends as it should when the switch itself meets ${fault}: ${reason}`, async () => {
      await rig.start('Coding');
      await rig.advance(minute);
      rig.faults.add({ fault, matches: isCreate });
      await rig.start('Writing');
      await rig.advance(3 * minute);
      expect(rig.shown().map(({ description, start }) => [description, start])).toEqual([
        ['Coding', 0],
        ['Writing', 60],
      ]);
      expect(rig.shown()[0]?.stop).toBeGreaterThanOrEqual(60);
      expect(rig.shown()[0]?.stop).toBeLessThanOrEqual(61);
      expect(rig.shown()[1]?.stop).toBeNull();
      await expectConverged();
    });

    it(`stops once when the stop meets ${fault}: ${reason}`, async () => {
      await rig.start('Coding');
      await rig.advance(minute);
      rig.faults.add({ fault, matches: ({ method }) => method === 'PATCH' });
      await rig.stop();
      await rig.advance(3 * minute);
      expect(rig.shown()).toMatchObject([{ start: 0, stop: 60 }]);
      await expectConverged();
    });

    it(`deletes once when the delete meets ${fault}: ${reason}`, async () => {
      const slice = await rig.start('Coding');
      await rig.advance(minute);
      rig.faults.add({ fault, matches: ({ method }) => method === 'DELETE' });
      await rig.commands().deleteSlice(rig.caller, { sliceId: slice.id });
      await rig.advance(3 * minute);
      expect(rig.shown()).toEqual([]);
      await expectConverged();
    });
  }

  it('converges after an outage of an hour of switches, the running one first', async () => {
    rig.outage.isOn = true;
    for (let round = 0; round < 20; round += 1) {
      await rig.start(`Activity ${round}`);
      await rig.advance(3 * minute);
    }
    expect(rig.shown()).toEqual([]);
    rig.outage.isOn = false;
    await rig.advance(2 * minute);
    const [first] = rig.sandbox.entries();
    expect(first?.description).toBe('Activity 19');
    await rig.advance(2 * 60 * minute);
    expect(rig.shown().map(({ start, stop }) => [start, stop])).toEqual(
      Array.from({ length: 20 }, (_, round) => [
        round * 180,
        round === 19 ? null : (round + 1) * 180,
      ]),
    );
    await expectConverged();
  });

  it('deletes the twin when a create that was given up arrives late', async () => {
    const held: Parameters<typeof rig.sandbox.handle>[0][] = [];
    rig.faults.add({
      fault: 'hang-before',
      matches: (request) => {
        if (!isCreate(request)) return false;
        held.push(request);
        return true;
      },
    });
    await rig.start('Coding');
    await rig.advance(16 * second);
    const [late] = held;
    if (late !== undefined) rig.sandbox.handle(late);
    await rig.advance(3 * minute);
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: null, tags: ['compass'] },
    ]);
    await expectConverged();
  });

  it('makes one entry when the process dies after the create and before its reply', async () => {
    rig.faults.add({ fault: 'hang-after', matches: isCreate });
    await rig.start('Coding');
    await rig.settle();
    await rig.crashAndRestart();
    await rig.advance(minute);
    expect(rig.sandbox.entries()).toHaveLength(1);
    expect(rig.sandbox.running()).not.toBeNull();
    await expectConverged();
  });

  it('makes one entry when the process dies between the commit and the create', async () => {
    rig.faults.add({ fault: 'hang-before', matches: isCreate });
    await rig.start('Coding');
    await rig.settle();
    await rig.crashAndRestart();
    await rig.advance(3 * minute);
    expect(rig.shown()).toHaveLength(1);
    expect(rig.sandbox.running()).not.toBeNull();
    await expectConverged();
  });

  it('knows its own deletion for its own when a create of the same second is lost', async () => {
    const slice = await rig.start('Coding');
    await rig.advance(5 * second);
    await rig.commands().deleteSlice(rig.caller, { sliceId: slice.id });
    await rig.advance(5 * second);
    rig.faults.add({ fault: 'lost-before', matches: isCreate });
    await rig.start('Writing', 'PRIMARY', '-10s');
    await rig.advance(3 * minute);
    expect(rig.shown()).toMatchObject([{ description: 'Writing', start: 0, stop: null }]);
    expect(await rig.warnings()).toEqual([]);
    await expectConverged();
  });

  it('keeps answering starts and stops while Toggl hangs', async () => {
    rig.faults.add({ fault: 'hang-before', times: 10_000 });
    for (let round = 0; round < 10; round += 1) {
      const slice = await rig.start(`Activity ${round}`);
      expect(slice.endAt).toBeNull();
      await rig.advance(second);
    }
    expect((await rig.stop()).endAt).not.toBeNull();
  });

  it('parks what Toggl refuses, tells why, and goes on with the rest', async () => {
    await rig.start('Too early', 'PRIMARY', '2005-12-31T10:00:00Z');
    await rig.start('Coding');
    await rig.advance(3 * minute);
    expect(rig.shown().map(({ description }) => description)).toEqual(['Coding']);
    const status = await rig.status();
    expect(status).toMatchObject({ pending: 0, parked: 1 });
    expect(status.parkedSlices[0]?.reason).toContain('2006');
    expect((await rig.warnings()).map(({ kind }) => kind)).toContain('refused');
  });

  it('makes the entry without its project when Toggl refuses the project', async () => {
    await rig.close();
    rig = await makeRig({
      sandbox: { switches: { archivedProjectOnCreate: 'refuse' } },
      seed: { projects: [{ id: 77, name: 'Coding' }] },
    });
    rig.sandbox.seed({ projects: [{ id: 77, name: 'Coding', active: false }] });
    await rig.start('Coding');
    await rig.advance(3 * minute);
    expect(rig.shown()).toHaveLength(1);
    expect(rig.sandbox.entries()[0]?.projectId).toBeNull();
    expect((await rig.warnings()).map(({ kind }) => kind)).toContain('project-refused');
  });
});
