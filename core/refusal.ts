/**
 * A rule said no. Refusals are values: a rule returns one, a door turns its code into a status
 * (backend/src/http/errors.ts), and nothing has been written.
 */
export type RefusalCode =
  | 'malformed_at'
  | 'at_in_future'
  | 'no_last_stop'
  | 'duplicate_dimension'
  | 'nothing_running'
  | 'another_running'
  | 'ends_before_start'
  | 'overlap'
  | 'slice_locked'
  | 'newer_running'
  | 'slice_not_found'
  | 'change_not_found'
  | 'nothing_to_undo'
  | 'undo_conflict'
  | 'category_not_found'
  | 'category_name_taken'
  | 'invalid_name'
  | 'idempotency_mismatch'
  | 'imported_slice'
  | 'outside_slice'
  | 'nothing_to_join'
  | 'categories_differ'
  | 'nothing_to_resume'
  | 'too_many_changes'
  | 'warning_not_found'
  | 'action_not_offered'
  | 'task_not_found'
  | 'task_done'
  | 'task_without_category'
  | 'post_do_log_not_found'
  | 'favorite_not_found'
  | 'goal_not_found'
  | 'goal_too_long'
  | 'review_exists'
  | 'review_not_found'
  | 'category_in_use'
  | 'merge_into_itself'
  | 'project_not_usable'
  | 'project_exists'
  | 'toggl_refused'
  | 'toggl_unavailable'
  | 'toggl_not_connected'
  | 'toggl_token_refused'
  | 'toggl_token_in_settings'
  | 'toggl_user_taken'
  | 'toggl_workspace_unknown'
  | 'webhook_refused'
  | 'no_previous'
  | 'nothing_to_extend'
  | 'token_not_found'
  | 'owner_token'
  | 'own_change_only'
  | 'trigger_not_found'
  | 'trigger_name_taken'
  | 'trigger_in_file'
  | 'state_without_action';

export type Refusal = Readonly<{
  code: RefusalCode;
  /** One sentence for a person: what is wrong and what to do. */
  message: string;
  details?: Readonly<Record<string, unknown>>;
}>;
