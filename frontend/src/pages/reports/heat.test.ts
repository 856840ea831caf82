import { expect, test } from 'vitest';
import { heatOf } from './heat.ts';

test.each([
  { reason: 'nothing', value: 0, most: 100, heat: 0 },
  { reason: 'nothing of nothing', value: 0, most: 0, heat: 0 },
  { reason: 'a little is seen', value: 1, most: 100, heat: 1 },
  { reason: 'a half', value: 50, most: 100, heat: 2 },
  { reason: 'the most', value: 100, most: 100, heat: 4 },
])('the tint of a cell tells its share of the most: $reason', ({ value, most, heat }) => {
  expect(heatOf(value, most)).toBe(heat);
});
