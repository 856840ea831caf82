import { expect, test } from 'vitest';
import { clockDuration, shortDuration } from './duration.ts';
import { createWords } from './words.ts';

const words = createWords({ timeZone: 'Asia/Kathmandu', locale: 'en-GB' });
const at = '2026-11-02T18:30:00.000Z';

test('times and days are those of the account, wherever the browser is', () => {
  expect(words.time(at)).toBe('00:15');
  expect(words.day(at)).toBe('Tue 3 Nov');
  expect(words.dayOfYear(at)).toBe('Tue, 3 Nov 2026');
  expect(words.range(at, null)).toBe('since 00:15');
  expect(words.range(at, '2026-11-02T19:30:00.000Z')).toBe('00:15 – 01:15');
});

test('a civil day has no zone', () => {
  expect(words.civilDay('2026-11-02')).toBe('Mon 2 Nov');
  expect(words.civilDayOfYear('2026-11-02')).toBe('Mon, 2 Nov 2026');
  expect(words.civilDayShort('2026-11-02')).toBe('2 Nov');
  expect(words.weekday('2026-11-02')).toBe('Mon');
  expect(words.civilMonth('2026-11-01')).toBe('November 2026');
});

test.each([
  { reason: 'a moment', differenceMs: -20_000, said: 'this minute' },
  { reason: 'minutes ago', differenceMs: -150_000, said: '2 minutes ago' },
  { reason: 'hours to come', differenceMs: 7_300_000, said: 'in 2 hours' },
])('a distance from now is told in its own unit: $reason', ({ differenceMs, said }) => {
  const now = Date.parse(at);
  expect(words.fromNow(now + differenceMs, now)).toBe(said);
});

test.each([
  { seconds: 9, clock: '0:09', short: '9 s' },
  { seconds: 129, clock: '2:09', short: '2 min' },
  { seconds: 3600, clock: '1:00:00', short: '1 h' },
  { seconds: 3929, clock: '1:05:29', short: '1 h 5 min' },
  { seconds: -4, clock: '0:00', short: '-4 s' },
])('$seconds seconds are $clock while they run, and $short once over', (row) => {
  expect(clockDuration(row.seconds)).toBe(row.clock);
  expect(shortDuration(row.seconds)).toBe(row.short);
});
