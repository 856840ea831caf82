/**
 * Milliseconds become seconds once, from the top down: the total is rounded, and its seconds are
 * handed to its parts. Rounding each part for itself would show parts that add up to another
 * total.
 *
 * Invariant: the answered seconds add up to the total, each part is its own length rounded up or
 * down, and a part in whole seconds keeps them.
 */
export function handDown(totalSeconds: number, partsMs: readonly number[]): number[] {
  const seconds = partsMs.map((ms) => Math.floor(ms / 1000));
  const missing = totalSeconds - seconds.reduce((sum, part) => sum + part, 0);
  if (missing === 0) return seconds;
  const byLoss = partsMs
    .map((ms, index) => ({ index, lostMs: ms % 1000 }))
    .sort((a, b) => b.lostMs - a.lostMs);
  const topped = new Set(byLoss.slice(0, missing).map(({ index }) => index));
  return seconds.map((part, index) => (topped.has(index) ? part + 1 : part));
}
