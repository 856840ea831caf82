/**
 * The taps that a person would have made for the rows of a history. Pure.
 *
 *   rows   ├── A ──┤├── B ──────┤           ├── D ──┤
 *                            ├── C ───┤
 *   taps   A        B        C        stop  D       stop
 *
 * Each dimension is played by itself. A row that begins within a second of the last one's end, or
 * before it, is a switch: one tap. A mode starts and ends with its row. Starts of one instant are
 * one command, as a Focus sends them; so are stops.
 */
import type { Dimension } from '../../core/engine/slice.ts';
import type { Row } from './row.ts';

export type Tap = Readonly<{ at: number }> &
  (
    | Readonly<{ kind: 'start'; starts: readonly Started[] }>
    | Readonly<{ kind: 'stop'; dimensions: readonly Dimension[] }>
  );

type Started = Readonly<{ dimension: Dimension; category: string }>;

/** Toggl's grain: a switch made there leaves no longer a gap. */
const switchWithinMs = 1000;

type Stretch = Pick<Row, 'dimension' | 'category' | 'startAt' | 'endAt'>;

export function tapsOf(rows: readonly Row[]): readonly Tap[] {
  const stretches = rows.flatMap(stretchesOf).filter(({ startAt, endAt }) => startAt !== endAt);
  const lanes = Map.groupBy(stretches, ({ dimension }) => dimension);
  const singles = [...lanes.values()].flatMap(tapsOfLane);
  return [...Map.groupBy(singles, ({ at }) => at)]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([at, together]) => commandsOf(at, together));
}

function stretchesOf(row: Row): readonly Stretch[] {
  const { mode, startAt, endAt } = row;
  if (mode === null) return [row];
  return [row, { dimension: 'WORK_MODE', category: mode, startAt, endAt }];
}

type Single = Readonly<{ at: number; dimension: Dimension; category: string | null }>;

/** Of rows with the same start the last one is what ran. */
function tapsOfLane(lane: readonly Stretch[]): readonly Single[] {
  const inOrder = lane.toSorted((left, right) => left.startAt - right.startAt);
  return inOrder.flatMap(({ dimension, category, startAt, endAt }, index) => {
    const next = inOrder[index + 1]?.startAt ?? Number.POSITIVE_INFINITY;
    if (next === startAt) return [];
    const start: Single = { at: startAt, dimension, category };
    const isOver = endAt === null || next - endAt <= switchWithinMs;
    return isOver ? [start] : [start, { at: endAt, dimension, category: null }];
  });
}

/**
 * Stops first: a mode that ends as the next activity begins is over before that is sent, and costs
 * no call of its own.
 */
function commandsOf(at: number, together: readonly Single[]): readonly Tap[] {
  const starts = together
    .flatMap(({ dimension, category }) => (category === null ? [] : [{ dimension, category }]))
    .toSorted((left, right) => rank(left.dimension) - rank(right.dimension));
  const dimensions = together
    .filter(({ category }) => category === null)
    .map(({ dimension }) => dimension);
  return [
    ...(dimensions.length === 0 ? [] : [{ at, kind: 'stop' as const, dimensions }]),
    ...(starts.length === 0 ? [] : [{ at, kind: 'start' as const, starts }]),
  ];
}

function rank(dimension: Dimension): number {
  return dimension === 'PRIMARY' ? 0 : 1;
}
