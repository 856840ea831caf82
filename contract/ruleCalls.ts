/** The typed client's calls of rules. */
import type { z } from 'zod';
import type { Send } from './call.ts';
import {
  heldListReply,
  type ruleBody,
  ruleListReply,
  type rulePatchBody,
  ruleReply,
  type tryBody,
  tryReply,
} from './rules.ts';

export function ruleCalls(send: Send) {
  const path = '/api/rules';
  const ruleAt = (name: string) => `${path}/${encodeURIComponent(name)}`;
  return {
    rules: () => send({ method: 'GET', path, reply: ruleListReply }),
    createRule: (body: z.input<typeof ruleBody>) =>
      send({ method: 'POST', path, body, reply: ruleReply }),
    editRule: (name: string, body: z.input<typeof rulePatchBody>) =>
      send({ method: 'PATCH', path: ruleAt(name), body, reply: ruleReply }),
    deleteRule: (name: string) => send({ method: 'DELETE', path: ruleAt(name), reply: ruleReply }),
    tryRules: (body: z.input<typeof tryBody> = {}) =>
      send({ method: 'POST', path: `${path}/try`, body, reply: tryReply }),
    heldBack: () => send({ method: 'GET', path: `${path}/held`, reply: heldListReply }),
  };
}
