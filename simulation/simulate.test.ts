/** The simulation itself: that it repeats, that it does much, and that calm days find nothing. */
import { describe, expect, it } from 'vitest';
import { optionsOf } from './options.ts';
import { simulate } from './simulate.ts';

const days = 3;

describe('a simulated world', () => {
  it('repeats event by event with its seed', async () => {
    const first = await simulate(optionsOf('repeats', days));
    const second = await simulate(optionsOf('repeats', days));
    expect(second.traceHash).toBe(first.traceHash);
    expect(first.commands).toBeGreaterThan(5);
    expect(first.calls).toBeGreaterThan(5);
  });

  it('is another one with another seed', async () => {
    const one = await simulate(optionsOf('one', days));
    const other = await simulate(optionsOf('other', days));
    expect(one.traceHash).not.toBe(other.traceHash);
  });

  it.each(['first', 'second', 'third'])('finds nothing in the seed %s', async (seed) => {
    const { findings } = await simulate(optionsOf(seed, days));
    expect(findings).toEqual([]);
  });
});
