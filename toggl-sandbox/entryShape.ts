/**
 * A time entry as each kind of reply shows it. The forms differ in how times are written, in the
 * legacy twins, and in null against [] for no tags (docs/toggl-notes.md). `created_with` is never
 * shown.
 */
import { namesOfTags } from './tagNames.ts';
import { microsecondInstant, readSecond, writtenSecond } from './wireTime.ts';
import type { EntryRow, World } from './world.ts';

/** `created` by POST, `written` by PUT and stop, `listed` in lists and current, `single` by id. */
export type EntryForm = 'created' | 'written' | 'listed' | 'single';

export function shownEntry(world: World, row: EntryRow, form: EntryForm): Record<string, unknown> {
  const second = form === 'created' || form === 'written' ? writtenSecond : readSecond;
  const noTags = form === 'created' && row.tagIds.length === 0;
  return {
    id: row.id,
    workspace_id: row.workspaceId,
    project_id: row.projectId,
    task_id: row.taskId,
    billable: row.billable,
    start: second(row.startSecond),
    stop: row.stopSecond === null ? null : second(row.stopSecond),
    duration: row.durationSeconds,
    description: row.description,
    tags: noTags ? null : namesOfTags(world, row.tagIds),
    tag_ids: noTags ? null : row.tagIds,
    duronly: true,
    at: shownModification(world, row),
    server_deleted_at: row.deletedAt === null ? null : readSecond(Math.floor(row.deletedAt / 1000)),
    user_id: world.config().account.userId,
    ...(form === 'single' ? {} : legacyTwins(world, row)),
    ...(world.config().vintage === '2024-04' ? { permissions: null } : {}),
  };
}

/** `pid` and `tid` are keys only when they are set. */
function legacyTwins(world: World, row: EntryRow): Record<string, number> {
  return {
    uid: world.config().account.userId,
    wid: row.workspaceId,
    ...(row.taskId === null ? {} : { tid: row.taskId }),
    ...(row.projectId === null ? {} : { pid: row.projectId }),
  };
}

function shownModification(world: World, row: EntryRow): string {
  return world.config().vintage === '2024-04'
    ? readSecond(Math.floor(row.modifiedAtMicroseconds / 1_000_000))
    : microsecondInstant(row.modifiedAtMicroseconds);
}

/** What `meta=true` adds; keys of relations that are not there are missing. */
export function entryMeta(world: World, row: EntryRow): Record<string, unknown> {
  const project = row.projectId === null ? undefined : world.projects.get(row.projectId);
  const client = world.clients.get(project?.clientId ?? 0);
  const task = row.taskId === null ? undefined : world.tasks.get(row.taskId);
  return {
    ...(client === undefined ? {} : { client_name: client.name }),
    ...(project === undefined
      ? {}
      : {
          project_name: project.name,
          project_color: project.color,
          project_active: project.active,
          project_billable: project.billable,
        }),
    ...(task === undefined ? {} : { task_name: task.name }),
    user_name: world.config().account.fullName,
    user_avatar_url: '',
  };
}
