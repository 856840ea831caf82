/**
 * Writes to time entries: POST, PUT, PATCH stop, PATCH bulk, DELETE. A refusal leaves everything as
 * it was: every check stands before the first change. Starting a running entry ends the one that
 * runs; there is no idempotency key, so the same POST twice makes two entries.
 */
import { type Answer, emptyAnswer, jsonAnswer, refusedAnswer } from './answer.ts';
import { deleteEntry, isRunning, stopAllRunning, stopEntry, touchEntry } from './entryEffects.ts';
import { readPayload } from './entryPayload.ts';
import { decidedCreate, decidedUpdate, type EntryChange } from './entryRules.ts';
import { shownEntry } from './entryShape.ts';
import {
  type Call,
  type JsonObject,
  type PatchOperation,
  parsedId,
  type Route,
  withBulk,
  withObject,
  workspaceIdOf,
} from './route.ts';
import { namesOfTags, tagIdsNamed } from './tagNames.ts';
import type { EntryRow, World } from './world.ts';

const base = '/api/v9/workspaces/:workspaceId/time_entries';

export const entryWriteRoutes: readonly Route[] = [
  { method: 'POST', path: base, handle: (call) => withObject(call, (body) => create(call, body)) },
  { method: 'PATCH', path: `${base}/:entryId/stop`, handle: stop },
  { method: 'PATCH', path: `${base}/:ids`, handle: editInBulk },
  { method: 'PUT', path: `${base}/:entryId`, handle: update },
  { method: 'DELETE', path: `${base}/:entryId`, handle: remove },
];

const entryNotFound = refusedAnswer(404, 'Time entry not found');

function create(call: Call, body: JsonObject): Answer {
  const { world } = call;
  const reading = readPayload(body, call.body ?? '');
  if (reading.kind === 'refused') return reading.answer;
  const decision = decidedCreate(world, workspaceIdOf(call), reading.payload);
  if (decision.kind === 'refused') return decision.answer;
  const row = blankEntry(world, workspaceIdOf(call));
  endOthers(world, decision.change);
  apply(world, row, decision.change);
  world.entries.set(row.id, row);
  const shown = shownEntry(world, row, 'created');
  const { stopSecond, durationSeconds } = reading.payload;
  // Neither stop nor duration: this reply alone shows no stop, later reads show the start.
  const stopGiven = stopSecond != null || durationSeconds !== undefined;
  return jsonAnswer(stopGiven ? shown : { ...shown, stop: null });
}

function update(call: Call): Answer {
  const row = addressedEntry(call);
  if (row === null) return entryNotFound;
  return withObject(call, (body) => {
    const refusal = edit(call.world, row, { body, rawBody: call.body ?? '' });
    return refusal ?? jsonAnswer(shownEntry(call.world, row, 'written'));
  });
}

type Edit = Readonly<{ body: JsonObject; rawBody: string }>;

/** Changes the row and answers null, or answers why not. */
function edit(world: World, row: EntryRow, { body, rawBody }: Edit): Answer | null {
  const reading = readPayload(body, rawBody);
  if (reading.kind === 'refused') return reading.answer;
  const decision = decidedUpdate(world, row, reading.payload);
  if (decision.kind === 'refused') return decision.answer;
  endOthers(world, decision.change);
  apply(world, row, decision.change);
  return null;
}

function stop(call: Call): Answer {
  if (parsedId(call.parameters.entryId) === null) {
    return refusedAnswer(400, 'Invalid or missing time_entry_id');
  }
  const row = addressedEntry(call);
  if (row === null) return entryNotFound;
  if (!isRunning(row)) return refusedAnswer(409, 'Time entry already stopped');
  stopEntry(call.world, row);
  return jsonAnswer(shownEntry(call.world, row, 'written'));
}

function remove(call: Call): Answer {
  const row = addressedEntry(call);
  if (row === null) return entryNotFound;
  deleteEntry(call.world, row);
  return emptyAnswer;
}

/** Each entry by itself: some may change and others fail. */
function editInBulk(call: Call): Answer {
  return withBulk(call, ({ ids, operations }) => {
    const success: number[] = [];
    const failure: { id: number; message: string }[] = [];
    for (const id of ids) {
      const message = patchFailure(call, id, operations);
      if (message === null) success.push(id);
      else failure.push({ id, message });
    }
    return jsonAnswer({ success, failure });
  });
}

function patchFailure(call: Call, id: number, operations: readonly PatchOperation[]) {
  const row = liveEntry(call.world, workspaceIdOf(call), id);
  if (row === null) return 'Time entry not found';
  for (const operation of operations) {
    if (operation.path === '/tags' && call.world.config().switches.tagPatch === 'fails') {
      return 'Path not found: /tags';
    }
    const body = patchedFields(call.world, row, operation);
    const refusal = edit(call.world, row, { body, rawBody: '' });
    if (refusal !== null) return String(JSON.parse(refusal.body));
  }
  return null;
}

function patchedFields(world: World, row: EntryRow, operation: PatchOperation): JsonObject {
  const field = operation.path.slice(1);
  if (field !== 'tags') return { [field]: operation.op === 'remove' ? null : operation.value };
  const names = Array.isArray(operation.value) ? operation.value : [operation.value];
  if (operation.op === 'replace') return { tags: names };
  const present = namesOfTags(world, row.tagIds);
  const kept = present.filter((name) => !names.includes(name));
  return { tags: operation.op === 'remove' ? kept : [...present, ...names] };
}

function endOthers(world: World, change: EntryChange): void {
  if (change.endsRunning) stopAllRunning(world);
}

function apply(world: World, row: EntryRow, change: EntryChange): void {
  Object.assign(row, change.fields);
  if (change.tags !== null) row.tagIds = tagIdsNamed(world, row.workspaceId, change.tags);
  touchEntry(world, row);
}

function blankEntry(world: World, workspaceId: number): EntryRow {
  return {
    id: world.nextId('entry'),
    workspaceId,
    projectId: null,
    taskId: null,
    billable: false,
    description: null,
    tagIds: [],
    startSecond: 0,
    stopSecond: null,
    durationSeconds: 0,
    modifiedAtMicroseconds: 0,
    deletedAt: null,
    createdWith: '',
    isHidden: world.config().switches.newEntries === 'hidden',
  };
}

function addressedEntry(call: Call): EntryRow | null {
  const id = parsedId(call.parameters.entryId);
  return id === null ? null : liveEntry(call.world, workspaceIdOf(call), id);
}

function liveEntry(world: World, workspaceId: number, id: number): EntryRow | null {
  const row = world.entries.get(id);
  if (row === undefined || row.deletedAt !== null || row.workspaceId !== workspaceId) return null;
  return row;
}
