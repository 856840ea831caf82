import { expect, test } from 'vitest';
import { planOf, scheduleOf } from './planTimes.ts';

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
  expect(scheduleOf(plan, zone)).toEqual(schedule);
  expect(planOf(schedule, zone)).toEqual(plan);
});
