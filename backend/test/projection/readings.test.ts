/** Readings that fail, or that show less than all: what nobody may conclude from them. */
import { afterEach, describe, expect, it } from 'vitest';
import { done, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

let rig: Rig;
afterEach(() => rig.close());

const isList = ({ url }: Readonly<{ url: string }>) => url.includes('/me/time_entries?since=');
const lists = () => rig.exchanges.calls.filter(({ path }) => path.includes('?since=')).length;
/** The entry of ours as Toggl never shows one. */
const answerBroken = () =>
  rig.exchanges.answerNext({
    matches: isList,
    reply: {
      status: 200,
      body: JSON.stringify([{ id: rig.sandbox.entries()[0]?.id, start: 'soon' }]),
      headers: {},
    },
  });

describe('a list with an entry that cannot be read', () => {
  it('is told, and asked for again after a pause where something is to be settled', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.settle();
    answerBroken();
    await rig.advance(2 * second);
    expect(lists()).toBe(1);
    expect((await rig.status()).lastError).toContain('cannot be read');
    await rig.advance(minute);
    expect(lists()).toBe(2);
    expect((await rig.status()).lastError).toBeNull();
  });

  it('says nothing of an entry of ours where an import read it', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.settle();
    rig.outage.isOn = true;
    await rig.advance(5 * minute);
    rig.outage.isOn = false;
    answerBroken();
    expect(await rig.import()).toMatchObject({ state: 'done', skipped: [{}] });
    const before = lists();
    await rig.advance(5 * minute);
    expect(lists()).toBe(before);
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, notes: [] });
  });
});

describe('a list that does not come', () => {
  it('is read once more by the import', async () => {
    const stopSecond = Date.parse('2026-11-01T12:00:00Z') / 1000;
    const entry = { startSecond: stopSecond - 1800, stopSecond, description: 'Reading' };
    rig = await makeRig({ seed: { entries: [entry] } });
    rig.faults.add({ fault: 'lost-after', matches: isList });
    await rig.import();
    await rig.advance(minute);
    expect(lists()).toBe(2);
    expect(await rig.imports().latest(rig.caller.accountId)).toMatchObject({ imported: 1 });
  });
});

describe('a list that Toggl refuses', () => {
  const refuse = (status: number) =>
    rig.exchanges.answerNext({
      matches: isList,
      reply: { status, body: '"No reading today"', headers: {} },
    });
  const lastError = async () => (await rig.status()).lastError;

  it('is asked for again in ten minutes, while writes go on', async () => {
    rig = await makeRig();
    refuse(400);
    await rig.start('Coding');
    await rig.advance(9 * minute);
    expect(lists()).toBe(1);
    expect(await lastError()).toMatch(/No reading today.*tries again in ten minutes/);
    await rig.stop();
    await rig.advance(0);
    expect(rig.shown()).toMatchObject([{ description: 'Coding', stop: 540 }]);
    await rig.start('Writing');
    await rig.advance(5 * minute);
    expect(lists()).toBe(2);
    expect(await lastError()).toBeNull();
  });
});

describe('what runs, asked for and not answered', () => {
  it('is not taken for nothing', async () => {
    rig = await makeRig();
    rig.human.start('Books');
    rig.faults.add({ fault: 'lost-after', matches: ({ url }) => url.endsWith('/current') });
    const refusal = refusalOf(await rig.commands().adoptRunning(rig.caller, {}));
    expect(refusal.code).toBe('nothing_running');
    expect((await rig.status()).lastError).toContain('ECONNRESET');
    await rig.advance(minute);
    done(await rig.commands().adoptRunning(rig.caller, {}));
    await rig.settle();
    expect(rig.sandbox.running()?.tags).toEqual(['compass']);
  });
});
