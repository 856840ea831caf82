import { expect, test } from 'vitest';
import { isLaterEvent } from './eventOrder.ts';

const runs = { modifiedAt: 5000, stopSecond: null, deletedAt: null };
const stopped = { ...runs, stopSecond: 4 };
const deleted = { ...runs, deletedAt: 5000 };
const deletedStopped = { ...stopped, deletedAt: 5000 };

test.each([
  { event: { ...runs, modifiedAt: 6000 }, known: deletedStopped, isLater: true, reason: 'newer' },
  { event: { ...deleted, modifiedAt: 4000 }, known: runs, isLater: false, reason: 'older' },
  { event: stopped, known: runs, isLater: true, reason: 'stopped in the same second' },
  { event: runs, known: stopped, isLater: false, reason: 'it ran before it was stopped' },
  { event: stopped, known: stopped, isLater: false, reason: 'the same' },
  { event: deleted, known: stopped, isLater: true, reason: 'deleted in the same second' },
  { event: deletedStopped, known: deleted, isLater: false, reason: 'nothing follows a deletion' },
  { event: stopped, known: deleted, isLater: false, reason: 'a deletion is the end' },
])('whether an event is later: $reason', ({ event, known, isLater }) => {
  expect(isLaterEvent(event, known)).toBe(isLater);
});
