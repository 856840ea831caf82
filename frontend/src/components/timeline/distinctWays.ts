/**
 * Ways out that lead to the same are one choice: where a slice is only cut at one side, trimming,
 * splitting and replacing are alike, and the mildest of them is offered.
 */
type Offered = Readonly<{ preview: Readonly<{ data: object | undefined }> }>;

/** In the given order, mildest first. */
export function distinctWays<Way extends Offered>(ways: readonly Way[]): Way[] {
  const seen = new Set<string>();
  return ways.filter(({ preview: { data } }) => {
    if (data === undefined) return true;
    const outcome = JSON.stringify(data);
    const isNew = !seen.has(outcome);
    seen.add(outcome);
    return isNew;
  });
}
