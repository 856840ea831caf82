/**
 * What each connection of the load sends, over and over. Four connections start and stop, each in
 * a dimension of its own; all further ones only switch, between two categories of their own.
 *
 *     connection 1   start A   stop      start B   stop        PRIMARY
 *     connection 2   start A   stop      start B   stop        WORK_MODE
 *     connection 5   start E   start F   start E   start F     PRIMARY
 *
 * Invariant: every request is answered 2xx and writes. A dimension has one connection that stops,
 * so its stop always finds something running; nobody else starts its categories, so no start finds
 * itself running already.
 */
import { type Dimension, dimensions } from '../core/engine/slice.ts';

type PlannedRequest = Readonly<{ path: string; body: string }>;

/** `connection` counts from 0. */
export function requestsOf(connection: number): readonly PlannedRequest[] {
  const dimension = dimensions[connection % dimensions.length] ?? 'PRIMARY';
  const starts = ['Coding', 'Writing'].map((name) => start(dimension, `${name} ${connection}`));
  return connection < dimensions.length ? starts.flatMap((one) => [one, stop(dimension)]) : starts;
}

function start(dimension: Dimension, category: string): PlannedRequest {
  return { path: '/api/engine/start', body: JSON.stringify({ dimension, category }) };
}

function stop(dimension: Dimension): PlannedRequest {
  return { path: '/api/engine/stop', body: JSON.stringify({ dimension }) };
}
