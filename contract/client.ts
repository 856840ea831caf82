/**
 * A small typed client. Every reply is read with its schema, so that a server that strays from
 * the contract is found at the first call. Never retries: whoever calls knows whether to, and an
 * Idempotency-Key makes it safe.
 */
import type { z } from 'zod';
import {
  type categoryCreateBody,
  categoryDeleteReply,
  categoryListReply,
  type categoryMergeBody,
  categoryMergeReply,
  type categoryPatchBody,
  categoryReply,
  unmappedCategoriesReply,
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
  type togglConnectBody,
  togglConnectReply,
  togglDisconnectReply,
  togglProjectsReply,
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
  idempotencyKey?: string | undefined;
  reply: Reply;
}>;

export function createClient(options: ClientOptions) {
  const get = <R extends z.ZodType>(path: string, reply: R, query?: object) =>
    call(options, { method: 'GET', path, query, reply });
  const post = <R extends z.ZodType>(path: string, reply: R, body: unknown, key?: string) =>
    call(options, { method: 'POST', path, body, idempotencyKey: key, reply });
  const sliceAt = (id: string) => `/api/engine/slices/${encodeURIComponent(id)}`;
  return {
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
    ...categoryCalls(options),
    ...connectionCalls(options),
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

function categoryCalls(options: ClientOptions) {
  const at = (id: string) => `/api/categories/${encodeURIComponent(id)}`;
  return {
    categories: () =>
      call(options, { method: 'GET', path: '/api/categories', reply: categoryListReply }),
    createCategory: (body: z.input<typeof categoryCreateBody>, idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: '/api/categories',
        body,
        idempotencyKey,
        reply: categoryReply,
      }),
    editCategory: (id: string, body: z.input<typeof categoryPatchBody>) =>
      call(options, {
        method: 'PATCH',
        path: at(id),
        body,
        reply: categoryReply,
      }),
    deleteCategory: (id: string, idempotencyKey?: string) =>
      call(options, {
        method: 'DELETE',
        path: at(id),
        idempotencyKey,
        reply: categoryDeleteReply,
      }),
    mergeCategory: (id: string, body: z.input<typeof categoryMergeBody>, idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: `${at(id)}/merge`,
        body,
        idempotencyKey,
        reply: categoryMergeReply,
      }),
    unmappedCategories: () =>
      call(options, {
        method: 'GET',
        path: '/api/categories/unmapped',
        reply: unmappedCategoriesReply,
      }),
    createProject: (id: string, idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: `${at(id)}/project`,
        idempotencyKey,
        reply: categoryReply,
      }),
  };
}

function connectionCalls(options: ClientOptions) {
  return {
    connectToggl: (body: z.input<typeof togglConnectBody>, idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: '/api/toggl/connect',
        body,
        idempotencyKey,
        reply: togglConnectReply,
      }),
    disconnectToggl: (idempotencyKey?: string) =>
      call(options, {
        method: 'DELETE',
        path: '/api/toggl/connect',
        idempotencyKey,
        reply: togglDisconnectReply,
      }),
    togglProjects: () =>
      call(options, { method: 'GET', path: '/api/toggl/projects', reply: togglProjectsReply }),
    refreshProjects: (idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: '/api/toggl/projects/refresh',
        idempotencyKey,
        reply: togglProjectsReply,
      }),
  };
}

async function call<Reply extends z.ZodType>(
  { baseUrl, secret, send }: ClientOptions,
  { method, path, query = {}, body, idempotencyKey, reply }: Call<Reply>,
): Promise<Answer<z.output<Reply>>> {
  const search = new URLSearchParams(Object.entries(query)).toString();
  const headers: Record<string, string> = { 'x-api-secret': secret };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  const received = await send(`${baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status } = received;
  const json: unknown = JSON.parse(await received.text());
  if (status >= 400) return { ok: false, status, error: errorReply.parse(json).error };
  return { ok: true, status, body: reply.parse(json), link: received.headers.get('link') };
}
