/** Which slice an arrow key leads to: up and down in time, left and right across the lanes. */
import { unreachable } from '../../../../core/invariant.ts';
import type { Lane, Placed } from './placement.ts';

type Step = 'earlier' | 'later' | 'left' | 'right' | 'first' | 'last';

const stepsByKey: Readonly<Record<string, Step>> = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

export function stepOf(key: string): Step | null {
  return stepsByKey[key] ?? null;
}

/** Null where there is nothing further that way. */
export function walked(lanes: readonly Lane[], fromId: string, step: Step): string | null {
  const rows = lanes.map(rowOf);
  const laneIndex = rows.findIndex((row) => row.some(({ slice }) => slice.id === fromId));
  const row = rows[laneIndex] ?? [];
  const index = row.findIndex(({ slice }) => slice.id === fromId);
  const from = row[index];
  if (from === undefined) return null;
  switch (step) {
    case 'earlier':
      return row[index - 1]?.slice.id ?? null;
    case 'later':
      return row[index + 1]?.slice.id ?? null;
    case 'first':
      return row[0]?.slice.id ?? null;
    case 'last':
      return row.at(-1)?.slice.id ?? null;
    case 'left':
      return nearest(rows.slice(0, laneIndex).toReversed(), from);
    case 'right':
      return nearest(rows.slice(laneIndex + 1), from);
    default:
      return unreachable(step);
  }
}

function rowOf({ own, imported }: Lane): Placed[] {
  return [...own, ...imported].toSorted((a, b) => a.startAt - b.startAt);
}

/** In the next lane that holds anything, what begins nearest. */
function nearest(rows: readonly (readonly Placed[])[], from: Placed): string | null {
  const row = rows.find(({ length }) => length > 0) ?? [];
  const byDistance = row.toSorted(
    (a, b) => Math.abs(a.startAt - from.startAt) - Math.abs(b.startAt - from.startAt),
  );
  return byDistance[0]?.slice.id ?? null;
}
