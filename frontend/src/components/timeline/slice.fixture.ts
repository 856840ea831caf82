/** Slices of one afternoon, written by their clocks in UTC. */
import type { Slice } from '../../server/slices.ts';

const noonAt = Date.parse('2026-11-05T12:00:00.000Z');

export function at(clock: string): number {
  return Date.parse(`2026-11-05T${clock}:00.000Z`);
}

export function slice(id: string, start: string, end: string | null, rest: Partial<Slice> = {}) {
  return {
    id,
    dimension: 'PRIMARY',
    category: 'Coding',
    categoryId: 'coding',
    start: new Date(at(start)).toISOString(),
    end: end === null ? null : new Date(at(end)).toISOString(),
    source: 'MANUAL',
    isLocked: false,
    linkedTaskId: null,
    togglEntryId: null,
    note: null,
    createdAt: new Date(noonAt).toISOString(),
    updatedAt: new Date(noonAt).toISOString(),
    ...rest,
  } satisfies Slice;
}
