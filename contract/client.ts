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
  stoppedReply,
  type summaryQuery,
  summaryReply,
  type undoBody,
  undoReply,
  whyReply,
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
  type togglRefreshBody,
  togglRefreshReply,
  togglStatusReply,
  type togglWarningAnswerBody,
  togglWarningAnswerReply,
  togglWarningsReply,
} from './toggl.ts';
import {
  newTokenReply,
  type tokenBody,
  tokenListReply,
  type tokenPatchBody,
  tokenReply,
} from './tokens.ts';
import {
  type fireBody,
  tagReply,
  type triggerBody,
  triggerListReply,
  type triggerPatchBody,
  triggerReply,
} from './triggers.ts';
import {
  type beginBody,
  type extendBody,
  type resumePreviousBody,
  type stopIfBody,
  toldReply,
} from './verbs.ts';

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
      post('/api/engine/stop', stoppedReply, body, idempotencyKey),
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
    why: (id: string) => get(`${sliceAt(id)}/why`, whyReply),
    ...verbCalls(options),
    ...tokenCalls(options),
    ...triggerCalls(options),
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

function verbCalls(options: ClientOptions) {
  const post = <R extends z.ZodType>(path: string, reply: R, body: unknown, key?: string) =>
    call(options, { method: 'POST', path, body, idempotencyKey: key, reply });
  return {
    toggle: (body: z.input<typeof beginBody>, idempotencyKey?: string) =>
      post('/api/engine/toggle', toldReply, body, idempotencyKey),
    switch: (body: z.input<typeof beginBody>, idempotencyKey?: string) =>
      post('/api/engine/switch', toldReply, body, idempotencyKey),
    startIfNone: (body: z.input<typeof beginBody>, idempotencyKey?: string) =>
      post('/api/engine/start-if-none', toldReply, body, idempotencyKey),
    stopIf: (body: z.input<typeof stopIfBody>, idempotencyKey?: string) =>
      post('/api/engine/stop-if', toldReply, body, idempotencyKey),
    resumePrevious: (body: z.input<typeof resumePreviousBody> = {}, idempotencyKey?: string) =>
      post('/api/engine/resume-previous', toldReply, body, idempotencyKey),
    extend: (body: z.input<typeof extendBody>, idempotencyKey?: string) =>
      post('/api/engine/extend', toldReply, body, idempotencyKey),
  };
}

function tokenCalls(options: ClientOptions) {
  const path = '/api/tokens';
  const tokenAt = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    tokens: () => call(options, { method: 'GET', path, reply: tokenListReply }),
    createToken: (body: z.input<typeof tokenBody>, idempotencyKey?: string) =>
      call(options, { method: 'POST', path, body, idempotencyKey, reply: newTokenReply }),
    editToken: (id: string, body: z.input<typeof tokenPatchBody>) =>
      call(options, { method: 'PATCH', path: tokenAt(id), body, reply: tokenReply }),
    revokeToken: (id: string) =>
      call(options, { method: 'DELETE', path: tokenAt(id), reply: tokenReply }),
  };
}

function triggerCalls(options: ClientOptions) {
  const path = '/api/triggers';
  const triggerAt = (name: string) => `${path}/${encodeURIComponent(name)}`;
  return {
    triggers: () => call(options, { method: 'GET', path, reply: triggerListReply }),
    createTrigger: (body: z.input<typeof triggerBody>) =>
      call(options, { method: 'POST', path, body, reply: triggerReply }),
    editTrigger: (name: string, body: z.input<typeof triggerPatchBody>) =>
      call(options, { method: 'PATCH', path: triggerAt(name), body, reply: triggerReply }),
    deleteTrigger: (name: string) =>
      call(options, { method: 'DELETE', path: triggerAt(name), reply: triggerReply }),
    fireTrigger: (name: string, body: z.input<typeof fireBody>, idempotencyKey?: string) =>
      call(options, {
        method: 'POST',
        path: triggerAt(name),
        body,
        idempotencyKey,
        reply: toldReply,
      }),
    tag: (name: string) =>
      call(options, { method: 'GET', path: `${triggerAt(name)}/tag`, reply: tagReply }),
    renewTag: (name: string) =>
      call(options, { method: 'POST', path: `${triggerAt(name)}/tag`, reply: tagReply }),
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
