/**
 * Which modes bear on which slice: those that touch it. The tag of its entry is one of these, and
 * a change of any of them makes it wait. Slices that lie near each other are asked for together,
 * so that one from last year does not have a year of modes read.
 */
type Span = Readonly<{ startAt: number; endAt: number | null }>;

const stretchGapMs = 3_600_000;

/**
 * What of the modes is to be read for slices that come in the order of their starts.
 *
 *   slices      [──)[───)                        [──)  [── runs
 *   stretches   ├───────┤                        ├─────────────▶
 */
export function stretchesOf(slices: readonly Span[]): readonly Span[] {
  const stretches: Span[] = [];
  for (const { startAt, endAt } of slices) {
    const last = stretches.at(-1);
    if (last === undefined || !isNear(startAt, last)) stretches.push({ startAt, endAt });
    else stretches.splice(-1, 1, { startAt: last.startAt, endAt: later(last.endAt, endAt) });
  }
  return stretches;
}

function isNear(startAt: number, { endAt }: Span): boolean {
  return endAt === null || startAt - endAt <= stretchGapMs;
}

function later(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.max(left, right);
}

/**
 * One that ends or starts with the slice touches it as well.
 *
 *   slice            ├──────┤
 *   modes   [──)  [──)  [──)[──)  [──)
 *                 └── these ───┘
 */
export function modesBeside<Mode extends Span>(
  { startAt, endAt }: Span,
  modes: readonly Mode[],
): readonly Mode[] {
  return modes
    .filter((mode) => mode.endAt === null || mode.endAt >= startAt)
    .filter((mode) => endAt === null || mode.startAt <= endAt);
}
