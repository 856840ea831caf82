import { describe, expect, it } from 'vitest';
import { parseInstant } from '../time/instant.ts';
import { refusedSample } from './refusedSample.ts';

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const rules = { timeZone: 'Europe/Berlin', dayStartMinutes: 240 };
const telling = { date: '2026-12-10', rules, now: at('2027-01-31T12:00Z') };

function told(start: string, end: string) {
  const range = { startAt: at(start), endAt: at(end) };
  const rest = { key: '1', sourceName: null, stage: null, note: null };
  return refusedSample([{ kind: 'workout', ...range, ...rest }], telling);
}

describe('a sample', () => {
  it.each([
    { reason: 'of that day', start: '2026-12-10T08:00Z', end: '2026-12-10T09:00Z' },
    { reason: 'of the night after', start: '2026-12-10T22:00Z', end: '2026-12-11T06:00Z' },
    {
      reason: 'that reaches into the day a month before',
      start: '2026-11-09T00:00+01:00',
      end: '2026-11-09T04:01+01:00',
    },
    {
      reason: 'that begins as the day a month after ends',
      start: '2027-01-11T03:59+01:00',
      end: '2027-01-11T05:00+01:00',
    },
    { reason: 'of a whole day', start: '2026-12-09T08:00Z', end: '2026-12-10T08:00Z' },
  ])('$reason is taken', ({ start, end }) => {
    expect(told(start, end)).toBeNull();
  });

  it.each([
    {
      reason: 'that ends before the day a month before begins',
      start: '2026-11-09T00:00+01:00',
      end: '2026-11-09T04:00+01:00',
      code: 'sample_far_away',
    },
    {
      reason: 'that begins after the day a month after',
      start: '2027-01-11T04:00+01:00',
      end: '2027-01-11T05:00+01:00',
      code: 'sample_far_away',
    },
    {
      reason: 'of 1970, where a program began to count',
      start: '1970-01-01T00:00Z',
      end: '1970-01-01T08:00Z',
      code: 'sample_far_away',
    },
    {
      reason: 'longer than a day',
      start: '2026-12-09T08:00Z',
      end: '2026-12-10T08:00:00.001Z',
      code: 'sample_too_long',
    },
    {
      reason: 'that ends as it starts',
      start: '2026-12-10T08:00Z',
      end: '2026-12-10T08:00Z',
      code: 'ends_before_start',
    },
    {
      reason: 'of more than a minute ahead',
      start: '2027-01-31T11:00Z',
      end: '2027-01-31T12:01:00.001Z',
      code: 'at_in_future',
    },
  ])('$reason is refused by its times', ({ start, end, code }) => {
    const refusal = told(start, end);
    expect(refusal?.code).toBe(code);
    const [from, to] = [start, end].map((text) => new Date(at(text)).toISOString());
    expect(refusal?.message).toContain(`The workout from ${from} to ${to} `);
  });
});
