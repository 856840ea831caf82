import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

describe('seeded chance', () => {
  it('gives the same draws for the same seed and others for another', () => {
    const draws = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
  });

  it('forks streams that do not move each other', () => {
    const random = createRandom('a');
    const first = random.fork('wire').next();
    random.fork('workload').next();
    expect(random.fork('wire').next()).toBe(first);
  });

  it('never picks what has no weight', () => {
    const random = createRandom('a');
    const picked = Array.from({ length: 200 }, () => random.weighted({ a: 0, b: 2, c: 1 }));
    expect(new Set(picked)).toEqual(new Set(['b', 'c']));
  });

  it('draws whole numbers with both ends', () => {
    const random = createRandom('a');
    const drawn = Array.from({ length: 200 }, () => random.between(1, 3));
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3]));
  });
});
