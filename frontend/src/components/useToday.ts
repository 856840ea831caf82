/** The account's civil day that is now; changes when the day does. */

import { invariant } from '../../../core/invariant.ts';
import { dayOf } from '../../../core/time/day.ts';
import { useAccount } from '../server/account.ts';
import { useNow } from './ticker.tsx';

export function useToday(): string {
  const now = useNow();
  const { data } = useAccount();
  invariant(data !== undefined, 'Pages are drawn once the account is known.');
  return dayOf(now, data);
}
