/**
 * Takes back what was changed from here: one change that is named, or the last one, and pressed
 * again the one before. Taps that wait are changes as well, so they go first.
 */
import { type Api, bodyOf, isRefused } from './api.ts';
import type { Change, OwnChanges, UndoStep } from './ownChanges.ts';
import type { TapQueue } from './tapQueue.ts';

type UndoParts = Readonly<{
  api: Pick<Api, 'undo'>;
  taps: Pick<TapQueue, 'send' | 'waiting'>;
  changes: OwnChanges;
  newKey: () => string;
}>;

/** Its `changeIds` make it a change that can be taken back in turn. */
export type Undone = Readonly<{ say: string; changeIds: Change }>;

export async function undo(
  { api, taps, changes, newKey }: UndoParts,
  named: Change | undefined,
): Promise<Undone> {
  await taps.send();
  if (taps.waiting().length > 0) throw new Error(tapWaits);
  const change = named ?? (await changes.last());
  const steps: UndoStep[] = [];
  try {
    for (const body of bodiesOf(change)) steps.push(await bodyOf(api.undo(body, newKey())));
  } catch (error) {
    changes.undone(steps);
    if (isRefused(error)) changes.passOver(change ?? []);
    throw error;
  }
  const say = changes.undone(steps) === 'undone' ? 'Undone.' : 'Done again.';
  return { say, changeIds: steps.map(({ changeId }) => changeId) };
}

const tapWaits = 'Nothing was undone: a tap still waits to be sent. Undo again once it is.';

/** The last step of a change is taken back first. */
function bodiesOf(change: Change | undefined): readonly { changeId?: string }[] {
  return change === undefined ? [{}] : change.toReversed().map((changeId) => ({ changeId }));
}
