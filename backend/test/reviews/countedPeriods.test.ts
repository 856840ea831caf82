/** Kept days against counting everything anew, after whatever happened meanwhile. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Dimension, Slice } from '../../../core/engine/slice.ts';
import { figuresOf } from '../../../core/reviews/figures.ts';
import { type CivilRange, daysOf, periodAround } from '../../../core/time/calendar.ts';
import { type DayRules, dayRange } from '../../../core/time/day.ts';
import type { Database } from '../../src/db/database.ts';
import { record } from '../../src/services/engineCommand.ts';
import {
  type Counted,
  countAndKeep,
  countWithin,
} from '../../src/services/reviews/countedPeriods.ts';
import { ensureAccount, lockAccount } from '../../src/store/accounts.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { allSlices, minuteMs, newTestId } from '../support/engineWorld.ts';

import {
  askOf,
  beginning,
  type CountedWorld,
  keptFrom,
  makeCountedWorld,
  whole,
} from './countedWorld.fixture.ts';

type Step =
  | Readonly<{ kind: 'start'; dimension: Dimension; category: string; minutesAgo: number }>
  | Readonly<{ kind: 'stop'; dimension: Dimension; minutesAgo: number }>
  | Readonly<{ kind: 'edit'; pick: number; minutes: number }>
  | Readonly<{ kind: 'delete'; pick: number }>
  | Readonly<{ kind: 'undo' }>
  | Readonly<{ kind: 'import'; minutesAgo: number; minutes: number }>
  | Readonly<{ kind: 'log'; minutesAgo: number }>
  | Readonly<{ kind: 'forgetLogs' }>
  | Readonly<{ kind: 'zone'; days: DayRules }>
  | Readonly<{ kind: 'wait'; minutes: number }>
  | Readonly<{ kind: 'report'; fromDaysAgo: number }>;

const dimension = fc.constantFrom<Dimension>('PRIMARY', 'PRIMARY', 'WORK_MODE');
const minutesAgo = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6000 }));
const pick = fc.nat(20);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);
const zones: readonly DayRules[] = [
  { timeZone: 'Europe/Berlin', dayStartMinutes: 240 },
  { timeZone: 'America/New_York', dayStartMinutes: 0 },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('start'),
      dimension,
      category: fc.constantFrom('Coding', 'Email', 'Sleep'),
      minutesAgo,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('stop'), dimension, minutesAgo }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('edit'),
      pick,
      minutes: fc.integer({ min: -900, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('delete'), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('undo') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('import'), minutesAgo, minutes: fc.nat(4000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('log'), minutesAgo }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('forgetLogs') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('zone'), days: fc.constantFrom(...zones) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: kind('wait'), minutes: fc.integer({ min: 1, max: 4000 }) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: kind('report'), fromDaysAgo: fc.nat(8) }) },
);
const steps = fc.array(step, { minLength: 10, maxLength: 30 });

const report = (fromDaysAgo: number): Step => ({ kind: 'report', fromDaysAgo });

/** Coding, then Email across a midnight and on, and three days later nothing more. */
const twoDays: readonly Step[] = [
  { kind: 'start', dimension: 'PRIMARY', category: 'Coding', minutesAgo: 0 },
  { kind: 'wait', minutes: 300 },
  { kind: 'start', dimension: 'PRIMARY', category: 'Email', minutesAgo: 0 },
  { kind: 'wait', minutes: 1500 },
  { kind: 'stop', dimension: 'PRIMARY', minutesAgo: 0 },
  { kind: 'wait', minutes: 3000 },
];

