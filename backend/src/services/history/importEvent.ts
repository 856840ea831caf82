/** How far an import is, as everyone who watches is told. */
import type { TogglImport } from '../../store/togglImports.ts';

export type ImportEvent = Readonly<{
  kind: 'import';
  percentage: number;
  entries: number;
  calls: number;
  state: ImportProgress;
}>;

/** `waiting`: the bucket is empty, and it goes on by itself once that resets. */
type ImportProgress = 'reading' | 'waiting' | 'done' | 'failed' | 'undone';

export function importEventOf(run: TogglImport): ImportEvent {
  const { entries, calls } = run;
  const percentage = Math.floor(run.progress / 10);
  return { kind: 'import', percentage, entries, calls, state: progressOf(run) };
}

export function progressOf({ state, waitingUntil }: TogglImport): ImportProgress {
  // What a dry run told is told, also once another run goes on from there.
  if (state === 'handed-over') return 'done';
  if (state !== 'running') return state;
  return waitingUntil === null ? 'reading' : 'waiting';
}
