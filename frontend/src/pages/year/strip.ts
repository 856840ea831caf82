/**
 * A day as one thin strip: each lane a row, each category one path, so that a year of slices is
 * drawn with few elements.
 *
 *     PRIMARY     ▇▇▇▇▇▇ ▇▇▇▇   ▇▇▇▇▇▇▇
 *     WORK_MODE   ▂▂▂▂     ▂▂
 */
import { type Dimension, dimensions } from '../../../../core/engine/slice.ts';
import type { Range } from '../../../../core/time/range.ts';

export const stripWidth = 1440;
export const stripHeight = 20;

const rows: Readonly<Record<Dimension, Readonly<{ top: number; height: number }>>> = {
  PRIMARY: { top: 0, height: 11 },
  WORK_MODE: { top: 12, height: 2 },
  SOCIAL: { top: 15, height: 2 },
  SEGMENT: { top: 18, height: 2 },
};

export type Drawn = Range & Readonly<{ dimension: Dimension; category: string }>;

type StripPath = Readonly<{ key: string; category: string; path: string }>;

export function stripOf(drawn: readonly Drawn[], day: Range): StripPath[] {
  const paths = new Map<string, { category: string; parts: string[] }>();
  const perMs = stripWidth / (day.endAt - day.startAt);
  for (const { dimension, category, startAt, endAt } of drawn) {
    const left = (Math.max(startAt, day.startAt) - day.startAt) * perMs;
    const right = (Math.min(endAt, day.endAt) - day.startAt) * perMs;
    if (right <= left) continue;
    const key = `${dimension} ${category}`;
    const found = paths.get(key) ?? { category, parts: [] };
    const { top, height } = rows[dimension];
    found.parts.push(`M${round(left)} ${top}h${round(right - left)}v${height}H${round(left)}z`);
    paths.set(key, found);
  }
  const order = (key: string) => dimensions.findIndex((dimension) => key.startsWith(dimension));
  return [...paths]
    .map(([key, { category, parts }]) => ({ key, category, path: parts.join('') }))
    .toSorted((a, b) => order(a.key) - order(b.key));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
