import { expect, test } from 'vitest';
import { readEnd, readTime } from './timeField.ts';

const berlin = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
const fromFour = { ...berlin, dayStartMinutes: 240 };
const at = Date.parse;

const starts = [
  {
    text: '14:03',
    former: '2026-11-05T09:00+01:00',
    read: '2026-11-05T14:03+01:00',
    rules: berlin,
    reason: 'it is of the same day',
  },
  {
    text: '02:30',
    former: '2026-11-05T23:00+01:00',
    read: '2026-11-06T02:30+01:00',
    rules: fromFour,
    reason: 'a day that starts at four lasts until the next morning',
  },
  {
    text: '02:30',
    former: '2026-10-25T01:30+02:00',
    read: '2026-10-25T02:30+02:00',
    rules: berlin,
    reason: 'of two such times the nearer one is meant',
  },
  {
    text: '02:30',
    former: '2026-10-25T03:10+01:00',
    read: '2026-10-25T02:30+01:00',
    rules: berlin,
    reason: 'of two such times the nearer one is meant',
  },
  {
    text: '02:30',
    former: '2026-03-29T01:00+01:00',
    read: '2026-03-29T03:30+02:00',
    rules: berlin,
    reason: 'a time that was left out comes after the jump',
  },
];
test.each(starts)('reads $text beside $former as $read: $reason', ({ text, former, ...row }) => {
  expect(readTime({ text, formerAt: at(former), rules: row.rules })).toBe(at(row.read));
});

test('reads an end as the first such time after the start', () => {
  const startAt = at('2026-11-05T23:50+01:00');
  const formerAt = at('2026-11-05T23:58+01:00');
  expect(readEnd({ text: '00:20', formerAt, startAt, rules: berlin })).toBe(
    at('2026-11-06T00:20+01:00'),
  );
  expect(readEnd({ text: '23:55', formerAt, startAt, rules: berlin })).toBe(
    at('2026-11-05T23:55+01:00'),
  );
});

test('keeps the seconds of a minute that stood there before', () => {
  const startAt = at('2026-11-05T10:00:10.500+01:00');
  const formerAt = at('2026-11-05T10:00:42+01:00');
  expect(readTime({ text: '10:00', formerAt, rules: berlin })).toBe(formerAt);
  expect(readTime({ text: '10:00:00', formerAt, rules: berlin })).toBe(
    at('2026-11-05T10:00+01:00'),
  );
  expect(readEnd({ text: '10:00', formerAt, startAt, rules: berlin })).toBe(formerAt);
  expect(readEnd({ text: '10:01', formerAt, startAt, rules: berlin })).toBe(
    at('2026-11-05T10:01+01:00'),
  );
});

test('knows what is no time', () => {
  expect(readTime({ text: '', formerAt: at('2026-11-05T09:00Z'), rules: berlin })).toBeNull();
});
