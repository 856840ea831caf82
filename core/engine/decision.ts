import type { Refusal } from '../refusal.ts';
import type { Slice, SliceChange } from './slice.ts';

/**
 * What a rule answers. `changes` stand in the order in which they can be written one by one
 * without breaking a unique index on the way: deletes, then updates that close or shorten, then
 * the other updates, then inserts. `slice` is the one the caller is answered with.
 */
export type Decision =
  | Readonly<{ kind: 'changed'; slice: Slice; changes: readonly SliceChange[] }>
  | Readonly<{ kind: 'unchanged'; slice: Slice }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

/** What a rule answers that makes or takes back many slices at once. */
export type ManyDecision =
  | Readonly<{ kind: 'changed'; changes: readonly SliceChange[] }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;
