/** A slice as it stands in the file: PRIMARY, Coding, an hour from the beginning. */
import type { StoredSlice } from '../observer.ts';
import { startAt } from './wire.fixture.ts';

export const hourMs = 3_600_000;

export function stored(changed: Partial<StoredSlice> = {}): StoredSlice {
  return {
    id: 'a',
    dimension: 'PRIMARY',
    categoryId: 'coding',
    category: 'Coding',
    projectId: 5,
    startAt,
    endAt: startAt + hourMs,
    source: 'API',
    isLocked: false,
    linkedTaskId: null,
    taskName: null,
    note: null,
    originEntryId: null,
    createdAt: startAt,
    updatedAt: startAt + hourMs,
    entryId: 1,
    ...changed,
  };
}
