import { describe, expect, test } from 'vitest';
import { floorSecond, formatInstant, parseInstant } from './instant.ts';

describe('reading an instant', () => {
  test.each([
    { text: '2026-11-05T09:30:00Z', same: '2026-11-05T09:30:00.000Z' },
    { text: '2026-11-05T09:30Z', same: '2026-11-05T09:30:00.000Z' },
    { text: '2026-11-05T09:30:15.2Z', same: '2026-11-05T09:30:15.200Z' },
    { text: '2026-11-05T09:30:15.123987654Z', same: '2026-11-05T09:30:15.123Z' },
    { text: '2026-11-05T09:30:00+02:00', same: '2026-11-05T07:30:00.000Z' },
    { text: '2026-11-05T09:30:00+0000', same: '2026-11-05T09:30:00.000Z' },
    { text: '2026-11-05T09:30:00-0530', same: '2026-11-05T15:00:00.000Z' },
    { text: '2026-11-05T09:30:00+01', same: '2026-11-05T08:30:00.000Z' },
    { text: '2026-01-01T00:30:00+01:00', same: '2025-12-31T23:30:00.000Z' },
    { text: '2028-02-29T00:00:00Z', same: '2028-02-29T00:00:00.000Z' },
    { text: '1969-12-31T23:59:59.999Z', same: '1969-12-31T23:59:59.999Z' },
  ])('takes $text', ({ text, same }) => {
    const at = parseInstant(text);
    expect(at === null ? null : formatInstant(at)).toBe(same);
  });

  test.each([
    { reason: 'no offset', text: '2026-11-05T09:30:00' },
    { reason: 'a date alone', text: '2026-11-05' },
    { reason: 'a day that does not exist', text: '2026-02-29T09:30:00Z' },
    { reason: 'a month that does not exist', text: '2026-13-01T09:30:00Z' },
    { reason: 'day zero', text: '2026-11-00T09:30:00Z' },
    { reason: 'hour 24', text: '2026-11-05T24:00:00Z' },
    { reason: 'minute 60', text: '2026-11-05T09:60:00Z' },
    { reason: 'second 60', text: '2026-11-05T09:30:60Z' },
    { reason: 'an offset beyond a day', text: '2026-11-05T09:30:00+24:00' },
    { reason: 'a point without a fraction', text: '2026-11-05T09:30:00.Z' },
    { reason: 'blanks around it', text: ' 2026-11-05T09:30:00Z' },
    { reason: 'a line behind it', text: '2026-11-05T09:30:00Z\n' },
    { reason: 'a blank for the T', text: '2026-11-05 09:30:00Z' },
    { reason: 'a plus that a URL turned into a blank', text: '2026-11-05T09:30:00 02:00' },
    { reason: 'a year of two digits', text: '0026-11-05T09:30:00Z' },
    { reason: 'a year that is a typing error', text: '1026-11-05T09:30:00Z' },
    { reason: 'an instant past the years of four digits', text: '9999-12-31T23:59:00-23:59' },
    {
      reason: 'the last year of four digits: what lies around it has five',
      text: '9999-01-01T00:00:00Z',
    },
    { reason: 'a number', text: '1793871000' },
    { reason: 'nothing', text: '' },
  ])('refuses $reason', ({ text }) => {
    expect(parseInstant(text)).toBeNull();
  });
});

test.each([
  { reason: 'the start of a second', at: 5000, second: 5 },
  { reason: 'the end of a second', at: 5999, second: 5 },
  { reason: 'before 1970', at: -1, second: -1 },
])('$reason lies in second $second', ({ at, second }) => {
  expect(floorSecond(at)).toBe(second);
});
