/** One stretch of a history, and what reading a file of them answers. */
import type { Dimension } from '../../core/engine/slice.ts';

export type Row = Readonly<{
  dimension: Dimension;
  category: string;
  /** The Toggl project of that name is there before the days begin. */
  project: string | null;
  /** Started and ended with it; null for none. */
  mode: string | null;
  startAt: number;
  /** null: it still ran. */
  endAt: number | null;
}>;

export type ReadHistory =
  | Readonly<{ kind: 'ok'; rows: readonly Row[] }>
  | Readonly<{ kind: 'bad'; line: string }>;
