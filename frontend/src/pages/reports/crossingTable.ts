/**
 * Crossings as rows and columns, the longest first.
 *
 * Invariant: the cells of a row add up to its total.
 */
import type { CrossedDimension } from '../../../../core/reviews/figures.ts';
import type { Period } from '../../server/reports.ts';

type Crossing = Period['crossings'][number];

type CrossingTable = Readonly<{
  /** Categories of the other dimension; null, which comes last, is where none of them ran. */
  columns: readonly (string | null)[];
  rows: readonly Readonly<{ categoryId: string; total: number; cells: readonly number[] }>[];
}>;

export function crossingTable(
  all: readonly Crossing[],
  dimension: CrossedDimension,
): CrossingTable {
  const crossings = all.filter((crossing) => crossing.dimension === dimension);
  const columns = byLength(crossings, ({ otherCategoryId }) => otherCategoryId);
  const lastColumns = [...columns.filter((id) => id !== null), ...columns.filter(isNull)];
  return {
    columns: lastColumns,
    rows: byLength(crossings, ({ categoryId }) => categoryId).map((categoryId) => {
      const own = crossings.filter((crossing) => crossing.categoryId === categoryId);
      const cells = lastColumns.map((column) =>
        sum(own.filter(({ otherCategoryId }) => otherCategoryId === column)),
      );
      return { categoryId, total: sum(own), cells };
    }),
  };
}

function byLength<Key>(crossings: readonly Crossing[], keyOf: (one: Crossing) => Key): Key[] {
  const groups = Map.groupBy(crossings, keyOf);
  return [...groups].toSorted(([, a], [, b]) => sum(b) - sum(a)).map(([key]) => key);
}

function sum(crossings: readonly Crossing[]): number {
  return crossings.reduce((total, { seconds }) => total + seconds, 0);
}

function isNull(id: string | null): id is null {
  return id === null;
}
