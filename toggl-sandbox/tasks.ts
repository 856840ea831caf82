/** Tasks of a project, as far as replies were recorded: create and delete (docs/toggl-notes.md). */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { type Call, type JsonObject, parsedId, type Route, withObject } from './route.ts';
import { readSecond } from './wireTime.ts';
import type { TaskRow, World } from './world.ts';

const base = '/api/v9/workspaces/:workspaceId/projects/:projectId/tasks';

export const taskRoutes: readonly Route[] = [
  { method: 'POST', path: base, handle: (call) => withObject(call, (body) => create(call, body)) },
  { method: 'DELETE', path: `${base}/:taskId`, handle: remove },
];

const notFound = refusedAnswer(404, 'Resource can not be found');

export function shownTask(world: World, row: TaskRow): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    workspace_id: row.workspaceId,
    project_id: row.projectId,
    user_id: null,
    recurring: false,
    active: row.active,
    at: readSecond(row.modifiedAtSecond),
    server_deleted_at: null,
    estimated_seconds: null,
    tracked_seconds: 0,
    project_is_private: world.projects.get(row.projectId)?.isPrivate ?? false,
  };
}

function create(call: Call, body: JsonObject): Answer {
  const { world } = call;
  const project = world.projects.get(parsedId(call.parameters.projectId) ?? 0);
  if (project === undefined) return notFound;
  const name = typeof body.name === 'string' ? body.name.trim() : '';
  if (name === '') return refusedAnswer(400, 'task name must not be empty');
  const row = {
    id: world.nextId('task'),
    workspaceId: project.workspaceId,
    projectId: project.id,
    name,
    active: true,
    modifiedAtSecond: world.clockSecond(),
  };
  world.tasks.set(row.id, row);
  return jsonAnswer(shownTask(world, row));
}

/** The answer is the bare id. */
function remove(call: Call): Answer {
  const id = parsedId(call.parameters.taskId) ?? 0;
  if (!call.world.tasks.delete(id)) return notFound;
  for (const entry of call.world.entries.values()) {
    if (entry.taskId === id) entry.taskId = null;
  }
  return jsonAnswer(id);
}
