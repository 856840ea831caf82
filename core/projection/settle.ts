/**
 * What a link is after one call: a pure function of the link, the action and its result.
 * Invariant: a result that leaves doubt never becomes "done" and never "failed".
 */
import { unreachable } from '../invariant.ts';
import { undoPending } from './attempt.ts';
import { settleUnknown } from './doubt.ts';
import type { Link } from './link.ts';
import { settleDone } from './settleDone.ts';
import { type CallResult, plain, type SettleContext, type Settled } from './settled.ts';
import { settleRefused } from './settleRefused.ts';
import type { LinkAction } from './step.ts';

export function settle(
  link: Link,
  action: LinkAction,
  outcome: Readonly<{ result: CallResult; context: SettleContext }>,
): Settled {
  const { result, context } = outcome;
  switch (result.kind) {
    case 'not-done':
      return plain(undoPending(link));
    case 'unknown':
      return plain(settleUnknown(link, action, context));
    case 'refused':
      return settleRefused(link, action, { result, context });
    // Of one entry such a reply says nothing: afterStep.ts hands it to refresh.ts.
    case 'many':
      return plain(link);
    case 'entry':
    case 'done':
      return settleDone(failuresForgotten(link), action, { result, context });
    default:
      return unreachable(result);
  }
}

/** A wait ends as well: Toggl's clock may have been waited for, without any failure. */
function failuresForgotten(link: Link): Link {
  return { ...link, failures: 0, retryAt: null };
}
