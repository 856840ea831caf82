/** One call the projection may make, with its worth and the sentence a person reads in the log. */
import type { Worth } from './budget.ts';
import type { Difference } from './difference.ts';
import type { EntryFields } from './entry.ts';
import type { Carried } from './link.ts';

export type Action =
  | Readonly<{ kind: 'create'; sliceId: string; fields: EntryFields; carried?: Carried }>
  /** Toggl takes its own now as the stop. */
  | Readonly<{ kind: 'stop'; sliceId: string; entryId: number }>
  | Readonly<{ kind: 'edit'; sliceId: string; entryId: number; difference: Difference }>
  | Readonly<{ kind: 'delete'; sliceId: string; entryId: number }>
  | Readonly<{ kind: 'stop-foreign'; entryId: number; workspaceId: number }>
  /** To an entry that was taken over once, see returnProject.ts. */
  | Readonly<{
      kind: 'return-project';
      entryId: number;
      workspaceId: number;
      projectId: number | null;
    }>
  /** The same text or project for many entries, see refresh.ts. */
  | Readonly<{
      kind: 'edit-many';
      workspaceId: number;
      entries: readonly Readonly<{ sliceId: string; entryId: number }>[];
      description: Difference['description'];
      project: Difference['project'];
    }>
  | Readonly<{
      kind: 'observe';
      sinceSecond: number;
      /** For history: what cannot be read is left out and told. */
      broken?: 'left-out';
    }>
  /** Whether anything runs that nobody told of. */
  | Readonly<{ kind: 'look-running' }>
  /** A page of what is older than lists reach, from Reports: finished entries alone. */
  | Readonly<{
      kind: 'search';
      startDate: string;
      endDate: string;
      firstRowNumber: number | null;
    }>;

/** What one call does to the entry of one slice. */
export type LinkAction = Extract<Action, { sliceId: string }>;
/** What one call does to the entries of many. */
export type BulkAction = Extract<Action, { kind: 'edit-many' }>;

export type Step = Readonly<{
  action: Action;
  worth: Worth;
  /** Not before this instant of our clock; 0 when at once. */
  notBefore: number;
  reason: string;
}>;
