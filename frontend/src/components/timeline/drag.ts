/**
 * What dragging an edge, or the whole of a slice, asks for.
 *
 *     start   |<==[======)         the end stays
 *     end         [======)==>|     the start stays
 *     whole   |<==[======)         both move by the same
 *
 * Invariant: what is asked for is at least a minute long and ends no later than now. What runs
 * has no end to drag, and cannot be moved as a whole.
 */
import { unreachable } from '../../../../core/invariant.ts';

export type Grip = 'start' | 'end' | 'whole';

/** `endAt` null: it runs. */
export type Times = Readonly<{ startAt: number; endAt: number | null }>;

export type Grab = Readonly<{
  grip: Grip;
  from: Times;
  now: number;
  /** Edges of the lane's other slices: an edge that comes near one touches it. */
  edges: readonly number[];
  /** How near that is, which depends on how far the day is zoomed in. */
  magnetMs: number;
}>;

const gridMs = 5 * 60_000;
const shortestMs = 60_000;

export function draggedTo(grab: Grab, byMs: number): Times {
  const { from, now } = grab;
  const latestEndAt = from.endAt ?? now;
  switch (grab.grip) {
    case 'start': {
      const startAt = snapped(from.startAt + byMs, grab);
      return { ...from, startAt: Math.min(startAt, latestEndAt - shortestMs) };
    }
    case 'end': {
      const endAt = snapped(latestEndAt + byMs, grab);
      return { ...from, endAt: Math.min(now, Math.max(endAt, from.startAt + shortestMs)) };
    }
    case 'whole':
      return movedBy(grab, byMs);
    default:
      return unreachable(grab.grip);
  }
}

/** The edge that is pulled to a neighbour decides for both; else the start keeps to the grid. */
function movedBy(grab: Grab, byMs: number): Times {
  const { from, now } = grab;
  if (from.endAt === null) return from;
  const lengthMs = from.endAt - from.startAt;
  const pulledEndAt = pulled(from.endAt + byMs, grab);
  const startAt =
    pulled(from.startAt + byMs, grab) ??
    (pulledEndAt === null ? onGrid(from.startAt + byMs) : pulledEndAt - lengthMs);
  const shownStartAt = Math.min(startAt, now - lengthMs);
  return { startAt: shownStartAt, endAt: shownStartAt + lengthMs };
}

function snapped(at: number, grab: Grab): number {
  return pulled(at, grab) ?? onGrid(at);
}

function pulled(at: number, { edges, magnetMs }: Grab): number | null {
  const nearest = edges
    .map((edge) => ({ edge, awayMs: Math.abs(edge - at) }))
    .toSorted((a, b) => a.awayMs - b.awayMs)[0];
  return nearest !== undefined && nearest.awayMs <= magnetMs ? nearest.edge : null;
}

function onGrid(at: number): number {
  return Math.round(at / gridMs) * gridMs;
}

/** What has to be sent: the fields alone that were moved. Null: it was put back. */
export function editOf(from: Times, to: Times): { start?: string; end?: string } | null {
  const edit = {
    ...(to.startAt === from.startAt ? {} : { start: new Date(to.startAt).toISOString() }),
    ...(to.endAt === from.endAt || to.endAt === null
      ? {}
      : { end: new Date(to.endAt).toISOString() }),
  };
  return Object.keys(edit).length === 0 ? null : edit;
}
