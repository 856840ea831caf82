/** The typed client's calls of phones and tags: one-call verbs, and triggers with their tags. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
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

export function verbCalls(send: Send) {
  const { post } = callsWith(send);
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

export function triggerCalls(send: Send) {
  const path = '/api/triggers';
  const triggerAt = (name: string) => `${path}/${encodeURIComponent(name)}`;
  return {
    triggers: () => send({ method: 'GET', path, reply: triggerListReply }),
    createTrigger: (body: z.input<typeof triggerBody>) =>
      send({ method: 'POST', path, body, reply: triggerReply }),
    editTrigger: (name: string, body: z.input<typeof triggerPatchBody>) =>
      send({ method: 'PATCH', path: triggerAt(name), body, reply: triggerReply }),
    deleteTrigger: (name: string) =>
      send({ method: 'DELETE', path: triggerAt(name), reply: triggerReply }),
    fireTrigger: (name: string, body: z.input<typeof fireBody>, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: triggerAt(name),
        body,
        idempotencyKey,
        reply: toldReply,
      }),
    tag: (name: string) => send({ method: 'GET', path: `${triggerAt(name)}/tag`, reply: tagReply }),
    renewTag: (name: string) =>
      send({ method: 'POST', path: `${triggerAt(name)}/tag`, reply: tagReply }),
  };
}
