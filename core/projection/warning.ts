/**
 * What a person is told about Toggl, with both versions. A warning holds fields only through the
 * link; it never changes a slice.
 */
type WarningKind =
  | 'time-changed'
  | 'project-changed'
  | 'stopped-in-timery'
  | 'deleted-in-timery'
  | 'foreign-stopped'
  | 'copy-running'
  | 'create-doubtful'
  | 'project-refused'
  | 'refused';

export type WarningDraft = Readonly<{
  kind: WarningKind;
  sliceId: string | null;
  entryId: number | null;
  ours: Readonly<Record<string, unknown>> | null;
  timerys: Readonly<Record<string, unknown>> | null;
  message: string;
}>;

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
    case 'create-doubtful':
    case 'project-refused':
    case 'refused':
      return false;
  }
}
