/** Slices that a caller named by their ids; all of them, or the refusal. */
import type { Slice } from '../../../../core/engine/slice.ts';
import { findSlices } from '../../store/slices.ts';
import { type Command, type Refused, refusedWith } from '../engineCommand.ts';

type Found = Readonly<{ kind: 'found'; slices: readonly Slice[] }>;

export async function findAll(
  { tx, caller }: Command,
  sliceIds: readonly string[],
): Promise<Found | Refused> {
  const ids = [...new Set(sliceIds)];
  const slices = await findSlices(tx, caller.accountId, ids);
  return slices.length === ids.length ? { kind: 'found', slices } : sliceNotFound;
}

export const sliceNotFound = refusedWith(
  'slice_not_found',
  'There is no such slice; it may have been deleted. List the slices to see what is there.',
);
