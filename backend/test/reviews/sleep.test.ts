/** Three years of recorded nights through the cutting of days, in every zone they were slept in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Slice } from '../../../core/engine/slice.ts';
import { defaultMeaningNames } from '../../../core/reviews/meaning.ts';
import { parseInstant } from '../../../core/time/instant.ts';
import { record } from '../../src/services/engineCommand.ts';
import { createReviewMetrics } from '../../src/services/reviews/reviewMetrics.ts';
import { taskTimes } from '../../src/services/reviews/taskTimes.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { describeSqlite } from '../support/databases.ts';
import { type EngineWorld, makeEngineWorld, newTestId } from '../support/engineWorld.ts';

type Night = Readonly<{ startAt: number; endAt: number; offsetMinutes: number }>;

const file = join(import.meta.dirname, '../workloads/sleep-sessions-nine-offsets.ndjson');
const nights = readFileSync(file, 'utf8').trim().split('\n').map(readNight);
const longAgo = { from: '2020-08-01', to: '2024-02-29' } as const;

function readNight(line: string): Night {
  const row = JSON.parse(line) as Record<'bedtime_start' | 'bedtime_end', string> & {
    timezone: number;
  };
  return {
    startAt: parseInstant(row.bedtime_start) ?? Number.NaN,
    endAt: parseInstant(row.bedtime_end) ?? Number.NaN,
    offsetMinutes: row.timezone,
  };
}

const sleptSeconds = nights.reduce((sum, { startAt, endAt }) => sum + (endAt - startAt) / 1000, 0);

describeSqlite('the recorded nights', (given) => {
  let world: EngineWorld;

  /** Each night as it came from the phone, and once more as somebody tracked it in Toggl. */
  beforeAll(async () => {
    world = await makeEngineWorld(given.database());
    world.clock.now = Date.UTC(2024, 2, 5);
    const like = await world.startAt(world.clock.now, 'Sleep');
    await given.database().write(async (tx) => {
      const command = { tx, caller: world.caller, now: world.clock.now, newId: newTestId };
      const insert = (after: Slice) => ({ kind: 'insert' as const, after });
      const changes = nights.flatMap(({ startAt, endAt }) => {
        const night: Slice = { ...like, startAt, endAt, id: newTestId(), source: 'HEALTH' };
        const id = newTestId();
        return [insert(night), insert({ ...night, id, source: 'TIMERY', originEntryId: id })];
      });
      await record(command, changes, { name: 'health' });
    });
  });

  it.each([
    { zone: 'Europe/Amsterdam', dayStart: 0, offsets: [60, 120] },
    { zone: 'Europe/Amsterdam', dayStart: 240, offsets: [60, 120] },
    { zone: 'Asia/Kolkata', dayStart: 0, offsets: [330] },
    { zone: 'America/Los_Angeles', dayStart: 0, offsets: [-480, -420] },
    { zone: 'America/New_York', dayStart: 300, offsets: [-240] },
    { zone: 'Europe/Istanbul', dayStart: 0, offsets: [180] },
    { zone: 'Europe/London', dayStart: 0, offsets: [0] },
    { zone: 'Asia/Dubai', dayStart: 720, offsets: [240] },
  ])('count once each, to the second, in $zone from minute $dayStart', async (cut) => {
    expect(nights.some(({ offsetMinutes }) => cut.offsets.includes(offsetMinutes))).toBe(true);
    const days = { timeZone: cut.zone, dayStartMinutes: cut.dayStart };
    const { accountId } = world.caller;
    const database = given.database();
    await database.write((tx) => ensureAccount(tx, { id: accountId, ...days, createdAt: 0 }));
    const metrics = createReviewMetrics({
      database,
      now: () => world.clock.now,
      names: defaultMeaningNames,
      tasks: taskTimes,
    });
    const { total, periods } = await metrics.report(accountId, { ...longAgo, by: 'day' });
    expect(total).toMatchObject({ sleepSeconds: sleptSeconds, totals: { PRIMARY: sleptSeconds } });
    expect(periods.reduce((sum, period) => sum + period.sleepSeconds, 0)).toBe(sleptSeconds);
    for (const { startAt, endAt, totals, lengthSeconds } of periods) {
      const expected = nights.reduce((sum, night) => sum + sharedMs(night, { startAt, endAt }), 0);
      expect(totals.PRIMARY * 1000).toBe(expected);
      expect(totals.PRIMARY).toBeLessThanOrEqual(lengthSeconds);
    }
    const byWeek = await metrics.report(accountId, { ...longAgo, by: 'week' });
    expect(byWeek.total.totals).toEqual(total.totals);
    expect(lengthsIn(periods)).toEqual(cut.offsets.length > 1 ? [23, 24, 25] : lengthsOf(cut.zone));
  });
});

/** New York and London change their clocks too, though these nights met one offset of each. */
function lengthsOf(zone: string): number[] {
  return ['America/New_York', 'Europe/London'].includes(zone) ? [23, 24, 25] : [24];
}

function lengthsIn(periods: readonly Readonly<{ lengthSeconds: number }>[]): number[] {
  return [...new Set(periods.map(({ lengthSeconds }) => lengthSeconds / 3600))].sort();
}

function sharedMs(a: Omit<Night, 'offsetMinutes'>, b: Omit<Night, 'offsetMinutes'>): number {
  return Math.max(0, Math.min(a.endAt, b.endAt) - Math.max(a.startAt, b.startAt));
}
