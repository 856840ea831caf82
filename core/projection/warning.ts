/**
 * What a person is told about Toggl, with both versions. A warning holds fields only through the
 * link; it never changes a slice.
 */
export type WarningKind =
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