describeEachDatabase('a report on kept days', (given) => {
  it('tells what counting everything anew tells, after any sequence of commands', async () => {
    const check = fc.asyncProperty(steps, async (sequence) => {
      const world = await makeCountedWorld(given.database());
      for (const next of [...sequence, { kind: 'report', fromDaysAgo: 9 } as const]) {
        world.clock.now += minuteMs;
        await take(given.database(), world, next);
      }
    });
    await fc.assert(check, { numRuns: 10 });
  });

  it.each<{ steps: readonly Step[]; reason: string }>([
    { steps: [{ kind: 'delete', pick: 0 }], reason: 'a slice of a kept day was deleted' },
    { steps: [{ kind: 'edit', pick: 1, minutes: -3 }], reason: 'one became longer' },
    { steps: [{ kind: 'log', minutesAgo: 3000 }], reason: 'a task was logged in it' },
    {
      steps: [{ kind: 'log', minutesAgo: 3000 }, report(9), { kind: 'forgetLogs' }],
      reason: 'what was logged in it is gone',
    },
    {
      steps: [{ kind: 'delete', pick: 0 }, { kind: 'wait', minutes: 1440 }, report(1)],
      reason: 'a report of other days came between',
    },
    {
      steps: [{ kind: 'zone', days: { timeZone: 'Asia/Dubai', dayStartMinutes: 60 } }],
      reason: 'days are cut otherwise',
    },
  ])('counts anew where $reason', async ({ steps: changes }) => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    for (const next of [...twoDays, report(9), ...changes, report(9)]) {
      await take(database, world, next);
    }
    expect((await allSlices(database, world.caller.accountId)).length).toBeGreaterThan(0);
  });

  it('sees a switch at midnight when what ended before it changes', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    const midnight = dayRange('2026-10-24', world.days).startAt;
    await world.startAt(midnight - 60 * minuteMs, 'Coding');
    await world.startAt(midnight, 'Email');
    world.clock.now = midnight + 2000 * minuteMs;
    const switches = async () => {
      const [, second] = await countAndKeep(database, askOf(world, 9));
      return second?.figures.switches;
    };
    expect(await switches()).toBe(1);
    const [coding] = await world.slices();
    await world.engine.editSlice(world.caller, {
      sliceId: coding?.id ?? '',
      endAt: midnight - 2 * minuteMs,
    });
    expect(await switches()).toBe(0);
  });

  it('sees a switch at midnight after just as long a pause as one may have', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    const midnight = dayRange('2026-10-24', world.days).startAt;
    await world.startAt(midnight - 60 * minuteMs, 'Coding');
    world.clock.now = midnight - minuteMs;
    await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' });
    await world.startAt(midnight, 'Email');
    world.clock.now = midnight + 2000 * minuteMs;
    const [, second] = await countAndKeep(database, askOf(world, 9));
    expect(second?.figures.switches).toBe(1);
  });

  it('keeps the days that are over, and reads them alone the next time', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    await world.startAt(beginning, 'Coding');
    await world.startAt(beginning + 1440 * minuteMs, 'Email');
    world.clock.now = beginning + 3 * 1440 * minuteMs;
    await countAndKeep(database, askOf(world, 9));
    // Nothing began or ended on the 25th.
    expect(await keptFrom(database, world, 'day')).toEqual(['2026-10-23', '2026-10-24']);

    await withoutJournal(database, world);
    const [first] = await countWithin(database.reader, askOf(world, 9));
    expect(first?.figures.tracked[0]?.durationMs).toBe(14 * 60 * minuteMs);
  });

  it('keeps months that are over, and reads them in place of their days', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    await world.startAt(beginning, 'Coding');
    world.clock.now = beginning + 20 * 1440 * minuteMs;
    const months = { from: '2026-09-01', to: '2026-11-30', coarsest: 'month' as const };
    const ask = { ...askOf(world, 0), ...months };
    expect((await countAndKeep(database, ask)).length).toBe(21);
    const counted = await countAndKeep(database, ask);
    expect(counted.length).toBe(13);
    expect(counted[0]).toMatchObject({ from: '2026-10-01', to: '2026-10-31' });
    expect(whole(counted).figures.tracked[0]?.durationMs).toBe(20 * 1440 * minuteMs);
  });

  it('settles by a write once many changes have come', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    await world.startAt(beginning, 'Coding');
    await countAndKeep(database, askOf(world, 1));
    world.clock.now = beginning + 1440 * minuteMs;
    await countAndKeep(database, askOf(world, 1));
    for (let count = 0; count < 101; count += 1) {
      await world.startAt(world.clock.now + minuteMs, 'Email');
      await world.startAt(world.clock.now + minuteMs, 'Coding');
    }
    const before = await horizonOf(database, world);
    await countAndKeep(database, askOf(world, 1));
    expect((await horizonOf(database, world)) - before).toBe(202);
  });
});

