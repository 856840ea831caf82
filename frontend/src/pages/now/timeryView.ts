/** The status of Toggl as one sentence about Timery. */
import type { TogglStatus } from '../../server/toggl.ts';

export type TimeryView = Readonly<{
  /**
   * `right`: it is what runs here. `follows`: it will be, by itself. `foreign`: somebody started a
   * timer there. `differs`: it stays so until somebody decides or mends something.
   */
  kind: 'right' | 'follows' | 'foreign' | 'differs';
  sentence: string;
}>;

type Shown = Pick<
  TogglStatus,
  'connected' | 'running' | 'isRunningRight' | 'pending' | 'held' | 'parked' | 'lastError' | 'notes'
>;

export function timeryView(status: Shown, time: (at: string) => string): TimeryView {
  const { running, isRunningRight, pending, lastError } = status;
  const shows =
    running === null
      ? 'Timery shows nothing running'
      : `Timery shows ${running.description}, since ${time(running.start)}`;
  if (isRunningRight) return { kind: 'right', sentence: `${shows}.` };
  if (running !== null && running.sliceId === null) {
    return { kind: 'foreign', sentence: `${shows}. It was started there.` };
  }
  if (pending > 0) {
    return { kind: 'follows', sentence: `${shows}. ${waitingBecause(status, lastError)}` };
  }
  return { kind: 'differs', sentence: `${shows}. That differs from here.` };
}

function waitingBecause({ notes }: Shown, lastError: string | null): string {
  const quota = notes.find(({ kind }) => kind === 'quota');
  return quota?.message ?? withoutCode(lastError) ?? 'The change is on its way.';
}

/** `(UND_ERR_SOCKET)` behind a reason helps whoever reads the log of calls, and nobody here. */
function withoutCode(reason: string | null): string | null {
  return reason === null ? null : reason.replace(/ \([A-Z_]+\)$/, '.');
}
