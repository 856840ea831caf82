import { describe, expect, test } from 'vitest';
import { clock, seenIn, sliceOf } from './history.fixture.ts';
import type { Slice } from './slice.ts';
import {
  commandWindow,
  editWindow,
  fillWindow,
  joinWindow,
  modeWindow,
  undoWindows,
} from './window.ts';

const slice = (id: string, from: string, until: string | null) =>
  sliceOf({ id, startAt: clock(from), endAt: until === null ? null : clock(until) });
const slices = [
  slice('a', '09:00', '09:10'),
  slice('b', '09:10', '09:10:00.300'),
  slice('c', '09:20', '09:30'),
  slice('d', '09:30', '09:40'),
  slice('e', '09:40', '09:50'),
  slice('f', '10:00', null),
];
const history = new Map(slices.map((one) => [one.id, one]));
const seen = (window: { startAt: number; endAt: number }) =>
  seenIn(history, 'PRIMARY', window)
    .map((one) => one.id)
    .join('');

describe('the window', () => {
  test.each<{ reason: string; at: string | null; now: string; ids: string }>([
    {
      reason: 'of a tap in time holds its slice, the next and the running one',
      at: '09:25',
      now: '11:00',
      ids: 'cdf',
    },
    {
      reason: 'of a tap holds what starts in its second',
      at: '09:10:00.900',
      now: '11:00',
      ids: 'abcf',
    },
    { reason: 'of a live command is what runs', at: null, now: '11:00', ids: 'f' },
    {
      reason: 'of a live command holds all ahead of a clock that stepped back',
      at: null,
      now: '09:35',
      ids: 'def',
    },
  ])('$reason', ({ at, now, ids }) => {
    const when =
      at === null ? ({ kind: 'now' } as const) : ({ kind: 'at', at: clock(at) } as const);
    expect(seen(commandWindow('PRIMARY', when, clock(now)))).toBe(ids);
  });

  test('of a live command outside PRIMARY holds all ahead of a clock that stepped back', () => {
    expect(seen(commandWindow('SOCIAL', { kind: 'now' }, clock('09:35')))).toBe('def');
  });

  test('of a tap outside PRIMARY holds what starts at its instant, and the next', () => {
    const when = { kind: 'at', at: clock('09:20') } as const;
    expect(seen(commandWindow('SOCIAL', when, clock('11:00')))).toBe('cdf');
  });

  test('of a tap outside PRIMARY is its instant, however much starts in its second', () => {
    const when = { kind: 'at', at: clock('09:10:00.300') } as const;
    expect(seen(commandWindow('SOCIAL', when, clock('11:00')))).toBe('bcf');
  });

  test.each<{ reason: string; fields: Partial<Slice>; ids: string }>([
    { reason: 'what it runs over', fields: { endAt: clock('09:45') }, ids: 'cdef' },
    {
      reason: 'what it is moved to',
      fields: { startAt: clock('09:05'), endAt: clock('09:09') },
      ids: 'abf',
    },
    { reason: 'all that follows, when it reopens', fields: { endAt: null }, ids: 'cdef' },
  ])('of an edit holds $reason', ({ fields, ids }) => {
    expect(seen(editWindow(slice('c', '09:20', '09:30'), fields))).toBe(ids);
  });

  test('of a join reaches from the first start to the last end', () => {
    const joined = [slice('x', '09:20', '09:30'), slice('y', '09:05', '09:09')];
    expect(joinWindow(joined)).toEqual({ startAt: clock('09:05'), endAt: clock('09:30:01') });
  });

  test('of a join with what runs holds all that follows', () => {
    expect(seen(joinWindow([slice('x', '09:20', '09:30'), slice('f', '09:50', null)]))).toBe(
      'cdef',
    );
  });

  test.each([
    { reason: 'the slice before the range', previous: '08:30', startAt: '08:30' },
    { reason: 'no more than the range where nothing is before', previous: null, startAt: '09:00' },
    { reason: 'the range where the slice begins inside', previous: '09:10', startAt: '09:00' },
  ])('of a fill holds $reason', ({ previous, startAt }) => {
    const range = { startAt: clock('09:00'), endAt: clock('10:00') };
    const window = fillWindow(range, previous === null ? null : clock(previous));
    expect(window).toEqual({ startAt: clock(startAt), endAt: clock('10:00:01') });
  });

  test('of resuming reaches from ten seconds before the end past it', () => {
    expect(modeWindow(slice('c', '09:20', '09:30'))).toEqual({
      startAt: clock('09:29:50'),
      endAt: clock('09:30:00.001'),
    });
  });

  test('of an undo holds what each row was', () => {
    const windows = undoWindows([
      { kind: 'delete', before: slice('x', '09:12', '09:25') },
      { kind: 'insert', after: slice('y', '09:41', '09:42') },
      {
        kind: 'update',
        before: slice('z', '09:35', '09:36'),
        after: slice('z', '08:00', '08:10'),
      },
    ]);
    expect(windows.map((window) => `${window.dimension} ${seen(window)}`)).toEqual([
      'PRIMARY cdf',
      'PRIMARY def',
    ]);
  });
});
