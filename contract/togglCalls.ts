/** The typed client's calls about what Toggl shows, and what is pending there. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
import {
  type togglAdoptBody,
  togglAdoptReply,
  type togglAllWarningsBody,
  togglAllWarningsReply,
  type togglCallsQuery,
  togglCallsReply,
  type togglImportBody,
  togglImportLatestReply,
  togglImportReply,
  type togglRefreshBody,
  togglRefreshReply,
  togglStatusReply,
  type togglWarningAnswerBody,
  togglWarningAnswerReply,
  togglWarningsReply,
  type togglWebhookSetupBody,
  togglWebhookSetupReply,
} from './toggl.ts';

export function togglCalls(send: Send) {
  const { get, post } = callsWith(send);
  return {
    togglStatus: () => get('/api/toggl/status', togglStatusReply),
    togglCalls: (query: z.input<typeof togglCallsQuery> = {}) =>
      get('/api/toggl/calls', togglCallsReply, query),
    togglWarnings: () => get('/api/toggl/warnings', togglWarningsReply),
    importToggl: (body: z.input<typeof togglImportBody> = {}, idempotencyKey?: string) =>
      post('/api/toggl/import', togglImportReply, body, idempotencyKey),
    togglImport: () => get('/api/toggl/import', togglImportLatestReply),
    adoptToggl: (body: z.input<typeof togglAdoptBody> = {}, idempotencyKey?: string) =>
      post('/api/toggl/adopt', togglAdoptReply, body, idempotencyKey),
    setUpTogglWebhook: (body: z.input<typeof togglWebhookSetupBody> = {}) =>
      post('/api/toggl/webhook/setup', togglWebhookSetupReply, body),
    answerAllWarnings: (body: z.input<typeof togglAllWarningsBody>, idempotencyKey?: string) =>
      post('/api/toggl/warnings/all', togglAllWarningsReply, body, idempotencyKey),
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
