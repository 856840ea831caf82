/** Calls and replies as the wire tells them, for the tests of the checkers that listen to it. */
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import type { Call, WireEvent } from '../wire.ts';

/** 2026-11-02T05:00:00Z. */
export const startAt = Date.UTC(2026, 10, 2, 5);
export const startSecond = startAt / 1000;

const entriesPath = '/api/v9/workspaces/7/time_entries';

export type CallDraft = Pick<Call, 'method' | 'path'> & Partial<Pick<Call, 'body' | 'number'>>;

/** The calls that the program makes, by what they are for. */
export const calls = {
  startAt: (second: number): CallDraft => ({
    method: 'POST',
    path: entriesPath,
    body: { start: new Date(second * 1000).toISOString(), duration: -1 },
  }),
  finishedAt: (second: number): CallDraft => ({
    method: 'POST',
    path: entriesPath,
    body: { start: new Date(second * 1000).toISOString(), duration: 60 },
  }),
  stop: (id: number): CallDraft => ({ method: 'PATCH', path: `${entriesPath}/${id}/stop` }),
  edit: (id: number, body: Call['body']): CallDraft => ({
    method: 'PUT',
    path: `${entriesPath}/${id}`,
    body,
  }),
  delete: (id: number): CallDraft => ({ method: 'DELETE', path: `${entriesPath}/${id}` }),
  editMany: (ids: string): CallDraft => ({ method: 'PATCH', path: `${entriesPath}/${ids}` }),
  read: { method: 'GET', path: '/api/v9/me/time_entries?since=1' } satisfies CallDraft,
};

function callOf(draft: CallDraft): Call {
  return { number: 1, body: null, fault: null, ...draft };
}

export function sent(draft: CallDraft): WireEvent {
  return { kind: 'sent', call: callOf(draft) };
}

export function applied(draft: CallDraft): WireEvent {
  return { kind: 'applied', call: callOf(draft), reply: null };
}

type Answered = Extract<WireEvent, { kind: 'answered' }>;
type Answer = Readonly<{ status?: number; body?: unknown; headers?: Record<string, string> }>;

export function answered(draft: CallDraft, answer: Answer = {}): Answered {
  const { status = 200, body, headers = {} } = answer;
  const text = body === undefined ? '' : JSON.stringify(body);
  const exchange = { kind: 'replied', reply: { status, headers, body: text } } as const;
  return { kind: 'answered', call: callOf(draft), exchange };
}

export function lost(draft: CallDraft): Answered {
  return { kind: 'answered', call: callOf(draft), exchange: { kind: 'lost', reason: 'cut' } };
}

/** An entry of ours in Toggl, an hour long. */
export function entry(changed: Partial<SandboxEntry> = {}): SandboxEntry {
  return {
    id: 1,
    workspaceId: 7,
    projectId: 5,
    taskId: null,
    billable: false,
    description: 'Coding',
    tags: ['compass'],
    startSecond,
    stopSecond: startSecond + 3600,
    durationSeconds: 3600,
    modifiedAt: startAt,
    deletedAt: null,
    createdWith: 'Compass Time Engine',
    ...changed,
  };
}

/** What a checker says, in order. */
export function notebook() {
  const notes: string[] = [];
  return { notes, find: (checker: string, text: string) => void notes.push(`${checker}: ${text}`) };
}
