/**
 * Our own slices in JSON, as GET /api/files/export?format=json answers them, as rows. Pure. HEALTH
 * never reaches Toggl and is no tap, so it is left out; whatever else was tracked is played.
 */
import { z } from 'zod';
import { dimension } from '../../contract/slice.ts';
import { instantInput, nameInput } from '../../contract/text.ts';
import { sources } from '../../core/engine/slice.ts';
import { formatInstant } from '../../core/time/instant.ts';
import type { ReadHistory, Row } from './row.ts';

/** What else a slice has is of no account here. */
const slice = z.object({
  dimension,
  category: nameInput,
  start: instantInput,
  end: instantInput.nullable(),
  source: z.enum(sources).optional(),
});

export function readJsonHistory(text: string): ReadHistory {
  const all = parsed(text);
  if (!Array.isArray(all)) {
    const line =
      'This JSON is no list of slices. Give what GET /api/files/export?format=json answers.';
    return { kind: 'bad', line };
  }
  const rows: Row[] = [];
  for (const [index, value] of all.entries()) {
    const row = rowOf(value);
    if (typeof row === 'string') return { kind: 'bad', line: `Row ${index + 1}: ${row}` };
    if (row !== null) rows.push(row);
  }
  return { kind: 'ok', rows };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** A text: what is wrong with it. null: not played. */
function rowOf(value: unknown): Row | string | null {
  const read = slice.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${issue?.path.join('.') || 'the slice'}: ${issue?.message ?? 'it cannot be read'}.`;
  }
  const { source, start: startAt, end: endAt, ...rest } = read.data;
  if (source === 'HEALTH') return null;
  if (endAt !== null && endAt < startAt) {
    return `it ends (${formatInstant(endAt)}) before it starts (${formatInstant(startAt)}).`;
  }
  return { ...rest, project: null, mode: null, startAt, endAt };
}
