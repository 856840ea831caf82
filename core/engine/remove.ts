/** The rule of deleting: any slice may go, a running one too, except a locked one. */
import { refusedByLock } from './changes.ts';
import type { Decision } from './decision.ts';
import type { Slice } from './slice.ts';

export function decideDelete(slice: Slice): Decision {
  if (slice.isLocked) return refusedByLock([slice]);
  return { kind: 'changed', slice, changes: [{ kind: 'delete', before: slice }] };
}
