/**
 * The history of the program beside the one of the perfect observer, slice by slice: dimension,
 * category, source, start and end.
 */
import type { Dimension, Source } from '../../../core/engine/slice.ts';

export type Told = Readonly<{
  dimension: Dimension;
  category: string;
  source: Source;
  startAt: number;
  endAt: number | null;
}>;

const dimensions: readonly Dimension[] = ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'];
/** What follows from the first difference only hides it. */
const mostTold = 3;

/** A sentence for the first few differences of each dimension. */
export function differencesOf(is: readonly Told[], should: readonly Told[]): readonly string[] {
  return dimensions.flatMap((dimension) => {
    const [stands, wanted] = [is, should].map((slices) =>
      slices.filter((slice) => slice.dimension === dimension && slice.startAt !== slice.endAt),
    );
    const standing = new Set(stands?.map(text));
    const demanded = new Set(wanted?.map(text));
    const missing = [...demanded].filter((one) => !standing.has(one)).map((one) => ['-', one]);
    const extra = [...standing].filter((one) => !demanded.has(one)).map((one) => ['+', one]);
    return [...missing, ...extra]
      .toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : 1))
      .slice(0, mostTold)
      .map(([sign, one]) => (sign === '-' ? `missing ${one}` : `should not be there: ${one}`));
  });
}

function text({ dimension, category, source, startAt, endAt }: Told): string {
  const end = endAt === null ? 'runs' : new Date(endAt).toISOString();
  return `${new Date(startAt).toISOString()} – ${end} ${dimension} ${category} (${source})`;
}
