/** Long histories, page after page: quota, crashes, time zones, and the price told before. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../toggl-sandbox/seed.ts';
import { slicesAtOnce } from '../../src/services/engine/undoChange.ts';
import { allSlices, done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const hour = 60 * minute;
const daySeconds = 86_400;

let rig: Rig;
afterEach(() => rig.close());

/** One entry a day at eight in the morning, the last one yesterday. */
const daily = (days: number): SeedEntry[] =>
  Array.from({ length: days }, (_, index) => {
    const startSecond = morning / 1000 - (days - index) * daySeconds;
    return { startSecond, stopSecond: startSecond + 1800, description: `Day ${index}` };
  });
const rigWith = async (
  entries: readonly SeedEntry[],
  options: Parameters<typeof makeRig>[0] = {},
) => {
  const sandbox = { reportsPageSizeMaximum: 50, ...options.sandbox };
  rig = await makeRig({ ...options, sandbox, seed: { entries } });
};
const slices = () => allSlices(rig.database, rig.caller.accountId);
const reports = () => rig.exchanges.calls.filter(({ path }) => path.startsWith('/reports')).length;
const run = async () => {
  const found = await rig.imports().latest(rig.caller.accountId);
  if (found === null) throw new Error('nothing was imported');
  return found;
};
/** The list as Toggl would give it, to be broken. */
const listed = (sinceSecond: number) => {
  const url = `https://api.track.toggl.com/api/v9/me/time_entries?since=${sinceSecond}`;
  const headers = { authorization: rig.sandbox.authorization() };
  return JSON.parse(rig.sandbox.handle({ method: 'GET', url, headers, body: null }).body);
};
const answerNextList = (list: unknown) =>
  rig.exchanges.answerNext({
    matches: ({ url }) => url.includes('since='),
    reply: { status: 200, body: JSON.stringify(list), headers: {} },
  });
/** From when on the last list was asked for, in seconds after the morning. */
const sinceOfLast = () => {
  const path = rig.exchanges.calls.at(-1)?.path ?? '';
  return Number(new URL(path, 'http://sandbox').searchParams.get('since')) - morning / 1000;
};
const refuseReports = () => {
  const body = '"Workspace needs to have this feature enabled"';
  const reply = { status: 402, body, headers: {} };
  rig.exchanges.answerNext({ matches: ({ url }) => url.includes('/reports/'), reply });
};
const since2024 = { from: '2024-11-01' };
const twoYears = 730;

