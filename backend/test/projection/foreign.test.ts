import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../toggl-sandbox/seed.ts';
import { morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const isStop = ({ url }: Readonly<{ url: string }>) => url.endsWith('/stop');
const isCreate = ({ method }: Readonly<{ method: string }>) => method === 'POST';

describe('a timer in Toggl that is not ours', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  const running = (fields: Partial<SeedEntry> = {}): SeedEntry => ({
    startSecond: morning / 1000 - 600,
    stopSecond: null,
    description: 'By hand',
    ...fields,
  });
  const rigWith = async (entry: SeedEntry, options: Parameters<typeof makeRig>[0] = {}) => {
    rig = await makeRig({ ...options, seed: { entries: [entry] } });
  };
  const kinds = async () => (await rig.warnings()).map(({ kind }) => kind);
  const notes = async () => (await rig.status()).notes.map(({ kind }) => kind);
  const callsAfter = (act: () => Promise<unknown>) => rig.callsOf(act, 0);
  /** But for the projects, which are read once a day. */
  const readingsAfter = async (act: () => Promise<unknown>) => {
    const before = rig.exchanges.calls.length;
    await act();
    const paths = rig.exchanges.calls.slice(before).map(({ path }) => path);
    return paths.filter((path) => !path.includes('/projects?'));
  };
  const startAndWait = async (category: string) => {
    await rig.start(category);
    await rig.advance(minute);
  };
  /** Compass reads once to settle this. */
  const lookByTheWay = async () => {
    rig.faults.add({ fault: 'lost-after', matches: isCreate });
    await startAndWait('Read by the way');
  };

  it('is told in the status while it runs', async () => {
    await rigWith(running());
    expect(await notes()).toEqual(['foreign-running']);
    expect((await rig.status()).notes[0]?.message).toContain('By hand');
    expect(await kinds()).toEqual([]);
  });

  it('is stopped first, told, and forgotten', async () => {
    await rigWith(running());
    expect(await callsAfter(() => startAndWait('Coding'))).toEqual(['PATCH', 'POST', 'GET']);
    expect(await kinds()).toEqual(['foreign-stopped']);
    expect(await notes()).toEqual([]);
    expect(await callsAfter(() => startAndWait('Writing'))).toEqual(['POST']);
  });

  it.each([
    { fault: 'server-error-before', reason: 'nobody knows whether it was stopped' },
    { fault: 'lost-after', reason: 'it was stopped, and the answer was lost' },
    { fault: 'unreachable', reason: 'nothing was sent' },
  ] as const)('is left to Toggl where its stop meets $fault: $reason', async ({ fault }) => {
    await rigWith(running());
    rig.faults.add({ fault, matches: isStop });
    const methods = await callsAfter(() => startAndWait('Coding'));
    expect(methods.filter((method) => method === 'PATCH')).toHaveLength(1);
    expect(rig.sandbox.running()?.description).toBe('Coding');
    expect(await kinds()).toEqual(['foreign-stopped']);
    expect(await notes()).toEqual([]);
  });

  it('is no news where somebody had stopped it already', async () => {
    await rigWith(running());
    rig.human.stop();
    await rig.advance(minute);
    await startAndWait('Coding');
    expect(await kinds()).toEqual([]);
    expect(rig.sandbox.running()?.description).toBe('Coding');
  });

  it('is forgotten by any reading that shows its end, however long ago that was', async () => {
    await rigWith(running());
    await rig.advance(20 * minute);
    rig.human.stop();
    await rig.advance(4 * hour);
    const entryId = rig.sandbox.entries()[0]?.id;
    // A finished create that is lost is looked up; nothing of ours runs.
    rig.faults.add({ fault: 'lost-after', matches: isCreate });
    const startAt = new Date(rig.time.now() - 2 * minute).toISOString();
    await rig.start('Earlier', 'PRIMARY', startAt);
    await rig.stop('PRIMARY', '-1m');
    await rig.advance(minute);
    expect(await notes()).toEqual([]);
    expect(rig.exchanges.calls.filter(({ path }) => path.includes(String(entryId)))).toEqual([]);
  });

  it('is read again by itself at most every six hours, and never by a poll', async () => {
    await rigWith(running());
    const readings = await readingsAfter(() => rig.advance(25 * hour));
    expect(readings).toHaveLength(4);
    expect(rig.exchanges.calls.some(({ path }) => path.endsWith('/current'))).toBe(false);
    expect(await notes()).toEqual(['foreign-running']);
    rig.human.stop();
    await rig.advance(7 * hour);
    expect(await notes()).toEqual([]);
    expect(await readingsAfter(() => rig.advance(48 * hour))).toEqual([]);
  });

  it('gets no write but that stop, whatever happens beside it', async () => {
    await rigWith(running({ tags: ['compass'] }));
    const entryId = rig.sandbox.entries()[0]?.id;
    await startAndWait('Coding');
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    rig.human.continueEntry(entryId ?? 0);
    await lookByTheWay();
    await startAndWait('Writing');
    await rig.crashAndRestart();
    await rig.stop();
    await rig.advance(hour);
    const ours = (await rig.engine().listSlices(rig.caller.accountId, everything)).slices;
    const own = new Set(ours.map(({ togglEntryId }) => togglEntryId));
    const writes = rig.exchanges.calls.filter(({ method, path }) => {
      const id = /time_entries\/(\d+)/.exec(path)?.[1];
      return method !== 'GET' && id !== undefined && !own.has(id);
    });
    expect(writes.every(({ method }) => method === 'PATCH')).toBe(true);
  });

  describe('but a copy of one of ours', () => {
    beforeEach(async () => {
      rig = await makeRig();
      await startAndWait('Coding');
      await rig.stop();
      await rig.advance(minute);
      rig.human.continueEntry(rig.sandbox.entries()[0]?.id ?? 0);
      await rig.advance(5 * second);
      // A past slice, so that nothing of ours runs and the copy goes on.
      rig.faults.add({ fault: 'lost-after', matches: isCreate });
      await rig.commands().startSlice(rig.caller, {
        dimension: 'PRIMARY',
        category: 'Earlier',
        at: new Date(morning - 10 * minute).toISOString(),
      });
      await rig.advance(minute);
    });

    it('is told as such, and counts as made by hand', async () => {
      expect(rig.sandbox.running()?.description).toBe('Coding');
      expect(await kinds()).toEqual(['copy-running']);
      expect(await notes()).toEqual(['copy-running']);
      expect((await rig.engine().state(rig.caller.accountId)).PRIMARY).toBeNull();
    });

    it('is stopped by the next start', async () => {
      expect(await callsAfter(() => startAndWait('Writing'))).toEqual(['PATCH', 'POST', 'GET']);
      expect(rig.sandbox.running()?.description).toBe('Writing');
      expect(await kinds()).toContain('foreign-stopped');
      expect(await notes()).toEqual([]);
    });
  });

  describe('but of another Compass', () => {
    const theirs = { description: 'Their thing', tags: ['compass'] };

    it('is told when connecting, as one matter', async () => {
      await rigWith(running(theirs));
      expect(await kinds()).toEqual(['another-compass']);
      expect(await notes()).toEqual(['another-compass']);
    });

    it('is not fought: one call for each start of ours, and none for theirs', async () => {
      await rigWith(running(theirs));
      const methods = await callsAfter(async () => {
        for (let round = 0; round < 6; round += 1) {
          await rig.start(`Ours ${round}`);
          await rig.advance(10 * minute);
          rig.human.start(`Theirs ${round}`, { tags: ['compass'] });
          await rig.advance(10 * minute);
        }
        await rig.advance(5 * hour);
      });
      expect(methods.filter((method) => method !== 'GET')).toEqual(Array(6).fill('POST'));
      expect(rig.sandbox.running()?.description).toBe('Theirs 5');
      expect((await kinds()).filter((kind) => kind === 'another-compass')).toHaveLength(1);
    });
  });
});

