/** The keys of the blocks of a lane, which follow what they were when it was last drawn. */
import { useState } from 'react';
import { blockKeysOf, nextBlockKeys } from './blockKeys.ts';
import type { Lane } from './placement.ts';

/** In the order in which they are drawn. */
export function useBlockKeys(lane: Lane, dayStartAt: number): ReadonlyMap<string, number> {
  const [known, setKnown] = useState(() => ({
    lane,
    keys: blockKeysOf(drawnIn(lane, dayStartAt)),
  }));
  if (known.lane === lane) return known.keys.bySlice;
  const keys = nextBlockKeys(known.keys, drawnIn(lane, dayStartAt));
  setKnown({ lane, keys });
  return keys.bySlice;
}

function drawnIn({ imported, own }: Lane, dayStartAt: number) {
  return { dayStartAt, sliceIds: [...imported, ...own].map(({ slice }) => slice.id) };
}