describe('two years', () => {
  it('come by Reports, fifty rows a page, each entry once', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 100 } } });
    const done = await rig.import(since2024);
    expect(done).toMatchObject({ state: 'done', imported: twoYears, skipped: [] });
    expect(await slices()).toHaveLength(twoYears);
    // 650 days lie before the reach of lists: 13 pages over two years, and one list.
    expect(reports()).toBe(14);
    expect(done?.calls).toBe(15);
    const reasons = (await rig.calls()).slice(1).map(({ reason }) => reason);
    expect(reasons.slice(0, 2)).toEqual([
      'import: history from 2024-10-31 to 2025-10-25',
      'import: history from 2024-10-31 to 2025-10-25, from row 51 on',
    ]);
    expect(await rig.import(since2024)).toMatchObject({ imported: 0, updated: 0, deleted: 0 });
  });

  it('wait for the bucket halfway, keep its reserve, and go on by themselves', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 12 } } });
    const first = await rig.import(since2024);
    expect(first).toMatchObject({ state: 'running', imported: 350, calls: 7 });
    expect(first?.waitingUntil).toBe(morning + hour);
    // A third of the way, but for the days left of the first search, which began two days early.
    expect(first?.progress).toBe(Math.floor((1000 / 3) * (351 / 359)));
    expect(rig.sandbox.quota().organization.remaining).toBe(5);
    expect(await slices()).toHaveLength(350);
    await rig.start('Coding');
    await rig.advance(2 * minute);
    expect(rig.sandbox.running()?.description).toBe('Coding');
    await rig.advance(3 * hour);
    expect(await run()).toMatchObject({ state: 'done', imported: twoYears, waitingUntil: null });
    expect(rig.events().map(({ state }) => state)).toEqual(
      expect.arrayContaining(['waiting', 'reading', 'done']),
    );
    const percentages = rig.events().map(({ percentage }) => percentage);
    expect(percentages).toEqual(percentages.toSorted((left, right) => left - right));
    expect(percentages.at(-1)).toBe(100);
  });

  it('hold up nothing while they wait', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 12 } } });
    await rig.import(since2024);
    rig.faults.add({ fault: 'lost-after', matches: ({ method }) => method === 'POST' });
    await rig.start('Coding');
    await rig.advance(10_000);
    expect(rig.exchanges.calls.at(-1)?.path).toContain('/me/time_entries');
    expect(await rig.status()).toMatchObject({ pending: 0 });
  });

  it.each([
    { organization: 12, isLarge: false, reason: 'in one' },
    { organization: 17, isLarge: true, reason: 'in steps' },
  ])('are ended by an undo halfway $reason, and nothing more is read', async (halfway) => {
    const { organization, isLarge } = halfway;
    await rigWith(daily(twoYears), { sandbox: { plan: { organization } } });
    const { imported } = (await rig.import(since2024)) ?? { imported: 0 };
    expect(imported > slicesAtOnce).toBe(isLarge);
    done(await rig.commands().undoChange(rig.caller, {}));
    const calls = rig.exchanges.calls.length;
    await rig.advance(3 * hour);
    expect(rig.exchanges.calls).toHaveLength(calls);
    expect(await slices()).toEqual([]);
    expect(await run()).toMatchObject({ state: 'undone', imported, changeId: null });
    expect(rig.events().at(-1)?.state).toBe('undone');
  });

  it('are begun anew where they are asked for right after that undo', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 12 } } });
    const first = await rig.import(since2024);
    done(await rig.commands().undoChange(rig.caller, {}));
    const asked = { ...since2024, dryRun: false };
    const again = done(await rig.commands().importToggl(rig.caller, asked));
    expect(again.importId).not.toBe(first?.id);
  });

  it('are taken up where they were left after a crash between two pages', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 100 } }, latencyMs: 100 });
    const request = { ...since2024, dryRun: false };
    done(await rig.commands().importToggl(rig.caller, request));
    await rig.advance(550);
    await rig.crashAndRestart();
    const before = reports();
    expect((await run()).imported).toBeLessThan(twoYears);
    await rig.advance(minute);
    expect(await run()).toMatchObject({ state: 'done', imported: twoYears });
    expect(await slices()).toHaveLength(twoYears);
    // The page that was on its way is read once more.
    expect(before).toBeGreaterThan(3);
    expect(reports()).toBeLessThanOrEqual(15);
  });

  it.each([
    { fault: 'lost-after', reason: 'the page was never heard of' },
    { fault: 'server-error-before', reason: 'Toggl is in trouble' },
    { fault: 'unreachable', reason: 'nothing was sent' },
  ] as const)('read a page once more after $fault: $reason', async ({ fault }) => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 100 } } });
    rig.faults.add({ fault, times: 2, matches: ({ url }) => url.includes('/reports/') });
    await rig.import(since2024);
    await rig.advance(5 * minute);
    expect(await run()).toMatchObject({ state: 'done', imported: twoYears });
    expect(await slices()).toHaveLength(twoYears);
  });

  it('are refused by a plan without Reports in plain words, and once', async () => {
    await rigWith(daily(twoYears));
    refuseReports();
    const failed = await rig.import(since2024);
    expect(failed).toMatchObject({ state: 'failed', calls: 1, finishedAt: rig.time.now() });
    expect(failed?.error).toContain('needs to have this feature');
    expect(rig.events().map(({ state }) => state)).toEqual(['failed']);
    expect(await run()).toMatchObject({ state: 'failed', error: failed?.error });
    expect((await rig.status()).notes.map(({ kind }) => kind)).toEqual(['import-failed']);
    await rig.advance(hour);
    expect(reports()).toBe(1);
    await rig.import();
    expect((await rig.status()).notes).toEqual([]);
  });

  it('keep what was read before they were refused, and the end is told', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 12 } } });
    await rig.import(since2024);
    refuseReports();
    await rig.advance(3 * hour);
    expect(await run()).toMatchObject({ state: 'failed', imported: 350 });
    expect(rig.events().at(-1)?.state).toBe('failed');
    expect(await slices()).toHaveLength(350);
  });
});