const everything = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 1000 };

describe('an account that was moved to Toggl 2.0', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig({ sandbox: { switches: { newEntries: 'hidden' } } });
  });
  afterEach(() => rig.close());

  const notes = async () => (await rig.status()).notes.map(({ kind }) => kind);
  const told = async () =>
    (await rig.warnings()).filter(({ kind }) => kind === 'never-shown').length;
  const day = async () => {
    for (let round = 0; round < 4; round += 1) {
      await rig.start(`Activity ${round}`);
      await rig.advance(30 * minute);
      await rig.stop();
      await rig.advance(30 * minute);
    }
  };

  it('is noticed by the reading after a start and one more, and told once', async () => {
    await rig.start('Coding');
    await rig.advance(30 * second);
    expect(await notes()).toEqual([]);
    await rig.advance(minute);
    expect(await notes()).toEqual(['never-shown']);
    expect(rig.exchanges.calls.filter(({ method }) => method === 'GET')).toHaveLength(3);
    await day();
    expect(await told()).toBe(1);
  });

  it('has nothing made again', async () => {
    await day();
    await rig.advance(24 * hour);
    const creates = rig.exchanges.calls.filter(({ method }) => method === 'POST');
    expect(creates).toHaveLength(4);
    expect(await rig.status()).toMatchObject({ pending: 0, parked: 0 });
  });

  it('has a create whose answers are all lost made once more and not again', async () => {
    await rig.start('Coding');
    await rig.advance(2 * minute);
    await rig.stop();
    await rig.advance(minute);
    rig.faults.add({ fault: 'lost-after', times: 100, matches: isCreate });
    const before = rig.exchanges.calls.length;
    await rig.start('Writing');
    await rig.advance(24 * hour);
    const later = rig.exchanges.calls.slice(before);
    expect(later.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(later.filter(({ method }) => method === 'GET').length).toBeLessThan(30);
  });

  it('is over once an entry of ours is shown again', async () => {
    await day();
    expect(await told()).toBe(1);
    rig.sandbox.configure({ switches: { newEntries: 'shown' } });
    await rig.start('Coding');
    await rig.advance(minute);
    expect(await notes()).toEqual([]);
    expect(await told()).toBe(0);
  });

  it('is told from a list that lags behind', async () => {
    rig.sandbox.configure({ switches: { newEntries: 'shown' }, readLagMs: 5_000 });
    await day();
    expect(await told()).toBe(0);
    expect(await rig.status()).toMatchObject({ pending: 0, notes: [] });
  });
});
