import { expect, test } from 'vitest';
import { sliceOf } from './history.fixture.ts';
import { decideDelete } from './remove.ts';

test('deletes a slice, a running one too', () => {
  const before = sliceOf({ endAt: null });
  expect(decideDelete(before)).toEqual({
    kind: 'changed',
    slice: before,
    changes: [{ kind: 'delete', before }],
  });
});

test('does not delete a locked slice', () => {
  expect(decideDelete(sliceOf({ isLocked: true }))).toMatchObject({
    refusal: { code: 'slice_locked', details: { sliceIds: ['a'] } },
  });
});