describe('a list of what changed that is cut at a thousand', () => {
  it('has what it lacks read from Reports', async () => {
    const entries = Array.from({ length: 1300 }, (_, index): SeedEntry => {
      const startSecond = morning / 1000 - (1300 - index) * 3600;
      return { startSecond, stopSecond: startSecond + 600, description: `Hour ${index}` };
    });
    await rigWith(entries, { sandbox: { reportsPageSizeMaximum: 1000 } });
    rig.human.start('Reading', { startSecond: morning / 1000 - 60 });
    expect(await rig.import()).toMatchObject({ state: 'done', imported: 1300, calls: 2 });
    // What the list showed to run is asked for again, although Reports show it not.
    await rig.import();
    expect(sinceOfLast()).toBe(-60 - 120);
  });

  it('counts as full with those that cannot be read', async () => {
    const entries = Array.from({ length: 1001 }, (_, index): SeedEntry => {
      const startSecond = morning / 1000 - (1001 - index) * 3600;
      return { startSecond, stopSecond: startSecond + 600, description: `Hour ${index}` };
    });
    await rigWith(entries, { sandbox: { reportsPageSizeMaximum: 1000 } });
    const list = listed(morning / 1000 - 60 * daySeconds);
    delete list[999].start;
    answerNextList(list);
    expect(await rig.import()).toMatchObject({ state: 'done', calls: 2, skipped: [{}] });
  });
});

describe('a range of days', () => {
  /** Berlin: the clock goes back on 25 October 2026, and the day has 25 hours. */
  const at = (text: string) => Date.parse(text) / 1000;
  const entries = [
    { startSecond: at('2026-10-24T21:59:59Z'), description: 'the day before' },
    { startSecond: at('2026-10-24T22:00:00Z'), description: 'first second' },
    { startSecond: at('2026-10-25T22:59:59Z'), description: 'last second, an hour later' },
    { startSecond: at('2026-10-25T23:00:00Z'), description: 'the day after' },
  ].map((one) => ({ ...one, stopSecond: one.startSecond + 60 }));

  it.each([
    { moved: 0, reason: 'by the list' },
    { moved: -1, reason: 'by Reports, whose days are those of the Toggl profile' },
  ])('is cut in the zone of the account, $reason', async ({ moved }) => {
    // A year before, the clock went back on 26 October.
    const shift = moved * 364 * daySeconds;
    const shifted = entries.map((one) => ({
      ...one,
      startSecond: one.startSecond + shift,
      stopSecond: one.stopSecond + shift,
    }));
    await rigWith(shifted, { sandbox: { account: { timeZone: 'America/Los_Angeles' } } });
    const date = moved === 0 ? '2026-10-25' : '2025-10-26';
    expect(await rig.import({ from: date, to: date })).toMatchObject({ imported: 2 });
    expect((await slices()).map(({ note }) => note)).toEqual([
      'first second',
      'last second, an hour later',
    ]);
  });

  it.each([
    { range: { from: '2026-10-25', to: '2026-10-25' }, later: 2, reason: 'outside of both ends' },
    { range: { from: '2026-10-25' }, later: 1, reason: 'before the first day' },
    { range: { to: '2026-10-25' }, later: 1, reason: 'after the last day' },
  ])('leaves to a later run without a range what lies $reason', async ({ range, later }) => {
    await rigWith(entries);
    await rig.import(range);
    await rig.advance(hour);
    expect(await rig.import()).toMatchObject({ imported: later });
    expect(await slices()).toHaveLength(4);
  });
});

describe('a run without a range', () => {
  it('asks from where the last one left off', async () => {
    await rigWith(daily(3));
    await rig.import();
    await rig.advance(hour);
    await rig.import();
    expect(sinceOfLast()).toBe(-120);
    expect((await rig.calls()).at(-1)?.reason).toContain('since 2026-11-02');
  });

  it('asks as far back as before where what was taken in of a broken run is undone', async () => {
    const startSecond = (index: number) => morning / 1000 - (index + 1) * 600;
    await rigWith(
      Array.from({ length: 1001 }, (_, index) => ({
        startSecond: startSecond(index),
        stopSecond: startSecond(index) + 300,
        description: 'Reading',
      })),
    );
    rig.exchanges.answerNext({
      matches: ({ url }) => url.includes('/reports/'),
      reply: { status: 400, body: '"Not today"', headers: {} },
    });
    expect(await rig.import()).toMatchObject({ state: 'failed', imported: 1000 });
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.settle();
    await rig.import();
    const lists = rig.exchanges.calls.filter(({ path }) => path.includes('since='));
    expect(lists.at(-1)?.path).toBe(lists[0]?.path);
  });

  it('asks from the start of what ran then, and not of what was thrown away running', async () => {
    await rigWith(daily(3));
    const startSecond = (minutes: number) => morning / 1000 - minutes * 60;
    const { entryId } = rig.human.start('Thrown away', { startSecond: startSecond(90) });
    rig.human.delete(entryId ?? 0);
    rig.human.start('Reading', { startSecond: startSecond(60) });
    await rig.import();
    await rig.advance(hour);
    await rig.import();
    expect(sinceOfLast()).toBe(-3600 - 120);
  });
});

