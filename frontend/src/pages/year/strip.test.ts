import { expect, test } from 'vitest';
import { stripOf } from './strip.ts';

const hourMs = 3_600_000;
const day = { startAt: 0, endAt: 24 * hourMs };
const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;

test('draws all slices of a category in a lane as one path', () => {
  const strip = stripOf(
    [
      { ...coding, startAt: hourMs, endAt: 2 * hourMs },
      { ...coding, startAt: 3 * hourMs, endAt: 4 * hourMs },
      { dimension: 'SOCIAL', category: 'Call', startAt: 0, endAt: hourMs },
    ],
    day,
  );
  expect(strip).toEqual([
    { key: 'PRIMARY Coding', category: 'Coding', path: 'M60 0h60v11H60zM180 0h60v11H180z' },
    { key: 'SOCIAL Call', category: 'Call', path: 'M0 15h60v2H0z' },
  ]);
});

test('leaves out what lies beyond the day', () => {
  const strip = stripOf(
    [
      { ...coding, startAt: -hourMs, endAt: hourMs },
      { ...coding, startAt: 23 * hourMs, endAt: 30 * hourMs },
      { ...coding, startAt: 25 * hourMs, endAt: 30 * hourMs },
    ],
    day,
  );
  expect(strip[0]?.path).toBe('M0 0h60v11H0zM1380 0h60v11H1380z');
});
