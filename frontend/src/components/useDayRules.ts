/** Where the account's days begin. */
import { invariant } from '../../../core/invariant.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { useAccount } from '../server/account.ts';

export function useDayRules(): DayRules {
  const { data } = useAccount();
  invariant(data !== undefined, 'Pages are drawn once the account is known.');
  return data;
}
