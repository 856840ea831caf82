/** The tables of what is known of Toggl, as schema.ts tells. */
import type { Generated } from 'kysely';
import type { Flag } from './flag.ts';

export type TogglConnectionTable = {
  account_id: string;
  toggl_user_id: number;
  /** null where Toggl has not told it. */
  user_name: string | null;
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
  /** What the user has, as JSON. */
  workspaces: string;
  /** When the projects are to be read again; null where that is not known. */
  projects_due_at: number | null;
  /** null while it is connected. */
  disconnected_at: number | null;
};

export type TogglProjectTable = {
  account_id: string;
  id: number;
  workspace_id: number;
  name: string;
  folded_name: string;
  is_active: Flag;
  is_private: Flag;
  /** Toggl's words when it refused an entry for this project. */
  refused_reason: string | null;
};

export type TogglLinkTable = {
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

export type TogglBucketTable = {
  toggl_user_id: number;
  bucket: string;
  remaining: number;
  resets_at: number;
  /** When the running entry was last made right from it; null where that is not known. */
  running_sent_at: number | null;
  updated_at: number;
};

export type TogglCallTable = {
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
export type TogglForeignTable = {
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
  /** The whole entry as JSON; null in rows of before there was an import. */
  body: string | null;
};

/** Categories whose past entries are to follow them, until the projection has taken it in. */
export type TogglRefreshTable = {
  account_id: string;
  category_id: string;
  /** How far it has been taken in: slices up to this id. */
  after_slice_id: string;
  requested_at: number;
};

/** Tokens of Toggl given at run time, sealed (services/toggl/seal.ts). */
export type TogglTokenTable = {
  account_id: string;
  sealed: string;
  workspace_id: number;
  created_at: number;
};

/** One run of the import: what is still to be read, and what it has done so far. */
export type TogglImportTable = {
  id: string;
  account_id: string;
  /** Who asked: an undo without a name undoes the caller's last change. */
  token_id: string;
  is_dry: Flag;
  /** Only entries that start in here; null where there is no bound. */
  from_at: number | null;
  until_at: number | null;
  /** `running`, `done`, `failed`, `undone`. */
  state: string;
  /** Readings to come, as JSON: core/importer/readings.ts. */
  parts: string;
  parts_planned: number;
  /** Per mille of the readings. */
  progress: number;
  calls: number;
  entries: number;
  imported: number;
  updated: number;
  deleted: number;
  /** The first of them, as JSON. */
  skipped: string;
  skipped_count: number;
  /** Until when the bucket is empty; null when it need not wait. */
  waiting_until: number | null;
  error: string | null;
  /** From where the next run has to ask, in Toggl's seconds. */
  next_since_second: number | null;
  requested_at: number;
  finished_at: number | null;
};

/** Entries that are not ours, from any reading, until they were taken in. */
export type TogglSeenEntryTable = {
  account_id: string;
  entry_id: number;
  import_id: string | null;
  /** 1 where a dry run read it: kept for the run that follows. */
  is_held: Flag;
  body: string;
  seen_at: number;
};

/** What was taken in of each entry, core/importer/historyEntry.ts as JSON. */
export type TogglImportedTable = {
  account_id: string;
  entry_id: number;
  slice_id: string;
  body: string;
};

/** Slices that took a running entry over, until the projection has made the link. */
export type TogglAdoptionTable = {
  slice_id: string;
  account_id: string;
  entry_id: number;
  /** The entry as it was last seen, as JSON. */
  body: string;
};

export type TogglWebhookTable = {
  account_id: string;
  workspace_id: number;
  /** null until Toggl has answered. */
  subscription_id: number | null;
  url: string;
  created_at: number;
  validated_at: number | null;
  last_event_at: number | null;
};

/** What a webhook told of an entry last: what is older or told twice is not taken in again. */
export type TogglWebhookEventTable = {
  account_id: string;
  entry_id: number;
  body: string;
  modified_at: number;
  /** 1 once the projection has taken it in. */
  is_taken: Flag;
  received_at: number;
};
