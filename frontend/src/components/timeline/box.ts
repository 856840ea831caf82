/**
 * The rectangle of a slice in its lane. Imported history has the right part of the lane, ours the
 * left; a lane without any is ours alone.
 *
 *     |  ours        | imp. | imp. |
 *     |  [ Coding ]  | [a]  |      |
 */
import { isImported } from '../../../../core/engine/slice.ts';
import { type Axis, heightOf, positionOf } from './axis.ts';
import type { Lane, Placed } from './placement.ts';

/** Without `left` and `width` it is as wide as its lane, which the style sheet says. */
export type Box = Readonly<{ top: number; height: number; left?: string; width?: string }>;

/** A slice of seconds is seen, and can be clicked. */
const leastPixels = 4;
const importedPercent = 34;

type Boxed = Readonly<{ axis: Axis; lane: Pick<Lane, 'importedColumns'>; now: number }>;

export function boxOf({ slice, startAt, endAt, column }: Placed, { axis, lane, now }: Boxed): Box {
  const top = Math.max(0, positionOf(axis, startAt));
  const bottom = Math.min(
    heightOf(axis),
    positionOf(axis, Math.min(endAt, Math.max(now, startAt))),
  );
  return {
    top,
    height: Math.max(leastPixels, bottom - top),
    ...acrossOf(isImported(slice) ? column : null, lane),
  };
}

/** `column` null: ours. */
function acrossOf(column: number | null, { importedColumns }: Pick<Lane, 'importedColumns'>) {
  if (importedColumns === 0) return {};
  const ours = 100 - importedPercent;
  if (column === null) return { left: '0%', width: `${ours}%` };
  const width = importedPercent / importedColumns;
  return { left: `${ours + column * width}%`, width: `${width}%` };
}
