/** A day of four slices, for the rules of commands over the past, and how it looks after them. */
import { clock, idsFrom, sliceOf, told, write } from './history.fixture.ts';
import type { Slice, SliceChange } from './slice.ts';

export const now = clock('12:00');
export const context = () => ({ now, newId: idsFrom('new') });
export const coding = sliceOf({ note: 'parser', linkedTaskId: 'task' });
export const mail = sliceOf({
  id: 'm',
  categoryId: 'mail',
  startAt: clock('10:00'),
  endAt: clock('10:30'),
});
export const more = sliceOf({
  id: 'c',
  startAt: clock('11:00'),
  endAt: clock('11:15'),
  note: 'tests',
});
export const running = sliceOf({ id: 'r', startAt: clock('11:30'), endAt: null });
export const day = [coding, mail, more, running];

type Answer = Readonly<{
  kind: string;
  changes?: readonly SliceChange[];
  refusal?: Readonly<{ code: string }>;
}>;

/** The day after the decision, or why it was refused. */
export function outcome(
  timeline: readonly Slice[],
  { kind, changes = [], refusal }: Answer,
): string {
  if (refusal !== undefined) return refusal.code;
  if (kind === 'unchanged') return kind;
  return told(write(new Map(timeline.map((slice) => [slice.id, slice])), changes).values());
}
