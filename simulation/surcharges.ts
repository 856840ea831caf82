/**
 * What each fault may cost beside the least number of calls: the call that failed, the look that
 * tells what became of it, the repetition. Printed with every run, so that a reader can judge it.
 */
import type { Fault } from './options.ts';

export const surcharges: Readonly<Record<Fault, number>> = {
  unreachable: 1,
  'lost-before': 3,
  'lost-after': 2,
  'hang-before': 3,
  'hang-after': 2,
  late: 4,
  'server-error-before': 3,
  'server-error-after': 2,
  'rate-limited': 1,
  'quota-exhausted': 1,
  'plan-refused': 1,
  // Every call of an outage is counted as unreachable.
  outage: 0,
  'human-start': 3,
  'human-stop': 3,
  'human-edit': 2,
  'human-delete': 3,
  'human-continue': 3,
  'human-spends': 1,
  'human-past': 0,
  'clock-step': 2,
  restart: 1,
  'crash-now': 3,
  'crash-at-commit': 3,
  'crash-at-call': 3,
  // What an event told late, twice or not at all, a reading tells that is made anyway.
  'event-lost': 0,
  'event-twice': 0,
  'event-late': 0,
};
