/**
 * The tables as Kysely sees them. Instants are integer milliseconds, flags are 0 or 1, and JSON
 * is text, so that one set of queries serves SQLite and PostgreSQL alike. Every row carries its
 * account. migrations/ makes these tables; each table has one writer in store/.
 */
import type { Generated } from 'kysely';

type Flag = 0 | 1;

type AccountTable = {
  id: string;
  time_zone: string;
  day_start_minutes: number;
  /** Grows by one with every change of slices or categories: what the projection compares. */
  engine_revision: number;
  created_at: number;
};

type ApiTokenTable = {
  id: string;
  account_id: string;
  name: string;
  scope: string;
  secret_hash: string;
  created_at: number;
};

export type CategoryTable = {
  id: string;
  account_id: string;
  name: string;
  folded_name: string;
  color: string;
  icon: string | null;
  /** Chosen by a person; null with `toggl_project_is_chosen` 1 means "none on purpose". */
  toggl_project_id: number | null;
  toggl_project_is_chosen: Flag;
  is_billable: Flag;
  is_new: Flag;
  is_archived: Flag;
  sort_order: number;
  created_at: number;
  updated_at: number;
};

export type SliceTable = {
  id: string;
  account_id: string;
  dimension: string;
  category_id: string;
  start_at: number;
  end_at: number | null;
  source: string;
  is_locked: Flag;
  linked_task_id: string | null;
  note: string | null;
  origin_entry_id: string | null;
  created_at: number;
  updated_at: number;
};

/** One row a command: who, why, when. */
type ChangeTable = {
  id: string;
  account_id: string;
  revision: number;
  command: string;
  token_id: string;
  cause: string | null;
  undoes_change_id: string | null;
  at: number;
};

/** One row a slice that the command touched: the slice before and after, as JSON. */
export type SliceChangeTable = {
  change_id: string;
  position: number;
  account_id: string;
  revision: number;
  slice_id: string;
  before: string | null;
  after: string | null;
};

type IdempotencyKeyTable = {
  token_id: string;
  key: string;
  account_id: string;
  request_hash: string;
  status: number;
  reply: string;
  created_at: number;
};

type TogglConnectionTable = {
  account_id: string;
  toggl_user_id: number;
  workspace_id: number;
  token_hash: string;
  connected_at: number;
  /** engine_revision when it was connected: slices recorded later are projected. */
  connected_revision: number;
  /** engine_revision that the projection has taken in. */
  observed_revision: number;
  /** Bounds of Toggl's clock minus ours; null until a reply has told. */
  clock_offset_low_ms: number | null;
  clock_offset_high_ms: number | null;
  /** When to read what a start from idle may have stopped; null when nothing is due. */
  idle_check_at: number | null;
  idle_check_since_second: number | null;
  /** What replies have shown of Toggl's unsettled behaviour, as JSON. */
  traits: string;
  last_call_at: number | null;
  last_error: string | null;
  last_import_at: number | null;
};

type TogglProjectTable = {
  account_id: string;
  id: number;
  workspace_id: number;
  name: string;
  folded_name: string;
  is_active: Flag;
};

type TogglLinkTable = {
  /** Not a foreign key: a link outlives its slice until the entry is gone. */
  slice_id: string;
  account_id: string;
  toggl_user_id: number;
  workspace_id: number;
  entry_id: number | null;
  /** The whole link as JSON, core/projection/link.ts; the columns beside it are for queries. */
  body: string;
  state: string;
  is_settled: Flag;
  /** 1 where every look reads it, see isAtHand in core/projection/link.ts. */
  is_at_hand: Flag;
  /** Of its slice, when it was last taken in: the newest go first. */
  start_second: number;
  /** Text that a human gave the entry in Toggl; null while it is ours. */
  human_text: string | null;
  /** That of them which became the slice's note. */
  noted_text: string | null;
  updated_at: number;
};

type TogglBucketTable = {
  toggl_user_id: number;
  bucket: string;
  remaining: number;
  resets_at: number;
  /** When the running entry was last made right from it; null where that is not known. */
  running_sent_at: number | null;
  updated_at: number;
};

type TogglCallTable = {
  id: Generated<number>;
  account_id: string;
  method: string;
  path: string;
  status: number | null;
  outcome: string;
  reason: string;
  slice_id: string | null;
  duration_ms: number;
  at: number;
};

export type TogglWarningTable = {
  id: string;
  account_id: string;
  kind: string;
  slice_id: string | null;
  entry_id: number | null;
  ours: string | null;
  timerys: string | null;
  /** Fields of the entry that wait for the answer, as JSON. */
  fields: string;
  message: string;
  at: number;
  closed_at: number | null;
  /** What was done about it; null where it is open, or was closed because both sides agreed. */
  action: string | null;
  /** 1 where the setting did it, not a person. */
  is_automatic: Flag;
  /** 0 while the setting may still act on it; 1 once it is a person's to answer. */
  is_asked: Flag;
  /** When the projection took the answer in. */
  taken_at: number | null;
};

/** Running entries that are not ours, remembered until they are known to have stopped. */
type TogglForeignTable = {
  account_id: string;
  entry_id: number;
  workspace_id: number;
  description: string;
  start_second: number;
  /** Whose it is, as far as can be told: core/projection/foreign.ts. */
  origin: string;
  seen_at: number;
  /** 1 once it was asked to stop and did not say yes. */
  is_stop_tried: Flag;
};

/** Categories whose past entries are to follow them, until the projection has taken it in. */
type TogglRefreshTable = {
  account_id: string;
  category_id: string;
  /** How far it has been taken in: slices up to this id. */
  after_slice_id: string;
  requested_at: number;
};

/** What is watched for from outside: services/causes.ts. */
type CauseWatchTable = {
  account_id: string;
  kind: string;
  /** The watch and what it holds, as JSON. */
  body: string;
  alive_at: number;
};

export type Schema = {
  account: AccountTable;
  api_token: ApiTokenTable;
  category: CategoryTable;
  slice: SliceTable;
  change: ChangeTable;
  slice_change: SliceChangeTable;
  idempotency_key: IdempotencyKeyTable;
  toggl_connection: TogglConnectionTable;
  toggl_project: TogglProjectTable;
  toggl_link: TogglLinkTable;
  toggl_bucket: TogglBucketTable;
  toggl_call: TogglCallTable;
  toggl_warning: TogglWarningTable;
  toggl_foreign: TogglForeignTable;
  toggl_refresh: TogglRefreshTable;
  cause_watch: CauseWatchTable;
};
