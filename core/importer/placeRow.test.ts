/** A slice of a file among those that are there; the same twice changes nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clock, idsFrom, sliceOf, told, write } from '../engine/history.fixture.ts';
import type { Slice } from '../engine/slice.ts';
import type { FileSlice } from './fileRow.ts';
import { type ImportOverlap, placeRow } from './placeRow.ts';

const there = [
  sliceOf({ id: 'a', startAt: clock('09:00'), endAt: clock('10:00') }),
  sliceOf({ id: 'b', categoryId: 'mail', startAt: clock('11:00'), endAt: clock('12:00') }),
];
const row = (start: string, end: string): FileSlice => ({
  dimension: 'PRIMARY',
  category: 'Reading',
  startAt: clock(start),
  endAt: clock(end),
  note: null,
  isLocked: false,
  linkedTaskId: null,
});

const place = (
  timeline: readonly Slice[],
  file: FileSlice,
  onOverlap: ImportOverlap,
  imported: readonly Slice[] = [],
) => {
  const context = { now: clock('20:00'), newId: idsFrom('new'), categoryId: 'reading' };
  return placeRow(timeline, file, { ...context, onOverlap, imported });
};

describe('a slice of a file', () => {
  const rows: {
    reason: string;
    file: FileSlice;
    onOverlap: ImportOverlap;
    kind: string;
    result: string;
  }[] = [
    {
      reason: 'is taken as it stands where nothing is',
      file: row('10:00', '11:00'),
      onOverlap: 'skip',
      kind: 'inserted',
      result: 'coding 09:00-10:00 | reading 10:00-11:00 | mail 11:00-12:00',
    },
    {
      reason: 'is cut around what is there',
      file: row('08:00', '13:00'),
      onOverlap: 'trim',
      kind: 'cut',
      result:
        'reading 08:00-09:00 | coding 09:00-10:00 | reading 10:00-11:00 | mail 11:00-12:00 | ' +
        'reading 12:00-13:00',
    },
    {
      reason: 'is left out where nothing is free of it',
      file: row('09:10', '09:20'),
      onOverlap: 'trim',
      kind: 'overlap',
      result: 'coding 09:00-10:00 | mail 11:00-12:00',
    },
    {
      reason: 'is left out whole when told to skip',
      file: row('08:00', '09:30'),
      onOverlap: 'skip',
      kind: 'overlap',
      result: 'coding 09:00-10:00 | mail 11:00-12:00',
    },
    {
      reason: 'takes the place of what is there when told to',
      file: row('09:30', '13:00'),
      onOverlap: 'replace',
      kind: 'inserted',
      result: 'coding 09:00-09:30 | reading 09:30-13:00',
    },
  ];
  test.each(rows)('$reason', ({ file, onOverlap, kind, result }) => {
    const placed = place(there, file, onOverlap);
    expect(placed.kind).toBe(kind);
    const changes = 'changes' in placed ? placed.changes : [];
    const before = new Map(there.map((slice) => [slice.id, slice]));
    expect(told(write(before, changes).values())).toBe(result);
  });

  test('never replaces what is locked', () => {
    const locked = there.map((slice) => ({ ...slice, isLocked: true }));
    expect(place(locked, row('09:30', '10:30'), 'replace')).toEqual({
      kind: 'locked',
      sliceIds: ['a'],
    });
  });

  test.each([
    { reason: 'ours, though it begins within the second', source: 'MANUAL' as const, ms: 250 },
    { reason: 'imported from Toggl', source: 'TIMERY' as const, ms: 0 },
  ])('is known when it is there: $reason', ({ source, ms }) => {
    const startAt = clock('14:00') + ms;
    const same = sliceOf({ categoryId: 'reading', startAt, endAt: clock('15:00'), source });
    const isOurs = source === 'MANUAL';
    const found = place(
      isOurs ? [same] : [],
      row('14:00', '15:00'),
      'replace',
      isOurs ? [] : [same],
    );
    expect(found.kind).toBe('present');
  });

  test('changes nothing the second time, however it was cut, and never overlaps', () => {
    const quarter = fc.nat(60).map((n) => clock('09:00') + n * 250);
    const range = fc.tuple(quarter, quarter).map(([a, b]) => ({
      startAt: Math.min(a, b),
      endAt: Math.max(a, b),
    }));
    const way = fc.constantFrom<ImportOverlap>('trim', 'skip', 'replace');
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 12 }), way, (ranges, onOverlap) => {
        const newId = idsFrom('s');
        const take = (history: ReadonlyMap<string, Slice>, given: (typeof ranges)[number]) => {
          const timeline = [...history.values()].sort((a, b) => a.startAt - b.startAt);
          const file = { ...row('09:00', '10:00'), ...given };
          const context = { now: clock('20:00'), newId, categoryId: 'reading', imported: [] };
          const placed = placeRow(timeline, file, { ...context, onOverlap });
          return 'changes' in placed ? write(history, placed.changes) : history;
        };
        const once = ranges.reduce(take, new Map<string, Slice>());
        if (onOverlap !== 'replace') expect(ranges.reduce(take, once)).toEqual(once);
        const sorted = [...once.values()].sort((a, b) => a.startAt - b.startAt);
        for (const [i, slice] of sorted.entries()) {
          expect(slice.endAt).toBeLessThanOrEqual(sorted[i + 1]?.startAt ?? clock('20:00'));
        }
      }),
      { numRuns: 300 },
    );
  });
});
