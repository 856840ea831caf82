import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply } from '../../../toggl/transport.ts';
import { done } from '../support/engineWorld.ts';
import { reserveBreaches } from '../support/exchangeLog.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const isWrite = ({ method }: Readonly<{ method: string }>) => method !== 'GET';
const isCreate = ({ method }: Readonly<{ method: string }>) => method === 'POST';
const bare402: HttpReply = { status: 402, headers: {}, body: '' };

describe('the projection when requests are scarce', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(() => rig.close());

  /** Timery takes what is left above this, and a switch tells Compass so. */
  const leave = async (left: number) => {
    await rig.start('Before');
    await rig.advance(minute);
    const { remaining } = rig.sandbox.quota().organization;
    rig.human.spend('organization', remaining - left - 1);
    await rig.start('Now');
    await rig.advance(5 * minute);
    expect((await rig.status()).quota.organization.remaining).toBe(left);
  };
  const callsAfter = (act: () => Promise<unknown>) => rig.callsOf(act, 0);
  const createdTexts = () =>
    rig.sandbox
      .entries()
      .filter(({ createdWith }) => createdWith.startsWith('Compass'))
      .map(({ description }) => description);

  it.each([
    { reason: 'one a second', gapMs: second },
    { reason: 'twice a second', gapMs: second / 2 },
    { reason: 'all at once', gapMs: 0 },
  ])('shows the current one after a burst of thirty switches: $reason', async ({ gapMs }) => {
    await leave(6);
    for (let round = 0; round < 30; round += 1) {
      await rig.start(`Burst ${round}`);
      await rig.advance(gapMs);
    }
    await rig.advance(30 * second);
    expect(rig.sandbox.running()?.description).toBe('Burst 29');
    expect(reserveBreaches(rig.exchanges.calls, 5)).toEqual([]);
  });

  it('shows the first of a burst at once, and the current one a moment after it', async () => {
    await leave(6);
    for (let round = 0; round < 3; round += 1) await rig.start(`Burst ${round}`);
    await rig.settle();
    const { description } = rig.sandbox.running() ?? {};
    expect(description).toMatch(/^Burst/);
    await rig.advance(2 * second);
    expect(rig.sandbox.running()?.description).toBe('Burst 2');
  });

  it('catches up newest first once the window is over', async () => {
    await leave(6);
    for (let round = 0; round < 30; round += 1) {
      await rig.start(`Burst ${round}`);
      await rig.advance(second);
    }
    await rig.advance(30 * second);
    const shown = createdTexts().length;
    await rig.advance(3 * hour);
    const late = createdTexts()
      .slice(shown)
      .map((text) => Number(text.split(' ')[1]));
    expect(late.length).toBeGreaterThan(20);
    expect(late).toEqual(late.toSorted((left, right) => right - left));
    expect(rig.shown()).toHaveLength(32);
    expect(await rig.status()).toMatchObject({ pending: 0, notes: [] });
  });

  it('says that what is pending waits, and until when', async () => {
    await leave(6);
    for (let round = 0; round < 30; round += 1) {
      await rig.start(`Burst ${round}`);
      await rig.advance(second);
    }
    await rig.advance(minute);
    const [note] = (await rig.status()).notes;
    expect(note).toMatchObject({ kind: 'quota' });
    expect(note?.message).toContain('09:00 UTC');
  });

  it('sends a start at once that no other preceded, down to the last but one', async () => {
    await leave(2);
    await rig.start('Lone');
    await rig.settle();
    expect(rig.sandbox.running()?.description).toBe('Lone');
  });

  it('counts on a fixed window, not on one that moves along', async () => {
    // The window of entries opens with this start.
    await rig.start('First');
    await rig.advance(50 * minute);
    rig.human.spend('organization', 29);
    await rig.start('Second');
    await rig.advance(9 * minute + 58 * second);
    expect(rig.sandbox.running()?.description).toBe('First');
    await rig.advance(2 * second);
    expect(rig.sandbox.running()?.description).toBe('Second');
  });

  it('goes on writing while the bucket for reading is empty', async () => {
    rig.sandbox.drain('user');
    await rig.start('Coding');
    await rig.advance(minute);
    await rig.start('Writing');
    await rig.advance(minute);
    expect(rig.sandbox.running()?.description).toBe('Writing');
    expect(await rig.status()).toMatchObject({ pending: 0 });
  });

  it('goes on reading while the bucket for entries is empty', async () => {
    rig.faults.add({ fault: 'lost-after', matches: isCreate });
    await rig.start('Coding');
    await rig.settle();
    rig.sandbox.drain('organization');
    await rig.advance(minute);
    expect(await rig.status()).toMatchObject({ pending: 0 });
    expect(rig.sandbox.entries()).toHaveLength(1);
  });

  it('waits as long as a 402 says', async () => {
    const headers = { 'x-toggl-quota-remaining': '0', 'x-toggl-quota-resets-in': '120' };
    rig.exchanges.answerNext({ matches: isCreate, reply: { ...bare402, headers } });
    await rig.start('Coding');
    await rig.advance(119 * second);
    expect(rig.shown()).toEqual([]);
    await rig.advance(second);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', stop: null }]);
  });

  it('waits an hour where a 402 says nothing', async () => {
    rig.exchanges.answerNext({ matches: isCreate, reply: bare402 });
    await rig.start('Coding');
    await rig.advance(hour - second);
    expect(rig.shown()).toEqual([]);
    await rig.advance(second);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', stop: null }]);
  });

  it('lets the host rest for a minute after a 429, both buckets', async () => {
    rig.faults.add({ fault: 'rate-limited', matches: isCreate });
    const methods = await callsAfter(async () => {
      await rig.start('Coding');
      await rig.advance(20 * second);
      await rig.start('Writing');
      await rig.advance(39 * second);
    });
    expect(methods).toEqual(['POST']);
    await rig.advance(second);
    expect(rig.sandbox.running()?.description).toBe('Writing');
  });

  describe('where the plan of the account lacks something', () => {
    const refusal = 'Tags are a premium feature';
    const plan402: HttpReply = {
      status: 402,
      headers: { 'x-toggl-quota-remaining': '20', 'x-toggl-quota-resets-in': '600' },
      body: JSON.stringify(refusal),
    };

    it('never sends the same again, tells what to do, and goes on with the rest', async () => {
      rig.exchanges.answerNext({ matches: isCreate, reply: plan402 });
      const methods = await callsAfter(async () => {
        await rig.start('Coding');
        await rig.advance(3 * hour);
        await rig.crashAndRestart();
        await rig.advance(hour);
      });
      expect(methods).toEqual(['POST']);
      const status = await rig.status();
      expect(status).toMatchObject({ pending: 0, parked: 1 });
      expect(status.parkedSlices[0]?.reason).toContain(refusal);
      expect(status.parkedSlices[0]?.reason).toMatch(/plan/i);
      expect((await rig.warnings())[0]?.message).toMatch(/upgrade the plan or change/i);
      await rig.start('Writing');
      await rig.advance(minute);
      expect(rig.sandbox.running()?.description).toBe('Writing');
    });

    it('counts an entry that it may not delete as parked, its slice being gone', async () => {
      const { id: sliceId } = await rig.start('Coding');
      await rig.advance(minute);
      await rig.stop();
      await rig.advance(minute);
      rig.exchanges.answerNext({ matches: ({ method }) => method === 'DELETE', reply: plan402 });
      done(await rig.commands().deleteSlice(rig.caller, { sliceId }));
      await rig.advance(hour);
      const status = await rig.status();
      expect(status).toMatchObject({ pending: 0, parked: 1, parkedSlices: [{ sliceId }] });
      expect(status.parkedSlices[0]?.reason).toContain(refusal);
      expect((await rig.warnings())[0]?.message).toContain(refusal);
    });

    it('does not ask again to read either, and says so', async () => {
      rig.faults.add({ fault: 'lost-before', matches: isCreate });
      rig.exchanges.answerNext({ matches: ({ method }) => method === 'GET', reply: plan402 });
      const methods = await callsAfter(async () => {
        await rig.start('Coding');
        await rig.advance(5 * hour);
      });
      expect(methods).toEqual(['POST', 'GET']);
      expect((await rig.status()).lastError).toContain(refusal);
      expect((await rig.status()).lastError).toMatch(/plan/i);
    });
  });

  describe('when modes flutter', () => {
    const modes = ['Deep Work', 'Shallow', 'Admin'];
    const flutter = async (changes: number) => {
      for (let change = 0; change < changes; change += 1) {
        await rig.start(modes[change % modes.length] ?? '', 'WORK_MODE');
        await rig.advance(250);
      }
    };

    it('sends one call for twenty changes in five seconds', async () => {
      await rig.start('Coding');
      await rig.advance(minute);
      const methods = await callsAfter(async () => {
        await flutter(20);
        await rig.advance(minute);
      });
      expect(methods).toEqual(['PUT']);
      expect(rig.shown()[0]?.tags).toEqual(['compass', 'shallow']);
    });

    it('sends nothing where the last of them is what the first was', async () => {
      await rig.start('Deep Work', 'WORK_MODE');
      await rig.start('Coding');
      await rig.advance(minute);
      const methods = await callsAfter(async () => {
        await flutter(19);
        await rig.advance(minute);
      });
      expect(methods).toEqual([]);
      expect(rig.shown()[0]?.tags).toEqual(['compass', 'deep-work']);
    });
  });

  describe('and it is restarted', () => {
    it('keeps what it knew of the buckets, and the gap between starts', async () => {
      await leave(3);
      await rig.start('One');
      await rig.settle();
      await rig.crashAndRestart();
      await rig.start('Two');
      await rig.advance(29 * second);
      expect(rig.sandbox.running()?.description).toBe('One');
      await rig.advance(second);
      expect(rig.sandbox.running()?.description).toBe('Two');
      await rig.crashAndRestart();
      await rig.start('Three');
      await rig.advance(20 * minute);
      await rig.crashAndRestart();
      expect(rig.sandbox.running()?.description).toBe('Two');
      expect(reserveBreaches(rig.exchanges.calls, 5)).toEqual([]);
    });

    it('keeps the rest that a 429 asked for, from its reply on', async () => {
      await rig.close();
      rig = await makeRig({ latencyMs: 5 * second });
      await rig.advance(5 * second);
      rig.faults.add({ fault: 'rate-limited', matches: isCreate });
      await rig.start('Coding');
      await rig.advance(35 * second);
      await rig.crashAndRestart();
      await rig.advance(29 * second);
      expect(rig.exchanges.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
      await rig.advance(minute);
      expect(rig.shown()).toMatchObject([{ description: 'Coding' }]);
    });

    it('counts the call that was on its way as spent', async () => {
      await leave(2);
      rig.faults.add({ fault: 'hang-after', matches: isWrite });
      await rig.start('One');
      await rig.settle();
      await rig.crashAndRestart();
      expect((await rig.status()).quota.organization.remaining).toBe(1);
      await rig.start('Two');
      await rig.advance(10 * minute);
      expect(reserveBreaches(rig.exchanges.calls, 5)).toEqual([]);
      await rig.stop();
      await rig.advance(minute);
      expect(rig.sandbox.running()).toBeNull();
    });
  });
});
