import { describe, expect, test } from 'vitest';
import type { When } from '../time/at.ts';
import { clock, sliceOf } from './history.fixture.ts';
import { previousWork } from './previous.ts';
import type { Slice } from './slice.ts';

const live: When = { kind: 'now' };
const slice = (id: string, start: string, end: string | null, fields: Partial<Slice> = {}) =>
  sliceOf({
    id,
    categoryId: id,
    startAt: clock(start),
    endAt: end === null ? null : clock(end),
    ...fields,
  });

const coding = slice('coding', '09:00', '10:00');
const mail = slice('mail', '10:00', '11:00');
const call = slice('call', '11:00', null);
const again = slice('again', '11:30', '11:40', { categoryId: 'mail' });

describe('what ran before', () => {
  test.each<{ reason: string; newestFirst: Slice[]; at?: When; id: string | undefined }>([
    { reason: 'is what the running one ended', newestFirst: [call, mail, coding], id: 'mail' },
    { reason: 'is the last one while nothing runs', newestFirst: [mail, coding], id: 'mail' },
    {
      reason: 'is never the same work',
      newestFirst: [{ ...again, endAt: null }, mail, coding],
      id: 'coding',
    },
    {
      reason: 'goes by the instant of the tap',
      newestFirst: [mail, coding],
      at: { kind: 'at', at: clock('10:30') },
      id: 'coding',
    },
    {
      reason: 'is no sleep',
      newestFirst: [slice('sleep', '11:00', '11:30', { source: 'HEALTH' }), mail],
      id: 'mail',
    },
    {
      reason: 'is nothing that was imported from a file',
      newestFirst: [slice('file', '11:00', '11:30', { source: 'IMPORT' }), mail],
      id: 'mail',
    },
    {
      reason: 'is nothing that was tracked in Toggl by hand',
      newestFirst: [slice('timery', '11:00', '11:30', { source: 'TIMERY' }), mail],
      id: 'mail',
    },
    { reason: 'is nothing on the first day', newestFirst: [call], id: undefined },
  ])('$reason', ({ newestFirst, at = live, id }) => {
    expect(previousWork(newestFirst, at)?.id).toBe(id);
  });

  test('tells two tasks of one category apart', () => {
    const one = slice('one', '09:00', '10:00', { categoryId: 'work', linkedTaskId: 't1' });
    const two = slice('two', '10:00', null, { categoryId: 'work', linkedTaskId: 't2' });
    expect(previousWork([two, one], live)?.id).toBe('one');
  });
});
