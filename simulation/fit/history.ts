/**
 * A history as rows, whatever file it came in: Toggl's CSV export, or our own slices in JSON. Which
 * of the two it is, its content tells. A bad file is one line for a person, with the row that is
 * wrong; nothing is guessed. Pure.
 */
import { readCsvHistory } from './csvHistory.ts';
import { readJsonHistory } from './jsonHistory.ts';
import type { ReadHistory } from './row.ts';

/** The zone is that of the clocks in a CSV; JSON holds instants. */
export function readHistory(text: string, timeZone: string): ReadHistory {
  const isJson = /^\uFEFF?\s*[[{]/.test(text);
  const read = isJson ? readJsonHistory(text) : readCsvHistory(text, timeZone);
  if (read.kind === 'bad' || read.rows.length > 0) return read;
  return { kind: 'bad', line: 'The file holds no tracked time. Export days that have some.' };
}
