/**
 * A rest from reading entries after Toggl refused to be read: the same question would be refused
 * again, so it waits while writes go on. Told in status until a reading succeeds.
 */
import type { CallResult } from '../../../core/projection/settled.ts';

export type ReadingPause = Readonly<{
  allowedAt: () => number;
  error: () => string | null;
  note: (result: CallResult, now: number) => void;
}>;

const refusedReadingPauseMs = 600_000;

export function createReadingPause(): ReadingPause {
  let allowedAt = 0;
  let error: string | null = null;
  const note = (result: CallResult, now: number) => {
    if (result.kind === 'done') error = null;
    if (result.kind !== 'refused') return;
    // What the plan of the Toggl account lacks is not asked for again: a person has to change it.
    const isPlan = result.status === 402;
    allowedAt = isPlan ? Number.POSITIVE_INFINITY : now + refusedReadingPauseMs;
    error = isPlan
      ? `The plan of this Toggl account does not let Compass read entries. Toggl says: ` +
        `"${result.reason}" Change the plan, then restart Compass.`
      : `Toggl refused to be read: ${result.reason}. Compass tries again in ten minutes.`;
  };
  return { allowedAt: () => allowedAt, error: () => error, note };
}
