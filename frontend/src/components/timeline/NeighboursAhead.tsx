/** Reads the periods before and after the one that is shown. Draws nothing. */
import { useDeferredValue } from 'react';
import { useSlicesAround } from '../../server/slices.ts';

type NeighboursAheadProps = Readonly<{ from: string; days: number }>;

/** Deferred: the frame that somebody waits for comes first. */
export function NeighboursAhead({ from, days }: NeighboursAheadProps) {
  useSlicesAround(useDeferredValue(from), days);
  return null;
}
