/**
 * What the program may believe to run in Toggl, from what it was answered. It decides what a call
 * is for: ending what runs, making it right, or anything else.
 */
import type { Call, WireEvent } from '../wire.ts';

type Need = 'stop' | 'running' | 'other';

type Answered = Extract<WireEvent, { kind: 'answered' }>;

type RunningBelief = Readonly<{
  needOf(call: Call): Need;
  take(answered: Answered): void;
  /** The last reply may be lost: a program that dies before it commits one has not heard it. */
  onRestart(): void;
}>;

export function createRunningBelief(): RunningBelief {
  const believed = new Set<number>();
  const state = { isStartUnanswered: false, beforeLast: [] as readonly number[] };
  return {
    needOf: (call) => {
      if (call.method === 'GET') return state.isStartUnanswered ? 'running' : 'other';
      return needOfWrite(call, believed.has(entryIdOf(call)) ? 'runs' : 'ended');
    },
    take: (answered) => {
      if (isStart(answered.call)) state.isStartUnanswered = !isUnderstood(answered);
      state.beforeLast = [...believed];
      const body = bodyOf(answered);
      if (body !== null) believe(believed, answered.call, body);
    },
    onRestart: () => {
      for (const id of state.beforeLast) believed.add(id);
    },
  };
}

function needOfWrite(call: Call, entry: 'runs' | 'ended'): Need {
  switch (call.method) {
    case 'PATCH':
      return call.path.endsWith('/stop') ? 'stop' : 'other';
    case 'DELETE':
      return entry === 'runs' ? 'stop' : 'other';
    case 'PUT':
      return needOfEdit(call, entry);
    case 'POST':
    case 'GET':
      return runsAfter(call) ? 'running' : 'other';
  }
}

function needOfEdit(call: Call, entry: 'runs' | 'ended'): Need {
  if (entry === 'ended') return runsAfter(call) ? 'running' : 'other';
  if (call.body?.stop != null) return 'stop';
  // Under the name of another activity it is as wrong as with another start.
  const { start, description } = call.body ?? {};
  return start === undefined && description === undefined ? 'other' : 'running';
}

function believe(believed: Set<number>, call: Call, body: unknown): void {
  const id = entryIdOf(call);
  if (call.method === 'GET') {
    for (const one of runningIn(body)) believed.add(one);
  } else if (isStart(call)) {
    // Toggl has ended whatever ran before.
    believed.clear();
    believed.add((body as { id: number }).id);
  } else if (call.method === 'PUT') {
    if (call.body?.duration === undefined) return;
    if (runsAfter(call)) believed.add(id);
    else believed.delete(id);
  } else if (call.method !== 'POST') believed.delete(id);
}

function runningIn(body: unknown): number[] {
  if (!Array.isArray(body)) return [];
  return body
    .filter((one) => one.duration < 0 && one.server_deleted_at == null)
    .map((one) => Number(one.id));
}

function entryIdOf(call: Call): number {
  return Number(/\/time_entries\/(\d+)/.exec(call.path)?.[1] ?? 0);
}

function runsAfter(call: Call): boolean {
  return Number(call.body?.duration) < 0;
}

function isStart(call: Call): boolean {
  return call.method === 'POST' && runsAfter(call);
}

function isUnderstood({ exchange }: Answered): boolean {
  return exchange.kind === 'replied' && exchange.reply.status < 500;
}

/** Of a good reply; null where there is none. */
function bodyOf({ exchange }: Answered): unknown {
  if (exchange.kind !== 'replied' || exchange.reply.status >= 300) return null;
  return exchange.reply.body === '' ? {} : JSON.parse(exchange.reply.body);
}
