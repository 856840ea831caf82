/** How strongly a cell is tinted: five steps, so that neighbours can be told apart. */
const steps = 4;

/** 0 for nothing, up to 4 for the most. */
export function heatOf(value: number, most: number): number {
  return value <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil((value / most) * steps));
}
