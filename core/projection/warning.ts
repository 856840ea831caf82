/**
 * What a person is told about Toggl, with both versions. A warning holds fields only through the
 * link; it never changes a slice. What may be done about one is warningActions.ts.
 */
import type { Field } from './entry.ts';

type WarningKind =
  | 'time-changed'
  | 'project-changed'
  | 'stopped-in-timery'
  | 'deleted-in-timery'
  | 'foreign-stopped'
  | 'copy-running'
  | 'another-compass'
  | 'never-shown'
  | 'create-doubtful'
  | 'project-refused'
  | 'refused'
  | 'import-edited'
  | 'import-deleted'
  | 'copies-imported'
  | 'started-in-timery';

export type WarningDraft = Readonly<{
  kind: WarningKind;
  sliceId: string | null;
  entryId: number | null;
  ours: Readonly<Record<string, unknown>> | null;
  timerys: Readonly<Record<string, unknown>> | null;
  message: string;
  /** Those of the entry that wait for an answer; absent where it only informs. */
  fields?: readonly Field[];
}>;

/** One open warning a matter: told again, it is brought up to date. */
export function isSameMatter(left: WarningDraft, right: WarningDraft): boolean {
  const isSameEntry = left.sliceId === right.sliceId && left.entryId === right.entryId;
  return isSameEntry && left.kind === right.kind;
}

/** Whether a field of the entry is left alone until this is answered. */
export function isHolding(warning: Readonly<{ kind: WarningKind }>): boolean {
  switch (warning.kind) {
    case 'time-changed':
    case 'project-changed':
    case 'stopped-in-timery':
      return true;
    case 'deleted-in-timery':
    case 'foreign-stopped':
    case 'copy-running':
    case 'another-compass':
    case 'never-shown':
    case 'create-doubtful':
    case 'project-refused':
    case 'refused':
    case 'import-edited':
    case 'import-deleted':
    case 'copies-imported':
    case 'started-in-timery':
      return false;
  }
}
