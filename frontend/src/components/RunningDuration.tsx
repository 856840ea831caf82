/** How long something runs already, counted by the second. Silent for a screen reader. */
import { clockDuration } from '../words/duration.ts';
import { type Instant, msOf } from '../words/words.ts';
import { useNow } from './ticker.tsx';

export function RunningDuration({ since }: { since: Instant }) {
  const seconds = (useNow() - msOf(since)) / 1000;
  return (
    <span role="timer" aria-live="off" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {clockDuration(seconds)}
    </span>
  );
}
