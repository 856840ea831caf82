/**
 * Toggl as it is on the wire: one method an endpoint, one request a call. It never retries, never
 * waits, never decides whether a call is worth its price, and never throws: how a call went is
 * the Reply.
 */
import { type BulkEdit, type BulkResult, bulkBody, bulkResultSchema } from './bulkEdit.ts';
import { type Call, makeCall, type TogglConnection } from './call.ts';
import { listSchema } from './listSchema.ts';
import { type Me, meSchema } from './me.ts';
import type { Reply } from './outcome.ts';
import {
  type Project,
  type ProjectPage,
  projectPageSchema,
  projectSchema,
  projectsPerPage,
} from './project.ts';
import { jsonReader, readNothing } from './reader.ts';
import { type ReportPage, type ReportQuery, reportBody, reportReader } from './reportSearch.ts';
import type { NewTimeEntry, TimeEntry, TimeEntryEdit } from './timeEntry.ts';
import { createBody, editBody } from './timeEntryBody.ts';
import { timeEntrySchema } from './timeEntrySchema.ts';
import { idOf, type TolerantList, tolerantList } from './tolerantList.ts';
import {
  type NewSubscription,
  type Subscription,
  subscriptionBody,
  subscriptionSchema,
} from './webhook.ts';

export type TogglClient = Readonly<{
  /** The user with workspaces, projects, tags and recent entries. Costs one of the user bucket. */
  me: () => Promise<Reply<Me>>;
  /** All entries modified since then, tombstones included. Costs one of the user bucket. */
  timeEntriesSince: (sinceSecond: number) => Promise<Reply<readonly TimeEntry[]>>;
  /** The same for history: an entry that cannot be read is told, and does not spoil the others. */
  readableTimeEntriesSince: (sinceSecond: number) => Promise<Reply<TolerantList<TimeEntry>>>;
  /** null when nothing runs. Costs one of the user bucket; all below, the organisation's. */
  currentTimeEntry: () => Promise<Reply<TimeEntry | null>>;
  createTimeEntry: (workspaceId: number, entry: NewTimeEntry) => Promise<Reply<TimeEntry>>;
  updateTimeEntry: (
    workspaceId: number,
    entryId: number,
    edit: TimeEntryEdit,
  ) => Promise<Reply<TimeEntry>>;
  /** The same edit for up to a hundred entries, for the price of one. */
  updateTimeEntries: (
    workspaceId: number,
    entryIds: readonly number[],
    edit: BulkEdit,
  ) => Promise<Reply<BulkResult>>;
  /** Stops at Toggl's now. */
  stopTimeEntry: (workspaceId: number, entryId: number) => Promise<Reply<TimeEntry>>;
  deleteTimeEntry: (workspaceId: number, entryId: number) => Promise<Reply<null>>;
  /** Without `active` Toggl has made archived ones, so it is always sent. */
  createProject: (workspaceId: number, name: string) => Promise<Reply<Project>>;
  /** Archived ones included. Pages count from 1. */
  projects: (workspaceId: number, page: number) => Promise<Reply<ProjectPage>>;
  /** Whether this is paid from a bucket, no source says. */
  createSubscription: (
    workspaceId: number,
    subscription: NewSubscription,
  ) => Promise<Reply<Subscription>>;
  /** Finished entries of one user, however old. */
  searchTimeEntries: (workspaceId: number, query: ReportQuery) => Promise<Reply<ReportPage>>;
}>;

const timeEntryReader = jsonReader(timeEntrySchema);
const timeEntryListReader = jsonReader(listSchema(timeEntrySchema));
const tolerantReader = jsonReader(tolerantList(timeEntrySchema, idOf));
const currentReader = jsonReader(timeEntrySchema.nullable());
const meReader = jsonReader(meSchema);

export function createTogglClient(connection: TogglConnection): TogglClient {
  const call = <T>(wanted: Call<T>) => makeCall(connection, wanted);
  return {
    me: () => call({ method: 'GET', path: '/api/v9/me?with_related_data=true', reader: meReader }),
    timeEntriesSince: (sinceSecond) =>
      call({
        method: 'GET',
        path: `/api/v9/me/time_entries?since=${sinceSecond}`,
        reader: timeEntryListReader,
      }),
    readableTimeEntriesSince: (sinceSecond) =>
      call({
        method: 'GET',
        path: `/api/v9/me/time_entries?since=${sinceSecond}`,
        reader: tolerantReader,
      }),
    currentTimeEntry: () =>
      call({ method: 'GET', path: '/api/v9/me/time_entries/current', reader: currentReader }),
    ...writes(call),
    ...workspaceReads(call),
  };
}

/** A call over the connection of this client. */
type CallToggl = <T>(wanted: Call<T>) => Promise<Reply<T>>;

function writes(
  call: CallToggl,
): Pick<
  TogglClient,
  'createTimeEntry' | 'updateTimeEntry' | 'updateTimeEntries' | 'stopTimeEntry' | 'deleteTimeEntry'
> {
  return {
    createTimeEntry: (workspaceId, entry) =>
      call({
        method: 'POST',
        path: entriesPath(workspaceId),
        body: createBody(workspaceId, entry),
        reader: timeEntryReader,
      }),
    updateTimeEntry: (workspaceId, entryId, edit) =>
      call({
        method: 'PUT',
        path: `${entriesPath(workspaceId)}/${entryId}`,
        body: editBody(edit),
        reader: timeEntryReader,
      }),
    updateTimeEntries: (workspaceId, entryIds, edit) =>
      call({
        method: 'PATCH',
        path: `${entriesPath(workspaceId)}/${entryIds.join(',')}`,
        body: bulkBody(edit),
        reader: jsonReader(bulkResultSchema),
      }),
    stopTimeEntry: (workspaceId, entryId) =>
      call({
        method: 'PATCH',
        path: `${entriesPath(workspaceId)}/${entryId}/stop`,
        reader: timeEntryReader,
      }),
    deleteTimeEntry: (workspaceId, entryId) =>
      call({
        method: 'DELETE',
        path: `${entriesPath(workspaceId)}/${entryId}`,
        reader: readNothing,
      }),
  };
}

function workspaceReads(
  call: CallToggl,
): Pick<TogglClient, 'projects' | 'createProject' | 'createSubscription' | 'searchTimeEntries'> {
  return {
    createProject: (workspaceId, name) =>
      call({
        method: 'POST',
        path: `/api/v9/workspaces/${workspaceId}/projects`,
        body: JSON.stringify({ name, active: true }),
        reader: jsonReader(projectSchema),
      }),
    projects: (workspaceId, page) =>
      call({
        method: 'GET',
        path:
          `/api/v9/workspaces/${workspaceId}/projects` +
          `?active=both&page=${page}&per_page=${projectsPerPage}`,
        reader: jsonReader(projectPageSchema(page)),
      }),
    createSubscription: (workspaceId, subscription) =>
      call({
        method: 'POST',
        path: `/webhooks/api/v1/subscriptions/${workspaceId}`,
        body: subscriptionBody(subscription),
        reader: jsonReader(subscriptionSchema),
      }),
    searchTimeEntries: (workspaceId, query) =>
      call({
        method: 'POST',
        path: `/reports/api/v3/workspace/${workspaceId}/search/time_entries`,
        body: reportBody(query),
        reader: reportReader(workspaceId),
      }),
  };
}

function entriesPath(workspaceId: number): string {
  return `/api/v9/workspaces/${workspaceId}/time_entries`;
}
