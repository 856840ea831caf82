/** What somebody here started, so that it can be gone back to, and when two slices are the same. */
import type { Slice } from './slice.ts';

/** What a sensor, a file or Toggl told of, nobody here has begun or can have forgotten. */
export function isWork({ source }: Pick<Slice, 'source'>): boolean {
  return source !== 'HEALTH' && source !== 'IMPORT' && source !== 'TIMERY';
}

type Work = Pick<Slice, 'categoryId' | 'linkedTaskId'>;

export function isSameWork(a: Work, b: Work): boolean {
  return a.categoryId === b.categoryId && a.linkedTaskId === b.linkedTaskId;
}
