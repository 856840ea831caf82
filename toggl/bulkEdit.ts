/**
 * One edit of many entries: JSON-patch operations, carried out for each entry by itself, so that
 * some may change and others fail. At most a hundred at once (docs/toggl-notes.md, Bulk edit).
 */
import * as z from 'zod';

/** Only the fields present are written. */
export type BulkEdit = Readonly<{ description?: string; projectId?: number | null }>;

export type BulkResult = Readonly<{
  doneIds: readonly number[];
  failures: readonly Readonly<{ id: number; message: string }>[];
}>;

const wireSchema = z.object({
  success: z.array(z.int()).nullish(),
  failure: z.array(z.object({ id: z.int(), message: z.string() })).nullish(),
});

export const bulkResultSchema: z.ZodType<BulkResult> = wireSchema.transform((wire) => ({
  doneIds: wire.success ?? [],
  failures: wire.failure ?? [],
}));

/** The project goes by its legacy name: the only one that has been recorded here. */
export function bulkBody({ description, projectId }: BulkEdit): string {
  return JSON.stringify([
    ...(description === undefined ? [] : [replaced('/description', description)]),
    ...(projectId === undefined ? [] : [replaced('/pid', projectId)]),
  ]);
}

function replaced(path: string, value: string | number | null) {
  return { op: 'replace', path, value };
}
