/** Slices as files: an address for the browser to download from, under the session's cookie. */
import type { z } from 'zod';
import type { exportQuery } from '../../../contract/files.ts';
import { addDays, type CivilRange } from '../../../core/time/calendar.ts';

export type ExportFormat = z.input<typeof exportQuery>['format'];

export const exportFormats = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'ics', label: 'Calendar (ICS)' },
] as const satisfies readonly Readonly<{ format: ExportFormat; label: string }>[];

/**
 * A link and not a call: a history of years is written to disk as it comes. Without a range it is
 * all of it.
 */
export function exportAddress(format: ExportFormat, range?: CivilRange): string {
  const days = range === undefined ? {} : { startDate: range.from, endDate: addDays(range.to, 1) };
  const query = { format, ...days } satisfies z.input<typeof exportQuery>;
  return `/api/files/export?${new URLSearchParams(query)}`;
}

/** The whole database, to be restored from. */
export const backupAddress = '/api/backup';
