/**
 * How much time went where between any two instants. The same counting as reports: what belongs
 * to whole days and months is taken from those that are kept, only the edges are counted anew.
 *
 *     range       [──────────────────────────────)
 *     days     |     |     |     |     |     |     |
 *     counted     edge  kept, as countedPeriods.ts   edge
 *
 * Invariant: a range of whole days tells what the report of the same dates tells.
 */
import type { Dimension } from '../../../../core/engine/slice.ts';
import {
  countedFrom,
  type Figures,
  figuresOf,
  sumFigures,
} from '../../../../core/reviews/figures.ts';
import { metricsOf } from '../../../../core/reviews/metrics.ts';
import { addDays, type CivilRange } from '../../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayStartAt } from '../../../../core/time/day.ts';
import { overlaps, type Range } from '../../../../core/time/range.ts';
import type { Database } from '../../db/database.ts';
import { listCategories } from '../../store/categories.ts';
import { readCountedSlices } from '../../store/countedSlices.ts';
import { countAndKeep } from './countedPeriods.ts';
import type { TaskTimes } from './taskTimes.ts';

export type RangeSummary = Range &
  Readonly<{
    totals: Readonly<Record<Dimension, number>>;
    /** The longest first, by dimension. */
    categories: readonly Readonly<{
      dimension: Dimension;
      category: string;
      categoryId: string;
      seconds: number;
    }>[];
  }>;

type SummaryParts = Readonly<{ database: Database; now: () => number; tasks: TaskTimes }>;

type Asked = Range & Readonly<{ days: DayRules }>;

export type SummaryOf = (accountId: string, asked: Asked) => Promise<RangeSummary>;

/** What runs counts up to now. */
export function createRangeSummary(parts: SummaryParts): SummaryOf {
  const { reader } = parts.database;
  return async (accountId, { days, ...range }) => {
    const now = parts.now();
    const figures = sumFigures(await countRange(parts, accountId, { ...range, days, now }));
    const meaning = { isSleep: () => false, isDeepWork: () => false, now };
    const { total } = metricsOf([{ ...range, figures }], meaning);
    const names = new Map(
      (await listCategories(reader, accountId)).map(({ id, name }) => [id, name]),
    );
    const categories = total.categories.map((one) => ({
      ...one,
      category: names.get(one.categoryId) ?? '',
    }));
    return { ...range, totals: total.totals, categories };
  };
}

async function countRange(
  { database, tasks }: SummaryParts,
  accountId: string,
  { days, now, ...range }: Asked & Readonly<{ now: number }>,
): Promise<Figures[]> {
  const { reader } = database;
  const { whole, edges } = cutByDays(range, days);
  const logs = await tasks.logsWithin(reader, accountId, countedFrom(range));
  const asked = { accountId, coarsest: 'month', days, now, logs } as const;
  const kept = whole === null ? [] : await countAndKeep(database, { ...asked, ...whole });
  const counted = kept.map(({ figures }) => figures);
  for (const edge of edges) {
    const reach = countedFrom(edge);
    const slices = await readCountedSlices(reader, accountId, reach);
    const own = logs.filter((log) => overlaps(log, reach));
    counted.push(figuresOf({ slices, logs: own }, { ...edge, now }));
  }
  return counted;
}

function cutByDays(
  { startAt, endAt }: Range,
  days: DayRules,
): Readonly<{ whole: CivilRange | null; edges: readonly Range[] }> {
  const first = dayOf(startAt, days);
  const from = dayStartAt(first, days) === startAt ? first : addDays(first, 1);
  const to = addDays(dayOf(endAt, days), -1);
  if (from > to) return { whole: null, edges: [{ startAt, endAt }] };
  const edges = [
    { startAt, endAt: dayStartAt(from, days) },
    { startAt: dayStartAt(addDays(to, 1), days), endAt },
  ];
  return { whole: { from, to }, edges: edges.filter((edge) => edge.startAt < edge.endAt) };
}
