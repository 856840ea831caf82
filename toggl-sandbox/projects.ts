/**
 * Projects of a workspace. A create with a name alone makes an archived, private one, as recorded;
 * the reply to a PUT shows the `at` of before it (docs/toggl-notes.md).
 */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { deleteEntry, touchEntry } from './entryEffects.ts';
import { shownProject } from './projectShape.ts';
import {
  type Call,
  type JsonObject,
  parsedId,
  type Route,
  withBulk,
  withObject,
  workspaceIdOf,
} from './route.ts';
import type { ProjectRow, World } from './world.ts';

const base = '/api/v9/workspaces/:workspaceId/projects';

export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: base, handle: list },
  { method: 'POST', path: base, handle: (call) => withObject(call, (body) => create(call, body)) },
  { method: 'GET', path: `${base}/:projectId`, handle: (call) => withProject(call, single) },
  { method: 'PUT', path: `${base}/:projectId`, handle: (call) => withProject(call, update) },
  { method: 'DELETE', path: `${base}/:projectId`, handle: (call) => withProject(call, remove) },
  { method: 'PATCH', path: `${base}/:ids`, handle: editInBulk },
];

const pageSizeDefault = 151;
const pageSizeMaximum = 200;
const nameTaken = refusedAnswer(400, 'Name has already been taken');
const nameEmpty = refusedAnswer(400, 'project name must not be empty');

/** Every colour a free plan may use. */
const palette = new Set(
  (
    '#0b83d9 #9e5bd9 #d94182 #e36a00 #bf7000 #2da608 #06a893 ' +
    '#c9806b #465bb3 #990099 #c7af14 #566614 #d92b2b #525266'
  ).split(' '),
);

function list(call: Call): Answer {
  const { world, query } = call;
  const page = parsedId(query.get('page') ?? '1') ?? 1;
  const wanted = parsedId(query.get('per_page') ?? '') ?? pageSizeDefault;
  const pageSize = Math.min(Math.max(wanted, 1), pageSizeMaximum);
  const rows = [...world.projects.values()]
    .filter((row) => row.workspaceId === workspaceIdOf(call))
    .filter((row) => isWanted(row, query.get('active')))
    .filter((row) => row.name.includes(query.get('name') ?? ''))
    .filter((row) => row.modifiedAtSecond >= Number(query.get('since') ?? 0))
    .sort((left, right) => left.name.localeCompare(right.name));
  const shown = rows.slice((page - 1) * pageSize, page * pageSize);
  return jsonAnswer(
    shown.map((row) => ({ ...shownProject(world, row, 'listed'), total_count: rows.length })),
    {
      'x-page': String(page),
      'x-page-size': String(pageSize),
      'x-sort-field': 'project_name',
      'x-sort-order': 'asc',
    },
  );
}

/** Without `active` archived projects are listed too. */
function isWanted(row: ProjectRow, active: string | null): boolean {
  if (active === 'true') return row.active;
  return active === 'false' ? !row.active : true;
}

function create(call: Call, body: JsonObject): Answer {
  const { world } = call;
  const fields = projectFields(body);
  if (!fields.name) return nameEmpty;
  const row: ProjectRow = {
    id: 0,
    workspaceId: workspaceIdOf(call),
    clientId: null,
    name: fields.name,
    active: false,
    isPrivate: true,
    billable: false,
    color: '#0b83d9',
    createdAtSecond: world.clockSecond(),
    modifiedAtSecond: world.clockSecond(),
    ...fields,
  };
  const wrong = wrongColor(world, fields) ?? takenName(world, row);
  if (wrong !== null) return wrong;
  row.id = world.nextId('project');
  world.projects.set(row.id, row);
  return jsonAnswer(shownProject(world, row, 'created'));
}

function single(call: Call, row: ProjectRow): Answer {
  return jsonAnswer(shownProject(call.world, row, 'listed'));
}

