/**
 * Turns whatever is not a success into the one error shape: refusals of rules, requests that
 * cannot be read, faults of the machine. The only place where a RefusalCode becomes a status.
 *
 * Invariant: a fault is logged once and tells the caller nothing of the inside.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorReply } from '../../../contract/error.ts';
import type { Refusal, RefusalCode } from '../../../core/refusal.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import { securityHeaders } from './securityHeaders.ts';
import { isUnavailable } from './unavailable.ts';

const refusalStatuses: Readonly<Record<RefusalCode, number>> = {
  malformed_at: 400,
  nothing_running: 404,
  another_running: 404,
  slice_not_found: 404,
  change_not_found: 404,
  nothing_to_undo: 404,
  nothing_to_resume: 404,
  category_not_found: 404,
  warning_not_found: 404,
  undo_conflict: 409,
  category_name_taken: 409,
  toggl_not_connected: 409,
  webhook_refused: 422,
  at_in_future: 422,
  no_last_stop: 422,
  duplicate_dimension: 422,
  idempotency_mismatch: 422,
  ends_before_start: 422,
  overlap: 422,
  slice_locked: 422,
  newer_running: 422,
  invalid_name: 422,
  imported_slice: 422,
  sample_too_long: 422,
  sample_far_away: 422,
  outside_slice: 422,
  nothing_to_join: 422,
  categories_differ: 422,
  too_many_changes: 422,
  action_not_offered: 422,
  task_not_found: 404,
  post_do_log_not_found: 404,
  favorite_not_found: 404,
  task_done: 409,
  task_without_category: 422,
  goal_not_found: 404,
  goal_too_long: 422,
  review_exists: 409,
  review_not_found: 404,
  category_in_use: 409,
  merge_into_itself: 422,
  project_not_usable: 422,
  project_exists: 409,
  toggl_refused: 422,
  toggl_unavailable: 503,
  toggl_token_refused: 422,
  toggl_token_in_settings: 409,
  toggl_user_taken: 409,
  toggl_workspace_unknown: 422,
  no_previous: 404,
  nothing_to_extend: 404,
  token_not_found: 404,
  owner_token: 409,
  session_token: 409,
  expiry_in_past: 422,
  sign_in_refused: 401,
  backup_elsewhere: 422,
  no_session: 409,
  own_change_only: 403,
  trigger_not_found: 404,
  trigger_name_taken: 409,
  trigger_in_file: 409,
  state_without_action: 422,
  held_by_rule: 422,
  rule_not_found: 404,
  rule_name_taken: 409,
  close_conflict: 409,
};

export type Answer = Readonly<{ status: number; body: ErrorReply }>;

export function refusalAnswer({ code, message, details }: Refusal): Answer {
  const shown = details === undefined ? {} : { details: withInstantsAsText(details) };
  return { status: refusalStatuses[code], body: { error: { code, message, ...shown } } };
}

type Details = Readonly<Record<string, unknown>>;

/** Rules speak of `startAt` and `endAt` in milliseconds, replies of `start` and `end` as text. */
function withInstantsAsText(details: Details): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name.replace(/At$/, ''), inReply(value, name)]),
  );
}

function inReply(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inReply(item, name));
  if (typeof value === 'number' && name.endsWith('At')) return formatInstant(value);
  return isDetails(value) ? withInstantsAsText(value) : value;
}

function isDetails(value: unknown): value is Details {
  return typeof value === 'object' && value !== null;
}

export function answer(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** Thrown for a request that cannot be read and that no schema can say this about. */
export class BadRequest extends Error {
  readonly statusCode = 400;
}

const internalFault = answer(500, 'internal', 'Internal error. The log of the server says more.');
const unavailableFault = answer(
  503,
  'unavailable',
  'The database is busy or cannot be reached. Nothing was written; send the same again shortly.',
);

const requestErrors: Readonly<Record<string, Answer>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: answer(413, 'too_large', 'The body is larger than 1 MB. Send less.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: answer(
    415,
    'unsupported_media_type',
    'Send the body as JSON, with the header content-type: application/json.',
  ),
  FST_ERR_CTP_INVALID_JSON_BODY: answer(
    400,
    'bad_request',
    'The body is not JSON. Look for a missing quote, comma or brace.',
  ),
  FST_ERR_MAX_PARAM_LENGTH: answer(400, 'bad_request', 'The id in the address is too long.'),
  FST_ERR_BAD_URL: answer(400, 'bad_request', 'The address holds a broken % sequence.'),
};

/** What an error that was thrown is answered with; `fault` says that the log must hear of it. */
function readError(error: FastifyError): Answer & Readonly<{ isFault: boolean }> {
  if (error.validation !== undefined) return { ...invalidAnswer(error), isFault: false };
  const known = requestErrors[error.code];
  if (known !== undefined) return { ...known, isFault: false };
  const { statusCode } = error;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const code = statusCode === 413 ? 'too_large' : 'bad_request';
    return { ...answer(statusCode, code, error.message), isFault: false };
  }
  return { ...(isUnavailable(error) ? unavailableFault : internalFault), isFault: true };
}

function invalidAnswer({ validation = [], validationContext }: FastifyError): Answer {
  const problems = validation.map(({ instancePath, message = 'is not valid' }) => {
    const field = instancePath.slice(1).replaceAll('/', '.') || (validationContext ?? 'request');
    return { field, message };
  });
  const [first] = problems;
  const message = first === undefined ? 'The request is not valid.' : sentence(first);
  return { status: 400, body: { error: { code: 'bad_request', message, details: { problems } } } };
}

function sentence({ field, message }: Readonly<{ field: string; message: string }>): string {
  return `${field}: ${message.replace(/\.$/, '')}.`;
}

export type FaultLog = Readonly<{ error(facts: object, message: string): void }>;

export function createErrorHandler(log: FaultLog) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const { status, body, isFault } = readError(error);
    // The path without its query: a query may hold what a person typed.
    const [path] = request.url.split('?');
    if (isFault) log.error({ err: error, method: request.method, path }, 'request failed');
    // An error before routing has met no hook, so what every reply carries is set here too.
    reply.headers(securityHeaders).header('cache-control', 'no-store');
    return reply.code(status).type('application/json; charset=utf-8').send(body);
  };
}
