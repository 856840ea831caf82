/**
 * What changes of slices cost at Toggl, told before they are made: all of one slice travels in one
 * call, so it is a call for each entry that is then not as it should be.
 */
import { isPending } from './pending.ts';
import type { Item, Traits } from './world.ts';

/** `items` as they would be once the changes are made, with the slice that runs among them. */
export function callsToSettle(items: readonly Item[], traits: Traits): number {
  const pending = items.filter((item) => isPending(item, traits));
  const isFinishedMade = pending.some(
    ({ link, desired }) => link.entryId === null && isDone(desired),
  );
  return pending.length + (isFinishedMade && mayStopRunning(items, traits) ? 1 : 0);
}

function isDone(desired: Item['desired']): boolean {
  return desired !== null && desired.stopSecond !== null;
}

/** Then what runs is read once to see whether it still does, or set right (docs/toggl-notes.md). */
function mayStopRunning(items: readonly Item[], { finishedCreate }: Traits): boolean {
  if (finishedCreate === 'leaves-running') return false;
  return items.some(({ desired }) => desired?.stopSecond === null);
}
