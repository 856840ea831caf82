/** The hours of a day by the account's clocks. */
import { useMemo } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import { useDayRules } from '../useDayRules.ts';
import { marksOf } from './axis.ts';

export function useMarks({ startAt, endAt }: Range) {
  const { timeZone } = useDayRules();
  return useMemo(() => marksOf({ startAt, endAt }, timeZone), [startAt, endAt, timeZone]);
}
