/**
 * What became of the rows of an import: figures of all of them, and a sentence for each row that
 * was not taken as it stood.
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

export type Outcome = Readonly<{ row: SliceRow; placed: Placed }>;

export type ImportTally = ReturnType<typeof createImportTally>;

export function createImportTally() {
  const counts = { inserted: 0, cut: 0, present: 0, skipped: 0 };
  const told: Told[] = [];
  let untold = 0;

  function tell(one: Told): void {
    if (told.length < mostTold) told.push(one);
    else untold += 1;
  }

  function skipped(line: number, reason: string): void {
    counts.skipped += 1;
    tell({ line, kind: 'skipped', reason });
  }

  function count(line: number, placed: Placed): void {
    switch (placed.kind) {
      case 'inserted':
        counts.inserted += 1;
        return;
      case 'cut':
        counts.cut += 1;
        tell({ line, kind: 'cut', reason: 'Only what was free of it was taken.' });
        return;
      case 'present':
        counts.present += 1;
        return;
      case 'overlap':
        skipped(line, 'Other slices fill this time.');
        return;
      case 'locked':
        skipped(line, 'A locked slice is in the way. Unlock it, and import again.');
        return;
      default:
        unreachable(placed);
    }
  }

  return {
    skipped,
    add: (outcomes: readonly Outcome[]): void => {
      for (const { row, placed } of outcomes) {
        if (row.remark !== null) tell({ line: row.line, kind: 'read', reason: row.remark });
        count(row.line, placed);
      }
    },
    result: () => ({ ...counts, told: told.toSorted((a, b) => a.line - b.line), untold }),
  };
}
