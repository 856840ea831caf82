/**
 * A small typed client. Every reply is read with its schema, so that a server that strays from
 * the contract is found at the first call. Never retries: whoever calls knows whether to, and an
 * Idempotency-Key makes it safe.
 */
import type { z } from 'zod';
import {
  type categoryCreateBody,
  categoryListReply,
  type categoryPatchBody,
  categoryReply,
} from './categories.ts';
import {
  type startBody,
  startedReply,
  stateReply,
  type stopBody,
  type summaryQuery,
  summaryReply,
  type toggleBody,
  toggleReply,
  type undoBody,
  undoReply,
} from './engine.ts';
import { type ErrorReply, errorReply } from './error.ts';
import { type exportQuery, exportReply, type importQuery, importReply } from './files.ts';
import {
  changedSlicesReply,
  type fillBody,
  type joinBody,
  previewReply,
  type resumeBody,
  type splitBody,
} from './history.ts';
import {
  changedSliceReply,
  type sliceEditBody,
  type sliceListQuery,
  sliceListReply,
  sliceWithChangeReply,
} from './slice.ts';
import {
  type togglCallsQuery,
  togglCallsReply,
  type togglRefreshBody,
  togglRefreshReply,
  togglStatusReply,
  type togglWarningAnswerBody,
  togglWarningAnswerReply,
  togglWarningsReply,
} from './toggl.ts';

type Sent = Readonly<{ method: string; headers: Record<string, string>; body?: string }>;
type Received = Readonly<{
  status: number;
  headers: Readonly<{ get(name: string): string | null }>;
  text(): Promise<string>;
}>;

type ClientOptions = Readonly<{
  baseUrl: string;
  secret: string;
  /** fetch, or what behaves like it. */
  send: (url: string, init: Sent) => Promise<Received>;
}>;

type Answer<Reply> =
  | Readonly<{ ok: true; status: number; body: Reply; link: string | null }>
  | Readonly<{ ok: false; status: number; error: ErrorReply['error'] }>;

type Call<Reply extends z.ZodType> = Readonly<{
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: object | undefined;
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: string | undefined;
  /** What comes back is a file, to be handed on as it is. */
  answers?: 'file' | undefined;
  idempotencyKey?: string | undefined;
  reply: Reply;
}>;

export function createClient(options: ClientOptions) {
  const get = <R extends z.ZodType>(path: string, reply: R, query?: object) =>
    call(options, { method: 'GET', path, query, reply });
  const post = <R extends z.ZodType>(path: string, reply: R, body: unknown, key?: string) =>
    call(options, { method: 'POST', path, body, idempotencyKey: key, reply });
  return {
    ...historyCalls(options),
    ...fileCalls(options),
    start: (body: z.input<typeof startBody>, idempotencyKey?: string) =>
      post('/api/engine/start', startedReply, body, idempotencyKey),
    stop: (body: z.input<typeof stopBody>, idempotencyKey?: string) =>
      post('/api/engine/stop', sliceWithChangeReply, body, idempotencyKey),
    toggle: (body: z.input<typeof toggleBody>, idempotencyKey?: string) =>
      post('/api/engine/toggle', toggleReply, body, idempotencyKey),
    undo: (body?: z.input<typeof undoBody>, idempotencyKey?: string) =>
      post('/api/engine/undo', undoReply, body, idempotencyKey),
    state: () => get('/api/engine/state', stateReply),
    slices: (query: z.input<typeof sliceListQuery> = {}) =>
      get('/api/engine/slices', sliceListReply, query),
    summary: (query: z.input<typeof summaryQuery>) =>
      get('/api/engine/summary', summaryReply, query),
    editSlice: (id: string, body: z.input<typeof sliceEditBody>, idempotencyKey?: string) =>
      call(options, {
        method: 'PATCH',
        path: sliceAt(id),
        body,
        idempotencyKey,
        reply: changedSliceReply,
      }),
    deleteSlice: (id: string, idempotencyKey?: string) =>
      call(options, {
        method: 'DELETE',
        path: sliceAt(id),
        idempotencyKey,
        reply: sliceWithChangeReply,
      }),
    categories: () => get('/api/categories', categoryListReply),
    createCategory: (body: z.input<typeof categoryCreateBody>, idempotencyKey?: string) =>
      post('/api/categories', categoryReply, body, idempotencyKey),
    editCategory: (id: string, body: z.input<typeof categoryPatchBody>) =>
      call(options, {
        method: 'PATCH',
        path: `/api/categories/${encodeURIComponent(id)}`,
        body,
        reply: categoryReply,
      }),
    togglStatus: () => get('/api/toggl/status', togglStatusReply),
    togglCalls: (query: z.input<typeof togglCallsQuery> = {}) =>
      get('/api/toggl/calls', togglCallsReply, query),
    togglWarnings: () => get('/api/toggl/warnings', togglWarningsReply),
    refreshCategory: (body: z.input<typeof togglRefreshBody>, idempotencyKey?: string) =>
      post('/api/toggl/refresh-category', togglRefreshReply, body, idempotencyKey),
    answerWarning: (
      id: string,
      body: z.input<typeof togglWarningAnswerBody>,
      idempotencyKey?: string,
    ) => {
      const path = `/api/toggl/warnings/${encodeURIComponent(id)}`;
      return post(path, togglWarningAnswerReply, body, idempotencyKey);
    },
  };
}

