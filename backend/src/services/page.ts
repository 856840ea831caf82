/** A page of a list, read with one row more than asked: that tells whether another follows. */
type Page<Row> = Readonly<{
  shown: readonly Row[];
  /** Of those shown, where the next page goes on; null when this is the last. */
  last: Row | null;
}>;

export function rowsToRead(limit: number): number {
  return limit + 1;
}

export function pageOf<Row>(found: readonly Row[], limit: number): Page<Row> {
  const shown = found.slice(0, limit);
  return { shown, last: found.length > limit ? (shown.at(-1) ?? null) : null };
}