function update(call: Call, row: ProjectRow): Answer {
  return withObject(call, (body) => {
    const { world } = call;
    const fields = projectFields(body);
    if (fields.name === '') return nameEmpty;
    const wrong = wrongColor(world, fields) ?? takenName(world, { ...row, ...fields });
    if (wrong !== null) return wrong;
    Object.assign(row, fields);
    const answer = jsonAnswer(shownProject(world, row, 'listed'));
    row.modifiedAtSecond = world.clockSecond();
    return answer;
  });
}

/** The answer is the bare id. Entries lose the project, or go with it on request. */
function remove(call: Call, row: ProjectRow): Answer {
  const { world, query } = call;
  for (const entry of world.entries.values()) {
    if (entry.projectId !== row.id) continue;
    entry.projectId = null;
    if (query.get('teDeletionMode') === 'delete' && entry.deletedAt === null) {
      deleteEntry(world, entry);
    } else touchEntry(world, entry);
  }
  world.projects.delete(row.id);
  return jsonAnswer(row.id);
}

/** No check of colours here: a free workspace was recorded taking one outside the palette. */
function editInBulk(call: Call): Answer {
  return withBulk(call, ({ ids, operations }) => {
    const success: number[] = [];
    const failure: { id: number; message: string }[] = [];
    for (const id of ids) {
      const row = ownProject(call, id);
      if (row === null) {
        failure.push({ id, message: 'Resource can not be found' });
        continue;
      }
      for (const { path, value } of operations) {
        Object.assign(row, projectFields({ [path.slice(1)]: value }));
      }
      row.modifiedAtSecond = call.world.clockSecond();
      success.push(id);
    }
    return jsonAnswer({ success, failure });
  });
}

function projectFields(body: JsonObject): Partial<ProjectRow> {
  const { name, active, is_private: isPrivate, billable, color, client_id: clientId } = body;
  return {
    ...(typeof name === 'string' ? { name: name.trim() } : {}),
    ...(typeof active === 'boolean' ? { active } : {}),
    ...(typeof isPrivate === 'boolean' ? { isPrivate } : {}),
    ...(typeof billable === 'boolean' ? { billable } : {}),
    ...(typeof color === 'string' ? { color } : {}),
    ...(typeof clientId === 'number' || clientId === null ? { clientId } : {}),
  };
}

function wrongColor(world: World, { color }: Partial<ProjectRow>): Answer | null {
  if (color === undefined) return null;
  if (!world.config().plan.premium && !palette.has(color)) {
    return refusedAnswer(402, 'Custom project colors available only for premium plans');
  }
  if (/^#[0-9a-f]{6}$/.test(color)) return null;
  const form = 'Project color must be a hex value in the form of #[0-9a-f]{6}.';
  return refusedAnswer(400, `Error in validating color '${color}'. ${form}`);
}

/** Case counts. The same name may stand under another client; an archived project keeps its own. */
function takenName(world: World, wanted: ProjectRow): Answer | null {
  if (world.config().switches.duplicateProjectName === 'accept') return null;
  const taken = [...world.projects.values()].some(
    (row) =>
      row.id !== wanted.id &&
      row.workspaceId === wanted.workspaceId &&
      row.clientId === wanted.clientId &&
      row.name === wanted.name,
  );
  return taken ? nameTaken : null;
}

function withProject(call: Call, use: (call: Call, row: ProjectRow) => Answer): Answer {
  const id = parsedId(call.parameters.projectId);
  if (id === null) {
    const expected = "We're expecting an integer as part of the url for project_id";
    return refusedAnswer(400, expected);
  }
  const row = ownProject(call, id);
  return row === null ? refusedAnswer(404, 'Resource can not be found') : use(call, row);
}

function ownProject(call: Call, id: number): ProjectRow | null {
  const row = call.world.projects.get(id);
  return row?.workspaceId === workspaceIdOf(call) ? row : null;
}
