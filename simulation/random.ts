/**
 * Chance that repeats: one seed gives one stream of draws, the same on every machine. Each part of
 * a world takes a stream of its own, so that a draw more in one part moves nothing in another.
 */
export type Random = Readonly<{
  /** From 0 up to 1. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** A key by its weight; at least one weight must be above zero. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** Another stream, told by its name. */
  fork(name: string): Random;
}>;

export function createRandom(seed: string): Random {
  const next = mulberry32(hash32(seed));
  return {
    next,
    chance: (probability) => next() < probability,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    weighted: (weights) => weightedKey(weights, next()),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

function weightedKey<Key extends string>(
  weights: Readonly<Record<Key, number>>,
  draw: number,
): Key {
  const entries = (Object.entries(weights) as [Key, number][]).filter(([, weight]) => weight > 0);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = draw * total;
  for (const [key, weight] of entries) {
    if (left < weight) return key;
    left -= weight;
  }
  throw new Error('No weight is above zero.');
}

/** FNV-1a: spreads seeds that differ in one digit. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
