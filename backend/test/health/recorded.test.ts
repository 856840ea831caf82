/**
 * Recorded samples of a phone, file by file as it exported them, through the service: each night
 * and each workout once, to the millisecond, and nothing changed the second time.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseInstant } from '../../../core/time/instant.ts';
import { type Range, totalMs } from '../../../core/time/range.ts';
import { describeEachDatabase, describeSqlite } from '../support/databases.ts';
import { type HealthWorld, makeHealthWorld } from './healthWorld.ts';

type Row = Readonly<Record<'id' | 'startTime' | 'endTime' | 'package', string>> &
  Readonly<{ file?: string; type?: string }>;

type Recorded = Range & Readonly<{ id: string; sourceName: string; date: string; type: string }>;

const nights = read('healthkit-sleep-segments.ndjson');
const workouts = read('workouts.ndjson');
const after = Date.UTC(2026, 5, 1);
const pauseMs = 30 * 60_000;

/** The day by which the phone filed a night; a workout by the day on which it began. */
function read(name: string): Recorded[] {
  const text = readFileSync(join(import.meta.dirname, '../workloads', name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .map(({ id, startTime, endTime, file, type = '', package: sourceName }) => ({
      id,
      type,
      sourceName,
      startAt: parseInstant(startTime) ?? Number.NaN,
      endAt: parseInstant(endTime) ?? Number.NaN,
      date: file?.slice(0, 10).replaceAll('/', '-') ?? startTime.slice(0, 10),
    }));
}

type Way = Readonly<{ ids: 'sent' | 'left out'; order: 'forwards' | 'backwards' }>;
type Told = Way & Readonly<{ sleep: readonly Recorded[]; workouts: readonly Recorded[] }>;

/** One sync a day; answers how many changes they made. */
async function tell(
  world: HealthWorld,
  { ids, order, sleep, workouts: ran }: Told,
): Promise<number> {
  let changes = 0;
  const told = (rows: readonly Recorded[] | undefined) =>
    rows?.map(({ date: _, id, ...row }) => ({ ...row, note: null, ...(ids === 'sent' && { id }) }));
  const sleepByDate = Map.groupBy(sleep, ({ date }) => date);
  const workoutsByDate = Map.groupBy(ran, ({ date }) => date);
  const dates = [...new Set([...sleepByDate.keys(), ...workoutsByDate.keys()])].sort();
  for (const date of order === 'forwards' ? dates : dates.toReversed()) {
    const { written } = await world.sync({
      date,
      sleep: told(sleepByDate.get(date)),
      workouts: told(workoutsByDate.get(date)),
    });
    changes += written.length;
  }
  return changes;
}

/** What lies no further apart than `gapMs`, as one. */
function joined(rows: readonly Range[], gapMs: number): Range[] {
  const all: { startAt: number; endAt: number }[] = [];
  for (const { startAt, endAt } of rows.toSorted((a, b) => a.startAt - b.startAt)) {
    const last = all.at(-1);
    if (last === undefined || startAt > last.endAt + gapMs) all.push({ startAt, endAt });
    else last.endAt = Math.max(last.endAt, endAt);
  }
  return all;
}

const rangeOf = ({ startAt, endAt }: Readonly<{ startAt: number; endAt: number | null }>) => {
  return { startAt, endAt: endAt ?? Number.NaN };
};

describeEachDatabase('the recorded nights', (given) => {
  it('count once each, and a second time changes nothing', async () => {
    const world = await makeHealthWorld(given.database());
    world.clock.now = after;
    const told = { ids: 'sent', order: 'forwards', sleep: nights, workouts: [] } as const;
    await tell(world, told);
    const slices = await world.slices();
    expect(slices.map(rangeOf)).toEqual(joined(nights, pauseMs));
    expect(await tell(world, told)).toBe(0);
    expect(await world.slices()).toEqual(slices);
  });

  it('are told by the better source, and completed by the others', async () => {
    const world = await makeHealthWorld(given.database(), ['com.ouraring.oura']);
    world.clock.now = after;
    await tell(world, { ids: 'sent', order: 'forwards', sleep: nights, workouts: [] });
    const slices = (await world.slices()).filter(({ category }) => category === 'Sleep');
    const ring = nights.filter(({ sourceName }) => sourceName === 'com.ouraring.oura');
    for (const night of joined(ring, pauseMs)) {
      const inside = slices.filter(
        (one) => one.startAt < night.endAt && night.startAt < (one.endAt ?? 0),
      );
      expect(inside).toHaveLength(1);
      expect(inside[0]?.startAt).toBeLessThanOrEqual(night.startAt);
    }
    const plain = totalMs(joined(nights, pauseMs));
    expect(totalMs(slices.map(rangeOf))).toBeLessThan(plain);
  });
});

describeSqlite('the recorded samples', (given) => {
  it.each<Way & { reason: string }>([
    { reason: 'told day by day', ids: 'sent', order: 'forwards' },
    { reason: 'without their ids', ids: 'left out', order: 'forwards' },
    { reason: 'told from the last day to the first', ids: 'left out', order: 'backwards' },
  ])('count once each, $reason', async (way) => {
    const world = await makeHealthWorld(given.database());
    world.clock.now = after;
    expect(await tell(world, { ...way, sleep: nights, workouts })).toBeGreaterThan(0);
    const slices = await world.slices();
    const slept = slices.filter(({ category }) => category === 'Sleep').map(rangeOf);
    expect(slept).toEqual(joined(nights, pauseMs));
    const moved = slices.filter(({ category }) => category === 'Workout').map(rangeOf);
    expect(totalMs(joined(moved, 0))).toBe(totalMs(moved));
    expect(totalMs(moved)).toBe(totalMs(joined(workouts, 0)));
    expect(await tell(world, { ...way, sleep: nights, workouts })).toBe(0);
    expect(await world.slices()).toEqual(slices);
  });
});
