/**
 * Which block draws which slice of a lane. Within a day a block stays with its slice, and the
 * focus with the block. Another day takes the blocks over in their order: changing hundreds of
 * elements costs less than making them.
 *
 *     Monday               [a 0] [b 1] [c 2]
 *     b gone, d between    [a 0] [d 3] [c 2]
 *     Tuesday              [e 0] [f 1] [g 2]
 *
 * Invariant: within a day no block passes from one slice to another, so that a key that is pressed
 * never meets another slice than the one that was looked at.
 */
type BlockKeys = Readonly<{ dayStartAt: number; bySlice: ReadonlyMap<string, number> }>;

type Drawn = Readonly<{ dayStartAt: number; sliceIds: readonly string[] }>;

export function blockKeysOf({ dayStartAt, sliceIds }: Drawn): BlockKeys {
  return { dayStartAt, bySlice: new Map(sliceIds.map((id, index) => [id, index])) };
}

export function nextBlockKeys(known: BlockKeys, drawn: Drawn): BlockKeys {
  if (known.dayStartAt !== drawn.dayStartAt) return blockKeysOf(drawn);
  let free = Math.max(-1, ...known.bySlice.values()) + 1;
  const keyed = drawn.sliceIds.map((id) => [id, known.bySlice.get(id) ?? free++] as const);
  return { dayStartAt: drawn.dayStartAt, bySlice: new Map(keyed) };
}
