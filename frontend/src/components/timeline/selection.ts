/** What the panel beside the time line is about. */
import type { Dimension } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';

export type Selection =
  /** Entered: the focus goes to its fields. */
  | Readonly<{ kind: 'slice'; id: string; isEntered?: true }>
  /** Time to be filled. */
  | Readonly<{ kind: 'gap'; dimension: Dimension; range: Range }>;

export type Select = (selection: Selection | null) => void;
