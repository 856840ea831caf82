import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

describe('the projection without faults', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  const spentBy = async (act: () => Promise<unknown>) => {
    const before = (await rig.calls()).length;
    await act();
    return (await rig.calls())
      .slice(before)
      .map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  };

  it('asks once, when it connects, who and where it is', async () => {
    expect((await rig.calls()).map(({ path }) => path)).toEqual([
      '/api/v9/me?with_related_data=true',
    ]);
    expect((await rig.status()).connected).toBe(true);
  });

  it('shows a start as the running entry, by one call', async () => {
    const spent = await spentBy(async () => {
      await rig.start('Coding');
      await rig.settle();
    });
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: null, tags: ['compass'] },
    ]);
    expect(spent).toEqual(['POST /api/v9/workspaces/7000001/time_entries']);
  });

  it('shows a tap that begins two dimensions by one call, and its double by none', async () => {
    const also = [{ dimension: 'WORK_MODE', category: 'Deep Work' } as const];
    const call = {
      action: { do: 'toggle', dimension: 'PRIMARY', category: 'Coding', also } as const,
      manner: { source: 'NFC' as const, isTap: true },
      fingerprint: 'toggle',
    };
    const spent = await spentBy(async () => {
      for (let tap = 0; tap < 2; tap += 1) await rig.commands().callVerb(rig.caller, call);
      await rig.settle();
    });
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: null, tags: ['compass', 'deep-work'] },
    ]);
    expect(spent).toEqual(['POST /api/v9/workspaces/7000001/time_entries']);
    await rig.advance(minute);
    const stopped = await spentBy(async () => {
      await rig.commands().callVerb(rig.caller, call);
      await rig.settle();
    });
    expect(rig.shown()).toMatchObject([{ stop: 60 }]);
    expect(stopped).toHaveLength(1);
  });

  it('looks once, seconds after a start from idle, and not after a switch', async () => {
    const fromIdle = await spentBy(async () => {
      await rig.start('Coding');
      await rig.advance(30 * second);
    });
    expect(fromIdle.filter((call) => call.startsWith('GET'))).toHaveLength(1);
    const switched = await spentBy(async () => {
      await rig.start('Writing');
      await rig.advance(30 * second);
    });
    expect(switched.filter((call) => call.startsWith('GET'))).toHaveLength(0);
  });

  it('looks no more than six times an hour, however often it starts from idle', async () => {
    const calls = await spentBy(async () => {
      for (let start = 0; start < 8; start += 1) {
        await rig.start('Coding');
        await rig.advance(minute);
        await rig.stop();
        await rig.advance(2 * minute);
      }
    });
    expect(calls.filter((call) => call.startsWith('GET'))).toHaveLength(6);
    await rig.advance(60 * minute);
    const later = await spentBy(async () => {
      await rig.start('Coding');
      await rig.advance(minute);
    });
    expect(later.filter((call) => call.startsWith('GET'))).toHaveLength(1);
  });

  it('switches and stops by one call each', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    const spent = await spentBy(async () => {
      await rig.start('Writing');
      await rig.advance(minute);
      await rig.stop();
      await rig.advance(minute);
    });
    expect(spent).toHaveLength(2);
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: 60, tags: ['compass'] },
      { description: 'Writing', start: 60, stop: 120, tags: ['compass'] },
    ]);
    expect((await rig.status()).pending).toBe(0);
  });

  it('sends activity and mode that begin together by one call', async () => {
    const spent = await spentBy(async () => {
      await rig.commands().startSlice(rig.caller, {
        dimension: 'PRIMARY',
        category: 'Coding',
        also: [{ dimension: 'WORK_MODE', category: 'Deep Work' }],
      });
      await rig.settle();
    });
    expect(rig.shown()[0]?.tags).toEqual(['compass', 'deep-work']);
    expect(spent).toHaveLength(1);
  });

  it('tags a change of mode once it has stood for the debounce, by one call', async () => {
    await rig.start('Coding');
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    const spent = await spentBy(async () => {
      await rig.start('Admin', 'WORK_MODE');
      await rig.advance(3 * second);
      await rig.start('Shallow', 'WORK_MODE');
      await rig.advance(5 * second);
      expect(rig.shown()[0]?.tags).toEqual(['compass', 'deep-work']);
      await rig.advance(minute);
    });
    expect(rig.shown()[0]?.tags).toEqual(['compass', 'shallow']);
    expect(spent).toHaveLength(1);
  });

  it('takes a mode away when it stops, and keeps the tags of others', async () => {
    await rig.start('Coding');
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(minute);
    const entry = rig.sandbox.running();
    rig.human.edit(entry?.id ?? 0, { tags: ['compass', 'deep-work', 'client-x'] });
    await rig.stop('WORK_MODE');
    await rig.advance(minute);
    expect(rig.shown()[0]?.tags).toEqual(['client-x', 'compass']);
  });

  it('keeps the mode that ended with its activity', async () => {
    await rig.start('Coding');
    await rig.start('Deep Work', 'WORK_MODE');
    await rig.advance(10 * minute);
    await rig.stop('WORK_MODE');
    await rig.advance(4 * second);
    const spent = await spentBy(async () => {
      await rig.stop();
      await rig.advance(minute);
    });
    expect(rig.shown()[0]).toMatchObject({ stop: 604, tags: ['compass', 'deep-work'] });
    expect(spent).toHaveLength(1);
  });

  it('sends a backdated start as it was', async () => {
    await rig.advance(10 * minute);
    await rig.start('Coding', 'PRIMARY', '-5m');
    await rig.advance(minute);
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 300, stop: null, tags: ['compass'] },
    ]);
  });

  it('writes a backdated switch as it was: the new entry first, then the old end', async () => {
    await rig.start('Coding');
    await rig.advance(10 * minute);
    const spent = await spentBy(async () => {
      await rig.start('Writing', 'PRIMARY', '-5m');
      await rig.advance(minute);
    });
    expect(spent.map((call) => call.split(' ')[0])).toEqual(['POST', 'PUT']);
    expect(rig.shown().map(({ start, stop }) => [start, stop])).toEqual([
      [0, 300],
      [300, null],
    ]);
  });

  it('writes a backdated stop by one call', async () => {
    await rig.start('Coding');
    await rig.advance(10 * minute);
    const spent = await spentBy(async () => {
      await rig.stop('PRIMARY', '-5m');
      await rig.advance(minute);
    });
    expect(spent.map((call) => call.split(' ')[0])).toEqual(['PUT']);
    expect(rig.shown()[0]?.stop).toBe(300);
  });

  it('leaves nothing running when a stop follows a start within 50 ms', async () => {
    await rig.start('Coding');
    await rig.advance(50);
    await rig.stop();
    await rig.advance(minute);
    expect(rig.sandbox.running()).toBeNull();
    expect((await rig.status()).pending).toBe(0);
  });

  it('takes the entry along when another slice takes the same second', async () => {
    await rig.start('Coding');
    await rig.advance(200);
    await rig.start('Writing');
    await rig.advance(minute);
    expect(rig.shown()).toEqual([
      { description: 'Writing', start: 0, stop: null, tags: ['compass'] },
    ]);
    expect(rig.sandbox.entries()).toHaveLength(1);
  });

  it('gives an entry of the past back its text when the slice that took it is undone', async () => {
    await rig.start('Coding');
    const startedAt = rig.time.now();
    await rig.advance(10 * minute);
    await rig.stop();
    await rig.advance(minute);
    const sameSecond = new Date(startedAt + 200).toISOString();
    await rig.start('Writing', 'PRIMARY', sameSecond);
    await rig.advance(minute);
    expect(rig.sandbox.running()?.description).toBe('Writing');
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: 600, tags: ['compass'] },
    ]);
  });

  it('deletes the entry of a deleted running slice', async () => {
    const slice = await rig.start('Coding');
    await rig.advance(minute);
    await rig.commands().deleteSlice(rig.caller, { sliceId: slice.id });
    await rig.advance(minute);
    expect(rig.shown()).toEqual([]);
    expect(rig.sandbox.running()).toBeNull();
  });

  it('runs again in the same entry after the stop is undone', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.stop();
    await rig.advance(minute);
    await rig.commands().undoChange(rig.caller, {});
    await rig.advance(minute);
    expect(rig.shown()).toEqual([
      { description: 'Coding', start: 0, stop: null, tags: ['compass'] },
    ]);
    expect(rig.sandbox.entries()).toHaveLength(1);
  });

  it('sends neither SOCIAL nor SEGMENT nor a measured slice', async () => {
    await rig.start('Call', 'SOCIAL');
    await rig.start('Morning', 'SEGMENT');
    await rig.commands().startSlice(rig.caller, {
      dimension: 'PRIMARY',
      category: 'Sleep',
      source: 'HEALTH',
    });
    await rig.advance(minute);
    expect(rig.shown()).toEqual([]);
  });

  it('asks once, not at every tap, while the workspace of the settings is unknown', async () => {
    await rig.close();
    rig = await makeRig({ workspaceId: 424_242 });
    for (let round = 0; round < 5; round += 1) {
      await rig.start(`Activity ${round}`);
      await rig.advance(second);
    }
    expect(await rig.calls()).toHaveLength(1);
    expect(await rig.status()).toMatchObject({ connected: false, pending: 1 });
    expect((await rig.status()).lastError).toContain('7000001');
  });

  it('costs no call to restart', async () => {
    await rig.start('Coding');
    await rig.advance(minute);
    const spent = await spentBy(async () => {
      await rig.crashAndRestart();
      await rig.advance(minute);
    });
    expect(spent).toEqual([]);
  });
});
