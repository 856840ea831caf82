/**
 * Building the changes of a decision.
 *
 * Invariant: a row is never changed without its updatedAt, and changes are handed out in the
 * order in which they can be written one by one (see decision.ts).
 */
import type { Refusal } from '../refusal.ts';
import type { Slice, SliceChange } from './slice.ts';
import { spanOf } from './timeline.ts';

export type Context = Readonly<{ now: number; newId: () => string }>;

export type Insert = Extract<SliceChange, { kind: 'insert' }>;
type Update = Extract<SliceChange, { kind: 'update' }>;

type Editable = Partial<Omit<Slice, 'id' | 'dimension' | 'createdAt' | 'updatedAt'>>;

export function updated(before: Slice, fields: Editable, now: number): Update {
  return { kind: 'update', before, after: { ...before, ...fields, updatedAt: now } };
}

/** Whether two rows say the same; when they were last touched is not part of what they say. */
export function saysTheSame(a: Slice, b: Slice): boolean {
  const keys = Object.keys(a) as (keyof Slice)[];
  return keys.every((key) => key === 'updatedAt' || a[key] === b[key]);
}

/** Deletes, updates that only give time back, the other updates, inserts. */
export function inWritableOrder(changes: readonly SliceChange[]): SliceChange[] {
  return changes.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf(change: SliceChange): number {
  if (change.kind === 'delete') return 0;
  if (change.kind === 'insert') return 3;
  const before = spanOf(change.before);
  const after = spanOf(change.after);
  return before.startAt <= after.startAt && after.endAt <= before.endAt ? 1 : 2;
}

/** Imported history follows its entry: to make two slices of it, or one of two, is not ours. */
export function refusedAsImported() {
  return refused(
    'imported_slice',
    'Imported history follows its entry in Toggl. Change it there, and import again.',
  );
}

export function refused(
  code: Refusal['code'],
  message: string,
  details?: Refusal['details'],
): Readonly<{ kind: 'refused'; refusal: Refusal }> {
  return { kind: 'refused', refusal: details ? { code, message, details } : { code, message } };
}

/** Locks are kept by refusing the whole command: half of it done would be a third history. */
export function refusedByLock(locked: readonly Slice[]) {
  const [subject, verb, object] =
    locked.length === 1 ? ['A slice', 'is', 'it'] : [`${locked.length} slices`, 'are', 'them'];
  return refused(
    'slice_locked',
    `${subject} that this would change ${verb} locked. Unlock ${object} first, ` +
      'or choose another time.',
    { sliceIds: locked.map((slice) => slice.id) },
  );
}
