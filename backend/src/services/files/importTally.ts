/**
 * What became of the rows of an import: figures of all of them, and a sentence for each row that
 * was not taken as it stood. A value: a transaction that does not commit has counted nothing.
 *
 * Invariant: bounded. A file may be wrong a million times; the first thousand are told one by one.
 */
import type { Placed } from '../../../../core/importer/placeRow.ts';
import { unreachable } from '../../../../core/invariant.ts';
import type { ReadRow } from './readImportFile.ts';

type Told = Readonly<{
  line: number;
  kind: 'skipped' | 'cut' | 'read';
  reason: string;
}>;

const mostTold = 1000;

export type SliceRow = Extract<ReadRow, { kind: 'slice' }>;
export type BadRow = Extract<ReadRow, { kind: 'bad' }>;

export type Outcome = Readonly<{ row: SliceRow; placed: Placed }>;

type Counted = 'inserted' | 'cut' | 'present' | 'skipped';
type Counts = Readonly<Record<Counted, number>>;

export type ImportTally = Readonly<{ counts: Counts; told: readonly Told[]; untold: number }>;
export type TallyResult = Counts & Omit<ImportTally, 'counts'>;

export const emptyTally: ImportTally = {
  counts: { inserted: 0, cut: 0, present: 0, skipped: 0 },
  told: [],
  untold: 0,
};

type Batch = Readonly<{ bad: readonly BadRow[]; outcomes: readonly Outcome[] }>;

export function tallied({ counts, told, untold }: ImportTally, batch: Batch): ImportTally {
  const sum = { ...counts, skipped: counts.skipped + batch.bad.length };
  for (const { placed } of batch.outcomes) sum[countedAs(placed)] += 1;
  const remarks = [...batch.bad.map(skipped), ...batch.outcomes.flatMap(remarksOn)];
  const room = mostTold - told.length;
  return {
    counts: sum,
    told: [...told, ...remarks.slice(0, room)],
    untold: untold + Math.max(0, remarks.length - room),
  };
}

export function tallyResult({ counts, told, untold }: ImportTally): TallyResult {
  return { ...counts, told: told.toSorted((a, b) => a.line - b.line), untold };
}

function skipped({ line, reason }: Readonly<{ line: number; reason: string }>): Told {
  return { line, kind: 'skipped', reason };
}

function countedAs(placed: Placed): Counted {
  switch (placed.kind) {
    case 'inserted':
    case 'cut':
    case 'present':
      return placed.kind;
    case 'overlap':
    case 'locked':
      return 'skipped';
    default:
      return unreachable(placed);
  }
}

function remarksOn({ row: { line, remark }, placed }: Outcome): readonly Told[] {
  const read: readonly Told[] = remark === null ? [] : [{ line, kind: 'read', reason: remark }];
  switch (placed.kind) {
    case 'inserted':
    case 'present':
      return read;
    case 'cut':
      return [...read, { line, kind: 'cut', reason: 'Only what was free of it was taken.' }];
    case 'overlap':
      return [...read, skipped({ line, reason: 'Other slices fill this time.' })];
    case 'locked': {
      const reason = 'A locked slice is in the way. Unlock it, and import again.';
      return [...read, skipped({ line, reason })];
    }
    default:
      return unreachable(placed);
  }
}
