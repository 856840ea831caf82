import { expect, test } from 'vitest';
import { movedBy } from './listOrder.ts';

const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test.each([
  { reason: 'up changes places with the one before', id: 'b', direction: 'up', order: 'bac' },
  { reason: 'down changes places with the one after', id: 'b', direction: 'down', order: 'acb' },
  { reason: 'the first stays first', id: 'a', direction: 'up', order: 'abc' },
  { reason: 'the last stays last', id: 'c', direction: 'down', order: 'abc' },
  { reason: 'what is not shown moves nothing', id: 'x', direction: 'down', order: 'abc' },
] as const)('$reason', ({ id, direction, order }) => {
  expect(
    movedBy(items, id, direction)
      .map((item) => item.id)
      .join(''),
  ).toBe(order);
});
