/** What can be asked of the engine. Nothing here writes, and nothing waits for a write. */
import type { Dimension } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import { findAccount } from '../../store/accounts.ts';
import {
  listOpenSliceViews,
  listSliceViews,
  type SliceCursor,
  type SliceView,
} from '../../store/sliceViews.ts';
import { idNamed } from '../categories/namedCategories.ts';
import { pageOf, rowsToRead } from '../page.ts';
import { findReasons } from './sliceReasons.ts';

export type State = Readonly<Record<Dimension, SliceView | null>>;

type ListInput = Range &
  Readonly<{
    dimension?: Dimension | undefined;
    /** The category's name. */
    category?: string | undefined;
    linkedTaskId?: string | undefined;
    limit: number;
    /** Where the page before ended. */
    below?: SliceCursor | undefined;
  }>;

type SlicePage = Readonly<{
  slices: readonly SliceView[];
  /** `below` of the next page, null when this is the last. */
  next: SliceCursor | null;
}>;

export function createSliceReads({ database }: Readonly<{ database: Database }>) {
  const { reader } = database;
  return {
    /** Grows with every change. */
    async revision(accountId: string): Promise<number> {
      return (await findAccount(reader, accountId))?.engineRevision ?? 0;
    },
    why: (accountId: string, sliceId: string) => findReasons(database, accountId, sliceId),

    async state(accountId: string): Promise<State> {
      const open = await listOpenSliceViews(reader, accountId);
      const state: Record<Dimension, SliceView | null> = {
        PRIMARY: null,
        WORK_MODE: null,
        SOCIAL: null,
        SEGMENT: null,
      };
      for (const slice of open) state[slice.dimension] = slice;
      return state;
    },

    /** Slices that overlap the range, newest first. */
    async listSlices(accountId: string, input: ListInput): Promise<SlicePage> {
      const { category, limit, below, ...filter } = input;
      const categoryId = await idNamed(reader, accountId, category);
      if (categoryId === null) return { slices: [], next: null };
      const page = { limit: rowsToRead(limit), below };
      const found = await listSliceViews(reader, { ...filter, accountId, categoryId }, page);
      const { shown: slices, last } = pageOf(found, limit);
      return { slices, next: last && { startAt: last.startAt, id: last.id } };
    },
  };
}
