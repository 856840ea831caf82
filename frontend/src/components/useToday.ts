/** The account's civil day that is now; draws anew when the day changes, and not each second. */
import { dayOf } from '../../../core/time/day.ts';
import { useTicked } from './ticker.tsx';
import { useDayRules } from './useDayRules.ts';

export function useToday(): string {
  const rules = useDayRules();
  return useTicked((now) => dayOf(now, rules));
}
