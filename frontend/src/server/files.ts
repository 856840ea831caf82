/** Slices as files: an address for the browser to download from, under the session's cookie. */
import type { z } from 'zod';
import type { exportQuery } from '../../../contract/files.ts';
import { addDays, type CivilRange } from '../../../core/time/calendar.ts';

type ExportFormat = z.input<typeof exportQuery>['format'];

/** A link and not a call: a history of years is written to disk as it comes. */
export function exportAddress(format: ExportFormat, { from, to }: CivilRange): string {
  const query = { format, startDate: from, endDate: addDays(to, 1) } satisfies z.input<
    typeof exportQuery
  >;
  return `/api/files/export?${new URLSearchParams(query)}`;
}
