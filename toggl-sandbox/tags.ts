/**
 * Tags of a workspace. A POST answers with a single object, though Toggl's own description says
 * array; deleting a tag takes it from its entries without touching their `at`
 * (docs/toggl-notes.md).
 */
import { type Answer, emptyAnswer, jsonAnswer, refusedAnswer } from './answer.ts';
import {
  type Call,
  type JsonObject,
  parsedId,
  type Route,
  withObject,
  workspaceIdOf,
} from './route.ts';
import { addTag, tagNamed } from './tagNames.ts';
import { microsecondInstant } from './wireTime.ts';
import type { TagRow, World } from './world.ts';

const base = '/api/v9/workspaces/:workspaceId/tags';

export const tagRoutes: readonly Route[] = [
  { method: 'GET', path: base, handle: list },
  { method: 'POST', path: base, handle: (call) => withObject(call, (body) => create(call, body)) },
  { method: 'PUT', path: `${base}/:tagId`, handle: (call) => withTag(call, update) },
  { method: 'DELETE', path: `${base}/:tagId`, handle: (call) => withTag(call, remove) },
];

export function shownTag(world: World, row: TagRow): Record<string, unknown> {
  return {
    id: row.id,
    workspace_id: row.workspaceId,
    name: row.name,
    at: microsecondInstant(row.modifiedAtMicroseconds),
    creator_id: world.config().account.userId,
  };
}

export function tagsByName(world: World): TagRow[] {
  return [...world.tags.values()].sort((left, right) => left.name.localeCompare(right.name));
}

function list(call: Call): Answer {
  const search = call.query.get('search') ?? '';
  const rows = tagsByName(call.world)
    .filter((row) => row.workspaceId === workspaceIdOf(call))
    .filter((row) => row.name.includes(search));
  const shown = rows.map((row) => shownTag(call.world, row));
  return jsonAnswer(shown, { 'x-total-count': String(rows.length) });
}

function create(call: Call, body: JsonObject): Answer {
  const name = readName(call, body, null);
  if (typeof name !== 'string') return name;
  return jsonAnswer(shownTag(call.world, addTag(call.world, workspaceIdOf(call), name)));
}

function update(call: Call, row: TagRow): Answer {
  return withObject(call, (body) => {
    const name = readName(call, body, row);
    if (typeof name !== 'string') return name;
    row.name = name;
    row.modifiedAtMicroseconds = call.world.stampMicroseconds();
    return jsonAnswer(shownTag(call.world, row));
  });
}

function remove(call: Call, row: TagRow): Answer {
  call.world.tags.delete(row.id);
  for (const entry of call.world.entries.values()) {
    entry.tagIds = entry.tagIds.filter((id) => id !== row.id);
  }
  return emptyAnswer;
}

function readName(call: Call, body: JsonObject, own: TagRow | null): string | Answer {
  const name = typeof body.name === 'string' ? body.name.trim() : '';
  if (name === '') return refusedAnswer(400, "tag name can't be blank");
  const other = tagNamed(call.world, workspaceIdOf(call), name);
  const taken = other !== null && other !== own;
  return taken ? refusedAnswer(400, `a tag with the name '${name}' already exists`) : name;
}

function withTag(call: Call, use: (call: Call, row: TagRow) => Answer): Answer {
  const id = parsedId(call.parameters.tagId);
  if (id === null) {
    return refusedAnswer(400, "We're expecting an integer as part of the url for tag_id");
  }
  const row = call.world.tags.get(id);
  if (row?.workspaceId !== workspaceIdOf(call)) return refusedAnswer(404, 'Tag was not found');
  return use(call, row);
}
