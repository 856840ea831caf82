/** The simulation itself: that it repeats, that it does much, and that calm days find nothing. */
import { describe, expect, it } from 'vitest';
import { optionsOf } from './options.ts';
import { simulate } from './simulate.ts';

const days = 3;

describe('a simulated world', () => {
  it.each([
    { seed: 'repeats', reason: 'without history' },
    { seed: 'leftovers-23', reason: 'with imports and a webhook' },
  ])('repeats event by event with its seed, $reason', async ({ seed }) => {
    const first = await simulate(optionsOf(seed, days));
    const second = await simulate(optionsOf(seed, days));
    expect(second.traceHash).toBe(first.traceHash);
    expect(first.commands).toBeGreaterThan(5);
    expect(first.calls).toBeGreaterThan(5);
  });

  it('is another one with another seed', async () => {
    const one = await simulate(optionsOf('one', days));
    const other = await simulate(optionsOf('other', days));
    expect(one.traceHash).not.toBe(other.traceHash);
  });

  // The last two import, and hear a webhook whose events come late, twice or not at all.
  it.each(['first', 'second', 'third', 'leftovers-11', 'leftovers-17'])(
    'finds nothing in the seed %s',
    async (seed) => {
      const { findings } = await simulate(optionsOf(seed, days));
      expect(findings).toEqual([]);
    },
  );
});
