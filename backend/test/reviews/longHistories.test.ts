/** How much a report asks and keeps: of quiet years little, of busy days a few at a time. */
import { expect, it } from 'vitest';
import { addDays } from '../../../core/time/calendar.ts';
import { dayRange } from '../../../core/time/day.ts';
import type { Database } from '../../src/db/database.ts';
import { countAndKeep } from '../../src/services/reviews/countedPeriods.ts';
import { applyChanges } from '../../src/store/slices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { minuteMs, newTestId } from '../support/engineWorld.ts';
import {
  askOf,
  beginning,
  type CountedWorld,
  keptFrom,
  makeCountedWorld,
  whole,
} from './countedWorld.fixture.ts';

describeEachDatabase('a report', (given) => {
  it('asks and keeps little where one slice runs through a century', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    await world.startAt(Date.UTC(1926, 10, 3), 'Coding');
    world.clock.now = beginning;
    const asked = counting(database);
    const ask = { ...askOf(world, 0), from: '1900-01-01', to: '2100-12-31' };
    const byDay = await countAndKeep(asked.database, ask);
    expect(byDay).toHaveLength(36_515);
    expect(whole(byDay).figures.tracked[0]?.durationMs).toBe(beginning - Date.UTC(1926, 10, 3));
    expect(await keptFrom(database, world, 'day')).toEqual(['1926-11-03']);
    expect(asked.counts.reads).toBeLessThan(30);
    expect(asked.counts.writes).toBeLessThan(3);

    const byMonth = { ...ask, coarsest: 'month' as const };
    expect(await countAndKeep(asked.database, byMonth)).toHaveLength(36_515);
    expect(await keptFrom(database, world, 'month')).toHaveLength(1199);
    expect(asked.counts.writes).toBeLessThan(16);
    expect((await countAndKeep(asked.database, byMonth)).length).toBeLessThan(1300);
    expect(asked.counts.reads).toBeLessThan(90);
  });

  it('counts a busy history a few slices at a time', async () => {
    const database = given.database();
    const world = await makeCountedWorld(database);
    await fillDays(database, world, { days: 12, slicesPerDay: 400 });
    const asked = counting(database);
    const counted = await countAndKeep(asked.database, askOf(world, 15));
    expect(whole(counted).figures.tracked[0]?.durationMs).toBe(12 * 400 * minuteMs);
    // At most 2,000 slices a step, so five days each, and a write for each step.
    expect(asked.counts.writes).toBe(3);
  });
});

/** The same database, with what is asked of it counted. */
function counting(database: Database) {
  const counts = { reads: 0, writes: 0 };
  const reader = new Proxy(database.reader, {
    get: (target, name) => {
      if (name === 'executeQuery' || name === 'selectFrom') counts.reads += 1;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const write: Database['write'] = (work) => {
    counts.writes += 1;
    return database.write(work);
  };
  return { counts, database: { ...database, reader, write } };
}

/** A slice of a minute every three minutes, from the start of each day on. */
async function fillDays(
  database: Database,
  world: CountedWorld,
  { days, slicesPerDay }: Readonly<{ days: number; slicesPerDay: number }>,
): Promise<void> {
  const { categoryId } = await world.startAt(beginning, 'Coding');
  const [like] = await world.slices();
  if (like === undefined) throw new Error('a slice runs');
  const { category: _, ...fields } = like;
  for (let day = 0; day < days; day += 1) {
    const { startAt } = dayRange(addDays('2026-11-01', day), world.days);
    const changes = Array.from({ length: slicesPerDay }, (_, i) => {
      const sliceAt = startAt + i * 3 * minuteMs;
      const times = { startAt: sliceAt, endAt: sliceAt + minuteMs };
      return { kind: 'insert' as const, after: { ...fields, ...times, id: newTestId() } };
    });
    await database.write((tx) => applyChanges(tx, world.caller.accountId, changes));
  }
  await world.engine.deleteSlice(world.caller, { sliceId: like.id });
  expect(categoryId).toBe(like.categoryId);
  world.clock.now = dayRange(addDays('2026-11-01', days), world.days).startAt;
}
