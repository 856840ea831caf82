import { expect, test } from 'vitest';
import { planOf, readPlan } from './planTimes.ts';

const zone = 'Europe/Berlin';

test.each([
  {
    reason: 'times are read in the zone of the account',
    plan: { day: '2026-11-05', from: '14:00', until: '15:30' },
    schedule: { start: '2026-11-05T13:00:00.000Z', end: '2026-11-05T14:30:00.000Z' },
  },
  {
    reason: 'an end before its start is of the next day',
    plan: { day: '2026-11-05', from: '23:00', until: '00:30' },
    schedule: { start: '2026-11-05T22:00:00.000Z', end: '2026-11-05T23:30:00.000Z' },
  },
  {
    reason: 'the night in which the clocks go forward has 23 hours',
    plan: { day: '2026-03-28', from: '23:00', until: '22:00' },
    schedule: { start: '2026-03-28T22:00:00.000Z', end: '2026-03-29T20:00:00.000Z' },
  },
  {
    reason: 'the night in which they go back has 25',
    plan: { day: '2026-10-24', from: '23:00', until: '07:00' },
    schedule: { start: '2026-10-24T21:00:00.000Z', end: '2026-10-25T06:00:00.000Z' },
  },
  {
    reason: 'without times it is some time of the day',
    plan: { day: '2026-11-05', from: '', until: '' },
    schedule: { day: '2026-11-05' },
  },
  {
    reason: 'without a day there is no plan',
    plan: { day: '', from: '', until: '' },
    schedule: null,
  },
])('$reason, and is shown again as it was typed', ({ plan, schedule }) => {
  expect(readPlan(plan, zone)).toEqual({ kind: 'plan', schedule });
  expect(planOf(schedule, zone)).toEqual(plan);
});

test.each([
  { field: 'until', plan: { day: '2026-11-05', from: '14:00', until: '' } },
  { field: 'from', plan: { day: '2026-11-05', from: '', until: '15:30' } },
])('a plan with half of its times names the other: $field', ({ field, plan }) => {
  expect(readPlan(plan, zone)).toMatchObject({ kind: 'wrong', field });
});
