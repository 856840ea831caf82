/**
 * The tables as Kysely sees them. Instants are integer milliseconds, flags are 0 or 1, and JSON
 * is text, so that one set of queries serves SQLite and PostgreSQL alike. Every row carries its
 * account. migrations/ makes these tables; each table has one writer in store/.
 */
import type { ApiTokenTable, SignInCodeTable } from './accessSchema.ts';
import type {
  AutomationRuleTable,
  AutomationTriggerTable,
  CauseWatchTable,
  FiringTable,
  HeldSignalTable,
  SigningKeyTable,
} from './automationSchema.ts';
import type { AcceptedTable } from './closingSchema.ts';
import type { Flag } from './flag.ts';
import type { HealthDayTable, HealthSampleTable, HealthSessionTable } from './healthSchema.ts';
import type {
  CountedHorizonTable,
  CountedPeriodTable,
  GoalTable,
  ReviewTable,
} from './reviewSchema.ts';
import type { FavoriteTable, PostDoLogTable, TaskChangeTable, TaskTable } from './taskSchema.ts';
import type {
  TogglAdoptionTable,
  TogglBucketTable,
  TogglCallTable,
  TogglConnectionTable,
  TogglForeignTable,
  TogglImportedTable,
  TogglImportTable,
  TogglLinkTable,
  TogglProjectTable,
  TogglRefreshTable,
  TogglSeenEntryTable,
  TogglTokenTable,
  TogglWarningTable,
  TogglWebhookEventTable,
  TogglWebhookTable,
} from './togglSchema.ts';

type AccountTable = {
  id: string;
  time_zone: string;
  day_start_minutes: number;
  /** By a person, and before the settings; null where those decide. */
  chosen_time_zone: string | null;
  chosen_day_start_minutes: number | null;
  /** Grows by one with every change of slices or categories: what the projection compares. */
  engine_revision: number;
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
  max_minutes: number | null;
  created_at: number;
  updated_at: number;
  /** 1 once it was merged or deleted: slices of old may name it, no list and no start does. */
  is_gone: Flag;
  /** Where it went: starts by its name go there too. */
  merged_into_id: string | null;
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
  /** Changes of one matter, undone as one. */
  group_id: string | null;
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

export type Schema = {
  account: AccountTable;
  api_token: ApiTokenTable;
  sign_in_code: SignInCodeTable;
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
  task: TaskTable;
  post_do_log: PostDoLogTable;
  task_change: TaskChangeTable;
  favorite: FavoriteTable;
  counted_horizon: CountedHorizonTable;
  counted_period: CountedPeriodTable;
  goal: GoalTable;
  review: ReviewTable;
  toggl_token: TogglTokenTable;
  toggl_import: TogglImportTable;
  toggl_seen_entry: TogglSeenEntryTable;
  toggl_imported: TogglImportedTable;
  toggl_adoption: TogglAdoptionTable;
  toggl_webhook: TogglWebhookTable;
  toggl_webhook_event: TogglWebhookEventTable;
  automation_trigger: AutomationTriggerTable;
  automation_rule: AutomationRuleTable;
  held_signal: HeldSignalTable;
  firing: FiringTable;
  signing_key: SigningKeyTable;
  cause_watch: CauseWatchTable;
  health_sample: HealthSampleTable;
  health_session: HealthSessionTable;
  health_day: HealthDayTable;
  accepted: AcceptedTable;
};
