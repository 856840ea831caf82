/**
 * The body of a POST, PUT or bulk edit of time entries, read into what was given. A field that is
 * absent stays absent: a PUT leaves it alone. Legacy names (`pid`, `wid`, `tid`) are read too.
 */
import { type Answer, refusedAnswer } from './answer.ts';
import type { JsonObject } from './route.ts';
import { parsedInstantSecond } from './wireTime.ts';

export type EntryPayload = Readonly<{
  workspaceId?: number;
  projectId?: number | null;
  taskId?: number | null;
  billable?: boolean;
  description?: string | null;
  startSecond?: number;
  stopSecond?: number | null;
  durationSeconds?: number;
  tags?: readonly string[];
  tagIds?: readonly number[];
  tagAction?: 'add' | 'delete';
  createdWith?: string;
}>;

type PayloadReading =
  | Readonly<{ kind: 'payload'; payload: EntryPayload }>
  | Readonly<{ kind: 'refused'; answer: Answer }>;

const descriptionMaximum = 3000;
const tagsMaximum = 50;
const numberFields = ['workspace_id', 'wid', 'project_id', 'pid', 'task_id', 'tid', 'duration'];

export function readPayload(body: JsonObject, rawBody: string): PayloadReading {
  const wrong = wrongType(body, rawBody) ?? wrongTime(body) ?? tooMuch(body);
  if (wrong !== null) return { kind: 'refused', answer: refusedAnswer(400, wrong) };
  return { kind: 'payload', payload: payloadOf(body) };
}

function payloadOf(body: JsonObject): EntryPayload {
  const start = startText(body);
  const { stop, description, tag_action: tagAction } = body;
  return given({
    workspaceId: body.workspace_id ?? body.wid,
    projectId: body.project_id === undefined ? body.pid : body.project_id,
    taskId: body.task_id === undefined ? body.tid : body.task_id,
    billable: body.billable,
    description,
    startSecond: start === undefined ? undefined : parsedInstantSecond(start),
    stopSecond: typeof stop === 'string' ? parsedInstantSecond(stop) : stop,
    durationSeconds: body.duration,
    tags: body.tags ?? undefined,
    tagIds: body.tag_ids ?? undefined,
    tagAction: tagAction === 'add' || tagAction === 'delete' ? tagAction : undefined,
    createdWith: body.created_with,
  });
}

function given(fields: Record<string, unknown>): EntryPayload {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as EntryPayload;
}

/** `start_date` takes the place of the date of `start`. */
function startText(body: JsonObject): string | undefined {
  if (typeof body.start !== 'string') return undefined;
  const date = body.start_date;
  return typeof date === 'string' ? `${date}${body.start.slice(10)}` : body.start;
}

function wrongType(body: JsonObject, rawBody: string): string | null {
  const field = numberFields.find((name) => typeof body[name] === 'string');
  if (field === undefined) return null;
  const value = JSON.stringify(body[field]);
  const offset = rawBody.indexOf(value, rawBody.indexOf(`"${field}"`)) + value.length;
  return `Unexpected "${field}" type string, offset=${offset}`;
}

/** The text is from v8; v9's own is in no source. */
function wrongTime(body: JsonObject): string | null {
  const start = startText(body);
  if (start !== undefined && parsedInstantSecond(start) === null) return 'Invalid start date';
  const { stop } = body;
  const stopIsWrong = typeof stop === 'string' && parsedInstantSecond(stop) === null;
  return stopIsWrong ? 'Invalid stop date' : null;
}

function tooMuch({ description, tags }: JsonObject): string | null {
  if (typeof description === 'string' && description.length > descriptionMaximum) {
    return `Maximum length for description (${descriptionMaximum} chars) exceeded`;
  }
  if (Array.isArray(tags) && tags.length > tagsMaximum) {
    return `Tags are limited to ${tagsMaximum} per task`;
  }
  return null;
}
