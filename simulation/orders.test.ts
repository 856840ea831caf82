import { describe, expect, it } from 'vitest';
import { createOrders, seedsIn } from './orders.ts';

type Wanted = Parameters<typeof createOrders>[0];

function seedsOf(wanted: Partial<Wanted>): readonly string[] {
  const orders = createOrders({
    days: 5,
    seed: 'night',
    seeds: null,
    totalDays: Number.POSITIVE_INFINITY,
    isTimeOver: () => orders.given() >= 9,
    ...wanted,
  });
  const seeds: string[] = [];
  for (let order = orders.next(); order !== null; order = orders.next()) {
    expect(order.days).toBe(5);
    seeds.push(order.seed);
  }
  expect(orders.given()).toBe(seeds.length);
  return seeds;
}

describe('the seeds of a run', () => {
  it('are numbered until the days are reached', () => {
    expect(seedsOf({ totalDays: 11 })).toEqual(['night-1', 'night-2', 'night-3']);
  });

  it('are numbered until the time is over', () => {
    expect(seedsOf({})).toHaveLength(9);
  });

  it('are exactly those that were named', () => {
    expect(seedsOf({ seeds: ['b', 'a'] })).toEqual(['b', 'a']);
  });

  it('are named with commas between them', () => {
    expect(seedsIn('night-948, night-1091,')).toEqual(['night-948', 'night-1091']);
  });

  it('are refused where none is named', () => {
    expect(() => seedsIn(' , ')).toThrow('--seeds names no seed');
  });
});
