/** The account's civil day that is now; changes when the day does. */
import { dayOf } from '../../../core/time/day.ts';
import { useNow } from './ticker.tsx';
import { useDayRules } from './useDayRules.ts';

export function useToday(): string {
  return dayOf(useNow(), useDayRules());
}
