/**
 * Which of two sights of an entry is the later one, where one of them is an event. Events tell
 * whole seconds: within one of them an entry only comes closer to its end.
 *
 *     in one second   Toggl stops it ─── we write its true end    the first, told last, is no news
 */
import type { ObservedEntry } from './entry.ts';

type Sight = Pick<ObservedEntry, 'modifiedAt' | 'stopSecond' | 'deletedAt'>;

export function isLaterEvent(event: Sight, known: Sight): boolean {
  if (event.modifiedAt !== known.modifiedAt) return event.modifiedAt > known.modifiedAt;
  return stageOf(event) > stageOf(known);
}

function stageOf({ stopSecond, deletedAt }: Sight): number {
  if (deletedAt !== null) return 2;
  return stopSecond === null ? 0 : 1;
}