describe('a dry run', () => {
  it('tells what would change for one call, and the import then reads no more', async () => {
    await rigWith(daily(10));
    const dry = await rig.import({ dryRun: true });
    expect(dry).toMatchObject({ state: 'done', isDry: true, imported: 10, calls: 1 });
    expect(await slices()).toEqual([]);
    const calls = rig.exchanges.calls.length;
    await rig.import({ dryRun: true });
    expect(await rig.import()).toMatchObject({ state: 'done', imported: 10, calls: 1 });
    expect(rig.exchanges.calls).toHaveLength(calls);
    expect(await slices()).toHaveLength(10);
  });

  it('is let go of after a quarter of an hour', async () => {
    await rigWith(daily(10));
    await rig.import({ dryRun: true });
    rig.human.delete(rig.sandbox.entries()[0]?.id ?? 0);
    await rig.advance(16 * minute);
    expect(await rig.import()).toMatchObject({ imported: 9 });
  });

  it('is nothing to take over once another range let go of what it read', async () => {
    await rigWith(daily(10));
    await rig.import({ dryRun: true });
    await rig.import({ from: '2026-10-30', to: '2026-10-30' });
    expect(await rig.import()).toMatchObject({ state: 'done', imported: 9 });
    expect(await slices()).toHaveLength(10);
  });

  it('of years tells the least it costs and spends nothing', async () => {
    await rigWith(daily(twoYears));
    const calls = rig.exchanges.calls.length;
    const asked = { ...since2024, dryRun: true };
    const { estimatedCalls } = done(await rig.commands().importToggl(rig.caller, asked));
    await rig.settle();
    expect(estimatedCalls).toBe(3);
    expect(rig.exchanges.calls).toHaveLength(calls);
  });
});

describe('another Toggl user', () => {
  const another = async () => {
    rig.sandbox.configure({ account: { userId: 9_000_002 } });
    await rig.crashAndRestart({ tokenHash: 'hash of another user' });
  };

  it('is read as far back as the first was, and goes on from there', async () => {
    await rigWith(daily(30));
    await rig.import();
    await rig.advance(hour);
    await another();
    await rig.import();
    expect(sinceOfLast()).toBe(hour / 1000 - 80 * daySeconds);
    await rig.import();
    expect(sinceOfLast()).toBe(hour / 1000 - 120);
  });

  it('does not take over what a dry run read of the first', async () => {
    await rigWith(daily(10));
    await rig.import({ dryRun: true });
    await another();
    const held = await rig.database.reader.selectFrom('toggl_seen_entry').selectAll().execute();
    expect(held).toEqual([]);
    const calls = rig.exchanges.calls.length;
    expect(await rig.import()).toMatchObject({ state: 'done', imported: 10 });
    expect(rig.exchanges.calls).toHaveLength(calls + 1);
  });

  it('ends what still reads the first', async () => {
    await rigWith(daily(twoYears), { sandbox: { plan: { organization: 12 } } });
    await rig.import(since2024);
    await another();
    const calls = rig.exchanges.calls.length;
    await rig.advance(3 * hour);
    expect(rig.exchanges.calls).toHaveLength(calls);
    expect(await run()).toMatchObject({ state: 'failed', imported: 350 });
    expect(rig.events().map(({ state }) => state)).toEqual(['failed']);
  });
});

describe('entries that cannot be read', () => {
  it('are told, and the others are taken in', async () => {
    await rigWith(daily(3));
    const list = listed(morning / 1000 - 5 * daySeconds);
    const broken = list[1].id;
    delete list[1].start;
    answerNextList(list);
    const run = await rig.import();
    expect(run).toMatchObject({ state: 'done', imported: 2, skipped: [{ entryId: broken }] });
  });
});