async function take(database: Database, world: CountedWorld, next: Step): Promise<void> {
  const { engine, caller, clock } = world;
  switch (next.kind) {
    case 'start':
      await engine.startSlice(caller, { ...next, source: 'API', at: ago(next.minutesAgo) });
      return;
    case 'stop':
      await engine.stopSlice(caller, { ...next, at: ago(next.minutesAgo) });
      return;
    case 'edit':
      return onPicked(database, world, next.pick, async ({ id, startAt, endAt }) => {
        const moved = { startAt: startAt + next.minutes * minuteMs };
        const stretched = { endAt: Math.min(clock.now, (endAt ?? clock.now) + 7 * minuteMs) };
        const times = next.minutes % 2 === 0 ? moved : stretched;
        await engine.editSlice(caller, { sliceId: id, ...times, onOverlap: 'trim' });
      });
    case 'delete':
      return onPicked(database, world, next.pick, async ({ id }) => {
        await engine.deleteSlice(caller, { sliceId: id });
      });
    case 'undo':
      await engine.undoChange(caller, {});
      return;
    case 'import':
      return onPicked(database, world, 0, (like) => importSlice(database, world, like, next));
    case 'log': {
      const startAt = clock.now - next.minutesAgo * minuteMs;
      const times = { startAt, endAt: startAt + 90 * minuteMs };
      world.logs.push({ ...times, taskId: newTestId(), categoryId: 'logged' });
      return;
    }
    case 'forgetLogs':
      world.logs = [];
      return;
    case 'zone': {
      world.days = next.days;
      const account = { id: caller.accountId, ...next.days, createdAt: 0 };
      return database.write((tx) => ensureAccount(tx, account));
    }
    case 'wait':
      clock.now += next.minutes * minuteMs;
      return;
    case 'report':
      return compare(database, world, next.fromDaysAgo);
  }
}

/**
 * Day by day, and where it looks far back by months. Each twice: as it was kept, and with what the
 * first one kept.
 */
async function compare(database: Database, world: CountedWorld, daysAgo: number): Promise<void> {
  const byDay = askOf(world, daysAgo);
  const months = { from: '2026-10-01', to: periodAround(byDay.to, 'month').to };
  const byMonth = { ...byDay, ...months, coarsest: 'month' as const };
  const slices = await allSlices(database, world.caller.accountId);
  const anew = (range: CivilRange) =>
    daysOf(range).map((day) => {
      const stretch = dayRange(day, world.days);
      const figures = figuresOf({ slices, logs: world.logs }, { ...stretch, now: byDay.now });
      return { from: day, to: day, ...stretch, figures };
    });
  for (const _ of ['as it was kept', 'with what was kept just now']) {
    expect(told(await countAndKeep(database, byDay))).toEqual(told(anew(byDay)));
    if (daysAgo < 6) continue;
    const counted = await countAndKeep(database, byMonth);
    expect(told([whole(counted)])).toEqual(told([whole(anew(months))]));
  }
}

/** Days without anything are left out: a report need not count before the first slice. */
function told(days: readonly Counted[]) {
  const sorted = (parts: readonly object[]) => parts.map((part) => JSON.stringify(part)).sort();
  return days
    .filter(({ figures }) => figures.tracked.length > 0)
    .map(({ from, startAt, endAt, figures }) => ({
      from,
      startAt,
      endAt,
      tracked: sorted(figures.tracked),
      crossings: sorted(figures.crossings),
      switches: figures.switches,
    }));
}

function ago(minutes: number): string | undefined {
  return minutes === 0 ? undefined : `-${minutes}m`;
}

async function onPicked(
  database: Database,
  { caller }: CountedWorld,
  index: number,
  act: (slice: Slice) => Promise<void>,
): Promise<void> {
  const slices = await allSlices(database, caller.accountId);
  const slice = slices[index % Math.max(1, slices.length)];
  if (slice !== undefined) await act(slice);
}

async function importSlice(
  database: Database,
  { caller, clock: { now } }: CountedWorld,
  like: Slice,
  { minutesAgo: age, minutes }: Readonly<{ minutesAgo: number; minutes: number }>,
): Promise<void> {
  const startAt = now - (age + minutes) * minuteMs;
  const id = newTestId();
  const times = { startAt, endAt: startAt + minutes * minuteMs, linkedTaskId: null };
  const after: Slice = { ...like, ...times, id, source: 'TIMERY', originEntryId: id };
  await database.write(async (tx) => {
    await lockAccount(tx, caller.accountId);
    const command = { tx, caller, now, newId: newTestId };
    await record(command, [{ kind: 'insert', after }], { name: 'import' });
  });
}

/** A change that no journal tells of is not seen: so the days were read, not counted. */
async function withoutJournal(database: Database, { caller }: CountedWorld): Promise<void> {
  await database.write((tx) =>
    tx
      .updateTable('slice')
      .set({ end_at: beginning + minuteMs })
      .where('account_id', '=', caller.accountId)
      .where('start_at', '=', beginning)
      .execute(),
  );
}

async function horizonOf(database: Database, { caller }: CountedWorld): Promise<number> {
  const row = await database.reader
    .selectFrom('counted_horizon')
    .select('revision')
    .where('account_id', '=', caller.accountId)
    .executeTakeFirstOrThrow();
  return row.revision;
}
