import { expect, test } from 'vitest';
import { clock, sliceOf } from '../engine/history.fixture.ts';
import type { Slice } from '../engine/slice.ts';
import type { Accepted } from './accepted.ts';
import { findGaps } from './gaps.ts';

const range = { startAt: clock('00:00'), endAt: clock('18:00') };

const slice = (start: string, end: string | null, fields: Partial<Slice> = {}) =>
  sliceOf({
    id: start,
    startAt: clock(start),
    endAt: end === null ? null : clock(end),
    ...fields,
  });

const mail = { categoryId: 'mail' };
const imported = [slice('10:30', '11:00', { source: 'TIMERY', ...mail })];
const left: Accepted = { sliceId: null, startAt: clock('10:00'), endAt: clock('11:00') };

test.each([
  {
    reason: 'free time between two slices, the same before and after',
    timeline: [slice('09:00', '10:00'), slice('11:00', null)],
    gaps: ['10:00-11:00 previous'],
  },
  {
    reason: 'what differs on both sides is nobody’s to invent',
    timeline: [slice('09:00', '10:00'), slice('11:00', '12:00', mail)],
    gaps: ['10:00-11:00 leave'],
  },
  {
    reason: 'not before the first nor after the last',
    timeline: [slice('09:00', '10:00')],
    gaps: [],
  },
  {
    reason: 'not where it is short',
    timeline: [slice('09:00', '10:00'), slice('10:04', '11:00')],
    gaps: [],
  },
  {
    reason: 'what Toggl told of is not free, and not copied',
    timeline: [slice('09:00', '10:00'), slice('11:30', '12:00')],
    imported,
    gaps: ['10:00-10:30 leave', '11:00-11:30 leave'],
  },
  {
    reason: 'nor where it is the same as what comes after it',
    timeline: [slice('11:30', '12:00', mail)],
    imported,
    gaps: ['11:00-11:30 leave'],
  },
  {
    reason: 'not again where it was left free, but for what was added since',
    timeline: [slice('09:00', '10:00'), slice('11:10', '12:00', mail)],
    accepted: [left],
    gaps: ['11:00-11:10 leave'],
  },
  { reason: 'none on a day without anything', timeline: [], gaps: [] },
])('$reason', ({ timeline, imported: told = [], accepted = [], gaps }) => {
  const found = findGaps(range, { timeline, imported: told, accepted });
  const text = (at: number) => new Date(at).toISOString().slice(11, 16);
  expect(found.map((gap) => `${text(gap.startAt)}-${text(gap.endAt)} ${gap.proposed}`)).toEqual(
    gaps,
  );
});
