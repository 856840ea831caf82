import { describe, expect, test } from 'vitest';
import { dayRange } from '../../../../core/time/day.ts';
import { type Axis, heightOf, marksOf, msOfPixels, positionOf } from './axis.ts';

const hourMs = 3_600_000;
const berlin = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };

describe('the axis of a day', () => {
  const axis: Axis = { range: dayRange('2026-11-05', berlin), pixelsPerHour: 60 };

  test('puts an instant as far down as time has passed', () => {
    expect(positionOf(axis, axis.range.startAt + 2.5 * hourMs)).toBe(150);
    expect(heightOf(axis)).toBe(24 * 60);
  });

  test('reads pixels back into time', () => {
    expect(msOfPixels(axis, 90)).toBe(1.5 * hourMs);
  });
});

describe('the hours of a day', () => {
  const rows = [
    { date: '2026-11-05', hours: 24, changes: [], reason: 'an ordinary day' },
    { date: '2026-03-29', hours: 23, changes: [60], reason: '02:00 is left out in spring' },
    { date: '2026-10-25', hours: 25, changes: [-60], reason: '02:00 comes twice in autumn' },
  ];
  test.each(rows)('$date has $hours: $reason', ({ date, hours, changes }) => {
    const range = dayRange(date, berlin);
    const marks = marksOf(range, berlin.timeZone);
    expect(marks.hours).toHaveLength(hours);
    expect(marks.clockChanges.map(({ minutes }) => minutes)).toEqual(changes);
    expect(heightOf({ range, pixelsPerHour: 10 })).toBe(hours * 10);
  });

  test('says which hour is there for the second time', () => {
    const { hours } = marksOf(dayRange('2026-10-25', berlin), berlin.timeZone);
    expect(hours.filter(({ isRepeated }) => isRepeated).map(({ label }) => label)).toEqual([
      '02:00',
    ]);
  });

  test('begins with the start of the day that the account chose', () => {
    const rules = { ...berlin, dayStartMinutes: 240 };
    const { hours, clockChanges } = marksOf(dayRange('2026-11-05', rules), rules.timeZone);
    expect(hours[0]?.label).toBe('04:00');
    expect(clockChanges).toEqual([]);
  });

  test('lie between the quarters where a zone is half an hour beside UTC', () => {
    const rules = { timeZone: 'Asia/Kolkata', dayStartMinutes: 0 };
    const { hours } = marksOf(dayRange('2026-11-05', rules), rules.timeZone);
    expect(hours.map(({ label }) => label).slice(0, 2)).toEqual(['00:00', '01:00']);
  });
});
