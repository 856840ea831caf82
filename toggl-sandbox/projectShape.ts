/**
 * A project as each kind of reply shows it: a workspace list has `total_count` and `client_name`,
 * the copy inside /me has `tasks_count` and `is_shared`, a create reply has neither `status` nor
 * `pinned` (docs/toggl-notes.md). `at` is in whole seconds.
 */
import { readSecond, utcDate } from './wireTime.ts';
import type { ProjectRow, World } from './world.ts';

type ProjectForm = 'created' | 'listed' | 'mine';

export function shownProject(
  world: World,
  row: ProjectRow,
  form: ProjectForm,
): Record<string, unknown> {
  return {
    id: row.id,
    workspace_id: row.workspaceId,
    client_id: row.clientId,
    name: row.name,
    is_private: row.isPrivate,
    active: row.active,
    at: readSecond(row.modifiedAtSecond),
    // The create reply of early 2024 had no creation time yet.
    ...(form === 'created' && world.config().vintage === '2024-04'
      ? {}
      : { created_at: readSecond(row.createdAtSecond) }),
    server_deleted_at: null,
    color: row.color,
    billable: world.config().plan.premium ? row.billable : null,
    template: false,
    auto_estimates: null,
    estimated_hours: null,
    estimated_seconds: null,
    rate: null,
    rate_last_updated: null,
    currency: null,
    recurring: false,
    template_id: null,
    recurring_parameters: null,
    fixed_fee: null,
    ...trackedTime(world, row),
    ...(form === 'mine' ? { tasks_count: null } : { total_count: totalCount(world, form) }),
    ...(form === 'mine' ? {} : { client_name: world.clients.get(row.clientId ?? 0)?.name ?? null }),
    can_track_time: true,
    start_date: utcDate(row.createdAtSecond),
    ...(form === 'created' ? {} : { status: row.active ? 'active' : 'archived' }),
    wid: row.workspaceId,
    cid: row.clientId,
    ...(form === 'mine' ? { is_shared: false } : {}),
    ...(form === 'created' ? {} : { pinned: false }),
  };
}

function totalCount(world: World, form: ProjectForm): number {
  return form === 'created' ? 0 : world.projects.size;
}

/** null until something was tracked; a running entry does not count yet. */
function trackedTime(world: World, project: ProjectRow): Record<string, number | null> {
  let seconds = 0;
  for (const entry of world.entries.values()) {
    if (entry.projectId === project.id && entry.deletedAt === null) {
      seconds += Math.max(0, entry.durationSeconds);
    }
  }
  if (seconds === 0) return { actual_hours: null, actual_seconds: null };
  return { actual_hours: Math.floor(seconds / 3600), actual_seconds: seconds };
}