function sliceAt(id: string): string {
  return `/api/engine/slices/${encodeURIComponent(id)}`;
}

function historyCalls(options: ClientOptions) {
  const post = <R extends z.ZodType>(path: string, reply: R, body: unknown, key?: string) =>
    call(options, { method: 'POST', path, body, idempotencyKey: key, reply });
  const preview = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    call(options, { method, path, query: { dryRun: true }, body, reply: previewReply });
  return {
    splitSlice: (id: string, body: z.input<typeof splitBody>, idempotencyKey?: string) =>
      post(`${sliceAt(id)}/split`, changedSlicesReply, body, idempotencyKey),
    joinSlices: (body: z.input<typeof joinBody>, idempotencyKey?: string) =>
      post('/api/engine/slices/join', changedSlicesReply, body, idempotencyKey),
    fill: (body: z.input<typeof fillBody>, idempotencyKey?: string) =>
      post('/api/engine/fill', changedSlicesReply, body, idempotencyKey),
    resume: (body?: z.input<typeof resumeBody>, idempotencyKey?: string) =>
      post('/api/engine/resume', startedReply, body, idempotencyKey),
    /** What a command would change; nothing is done. */
    preview: {
      undo: (body?: z.input<typeof undoBody>) => preview('POST', '/api/engine/undo', body),
      editSlice: (id: string, body: z.input<typeof sliceEditBody>) =>
        preview('PATCH', sliceAt(id), body),
      deleteSlice: (id: string) => preview('DELETE', sliceAt(id)),
      splitSlice: (id: string, body: z.input<typeof splitBody>) =>
        preview('POST', `${sliceAt(id)}/split`, body),
      joinSlices: (body: z.input<typeof joinBody>) =>
        preview('POST', '/api/engine/slices/join', body),
      fill: (body: z.input<typeof fillBody>) => preview('POST', '/api/engine/fill', body),
      resume: (body?: z.input<typeof resumeBody>) => preview('POST', '/api/engine/resume', body),
    },
  };
}

function fileCalls(options: ClientOptions) {
  return {
    exportSlices: (query: z.input<typeof exportQuery>) =>
      call(options, {
        method: 'GET',
        path: '/api/files/export',
        query,
        answers: 'file',
        reply: exportReply,
      }),
    importSlices: (query: z.input<typeof importQuery>, file: string) =>
      call(options, { method: 'POST', path: '/api/files/import', query, file, reply: importReply }),
  };
}

async function call<Reply extends z.ZodType>(
  { baseUrl, secret, send }: ClientOptions,
  { method, path, query = {}, body, file, answers, idempotencyKey, reply }: Call<Reply>,
): Promise<Answer<z.output<Reply>>> {
  const search = new URLSearchParams(Object.entries(query)).toString();
  const headers: Record<string, string> = { 'x-api-secret': secret };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = 'text/plain; charset=utf-8';
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  const received = await send(`${baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  });
  const { status } = received;
  const text = await received.text();
  const json: unknown = answers === 'file' && status < 400 ? text : JSON.parse(text);
  if (status >= 400) return { ok: false, status, error: errorReply.parse(json).error };
  return { ok: true, status, body: reply.parse(json), link: received.headers.get('link') };
}
