import { expect, it } from 'vitest';
import { decideMerge } from './merge.ts';
import type { Slice } from './slice.ts';

const slice: Slice = {
  id: 's1',
  dimension: 'PRIMARY',
  categoryId: 'from',
  startAt: 0,
  endAt: 1000,
  source: 'API',
  isLocked: false,
  linkedTaskId: 't1',
  note: 'a note',
  originEntryId: null,
  createdAt: 0,
  updatedAt: 0,
};
const to = { intoId: 'into', now: 5000 };

it('moves every slice to the other category and changes nothing else of it', () => {
  const other = { ...slice, id: 's2', startAt: 1000, endAt: null, source: 'TIMERY' as const };
  expect(decideMerge([slice, other], to)).toEqual({
    kind: 'changed',
    changes: [slice, other].map((before) => ({
      kind: 'update',
      before,
      after: { ...before, categoryId: 'into', updatedAt: 5000 },
    })),
  });
});

it('refuses all of it where one slice is locked', () => {
  const decision = decideMerge([slice, { ...slice, id: 's2', isLocked: true }], to);
  expect(decision).toMatchObject({
    kind: 'refused',
    refusal: { code: 'slice_locked', details: { sliceIds: ['s2'] } },
  });
});

it('changes nothing where there is nothing', () => {
  expect(decideMerge([], to)).toEqual({ kind: 'changed', changes: [] });
});
