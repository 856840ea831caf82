/**
 * Brings the events of Toggl's webhook to the program: each on a way of its own, so that one may
 * overtake another, and, as the options say, late, twice or never.
 *
 *     entry changed ──▶ waits in the sandbox ──collect──▶ on its way ──▶ POST /api/toggl/webhook
 *
 * Invariant: what has reached the program is answered before the clock goes on, or the program is
 * dead. A machine that sleeps is told when it wakes.
 */
import type { Sandbox } from '../toggl-sandbox/sandbox.ts';
import type { WebhookDelivery } from '../toggl-sandbox/webhooks.ts';
import type { EventFault, WebhookOptions } from './historyOptions.ts';
import type { Program } from './program.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtualTime.ts';

export type WebhookPost = Readonly<{
  /** What waits in the sandbox sets out. */
  collect(): void;
  /** Until the program has answered what has reached it. */
  settle(): Promise<void>;
  /** From now on each event arrives once and soon. */
  heal(): void;
  counts(): ReadonlyMap<EventFault, number>;
}>;

type Parts = Readonly<{
  sandbox: Sandbox;
  timers: VirtualTime['timers'];
  random: Random;
  webhook: WebhookOptions | null;
  program: () => Program;
  /** The event loop goes round once. */
  turn: () => Promise<unknown>;
  note: (event: string) => void;
  find: (checker: string, text: string) => void;
}>;

type Answer = Readonly<{ status: number; body: string }>;

const promptMs = 2_000;
const lateMs = 20 * 60_000;
const turnsBeforeStuck = 20_000;
const nobody: Answer = { status: 503, body: '' };
const accepted: Answer = { status: 200, body: '' };

export function createWebhookPost(parts: Parts): WebhookPost {
  const { sandbox, timers, random, webhook, turn, note } = parts;
  const counts = new Map<EventFault, number>();
  const state = { underway: 0, isHealed: false };
  const happens = (fault: EventFault) => {
    const isDrawn = random.chance(webhook?.[fault] ?? 0);
    if (!isDrawn || state.isHealed) return false;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    return true;
  };
  const arrive = async (delivery: WebhookDelivery): Promise<Answer> => {
    state.underway += 1;
    const answer = await handedOver(parts, delivery);
    note(`event ${answer.status} ${delivery.body}`);
    state.underway -= 1;
    return answer;
  };
  const carry = (delivery: WebhookDelivery): Promise<Answer> => {
    const delayMs = random.between(0, happens('event-late') ? lateMs : promptMs);
    return new Promise((resolve) => {
      timers.after(delayMs, () => void arrive(delivery).then(resolve));
    });
  };
  const send = async (delivery: WebhookDelivery): Promise<Answer> => {
    // Toggl waits for the answer to its ping alone: without it there never is an event.
    if (isPing(delivery)) return carry(delivery);
    if (happens('event-lost')) return accepted;
    if (happens('event-twice')) void carry(delivery);
    void carry(delivery);
    return accepted;
  };
  return {
    collect: () => {
      if (webhook !== null) void sandbox.deliverWebhooks(send);
    },
    settle: async () => {
      for (let turns = 0; state.underway > 0; turns += 1) {
        if (turns === turnsBeforeStuck) return parts.find('latency', 'An event is not answered.');
        await turn();
      }
    },
    heal: () => {
      state.isHealed = true;
    },
    counts: () => counts,
  };
}

function isPing({ body }: WebhookDelivery): boolean {
  return JSON.parse(body).payload === 'ping';
}

async function handedOver(
  { program, turn }: Parts,
  { headers, body }: WebhookDelivery,
): Promise<Answer> {
  const { app, life } = program();
  if (life.isOver()) return nobody;
  const state = { answer: null as Answer | null };
  void app
    .inject({ method: 'POST', url: '/api/toggl/webhook', headers, payload: body })
    .then((reply) => {
      state.answer = { status: reply.statusCode, body: reply.body };
    });
  while (state.answer === null && !life.isOver()) await turn();
  return state.answer ?? nobody;
}
