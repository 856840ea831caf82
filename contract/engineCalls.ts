/** The typed client's calls about slices: what runs, what ran, and the commands over both. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
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

const sliceAt = (id: string) => `/api/engine/slices/${encodeURIComponent(id)}`;

export function engineCalls(send: Send) {
  const { get, post } = callsWith(send);
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
      send({
        method: 'PATCH',
        path: sliceAt(id),
        body,
        idempotencyKey,
        reply: changedSliceReply,
      }),
    deleteSlice: (id: string, idempotencyKey?: string) =>
      send({
        method: 'DELETE',
        path: sliceAt(id),
        idempotencyKey,
        reply: sliceWithChangeReply,
      }),
    why: (id: string) => get(`${sliceAt(id)}/why`, whyReply),
    ...historyCalls(send),
  };
}

function historyCalls(send: Send) {
  const { post } = callsWith(send);
  const preview = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    send({ method, path, query: { dryRun: true }, body, reply: previewReply });
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
