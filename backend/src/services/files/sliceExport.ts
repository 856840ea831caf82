/**
 * Slices for a file, page by page and oldest first, so that a million of them never lie in memory.
 *
 * Invariant: a page is read when somebody asks for it and not before. Whoever stops asking stops
 * the reading. Pages are read one after the other while the engine goes on: what changes behind
 * the page that is being read is not seen.
 */
import type { Dimension } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import {
  firstStart,
  listSliceViewsUpwards,
  type SliceCursor,
  type SliceView,
} from '../../store/sliceViews.ts';

type ExportInput = Range & Readonly<{ dimension?: Dimension | undefined }>;

export type SliceExport = Readonly<{
  pages(accountId: string, input: ExportInput): AsyncGenerator<readonly SliceView[]>;
}>;

/** A few milliseconds of reading, for which nobody else is answered on SQLite. */
const slicesPerPage = 500;

export function createSliceExport({ database }: Readonly<{ database: Database }>): SliceExport {
  return { pages: (accountId, input) => pages(database, accountId, input) };
}

async function* pages(
  { reader }: Database,
  accountId: string,
  input: ExportInput,
): AsyncGenerator<readonly SliceView[]> {
  const filter = { ...input, accountId };
  const fromAt = await firstStart(reader, filter);
  let above: SliceCursor | null = null;
  for (;;) {
    const page: SliceView[] = await listSliceViewsUpwards(reader, filter, {
      fromAt,
      above,
      limit: slicesPerPage,
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < slicesPerPage) return;
    above = { startAt: last.startAt, id: last.id };
  }
}
