/**
 * A person with Timery on the phone: the same account and token, so the same quota and the same
 * rules as any other client. Every act is an API call; nothing is changed behind Toggl's back.
 * Running entries are sent as minus the epoch, as Toggl's own apps do (docs/toggl-notes.md).
 */
import type { HttpRequest } from '../toggl/transport.ts';
import type { SandboxEntry } from './inspection.ts';
import type { BucketName } from './quota.ts';
import type { Sandbox } from './sandbox.ts';
import { writtenSecond } from './wireTime.ts';

type HumanOptions = Readonly<{ sandbox: Sandbox; createdWith?: string }>;

/** 404 when there was nothing to act on. */
type HumanAct = Readonly<{ status: number; entryId: number | null }>;

type StartDetails = Readonly<{
  projectId?: number | null;
  tags?: readonly string[];
  /** Toggl's now when absent. */
  startSecond?: number;
}>;

type PastDetails = Readonly<{
  projectId?: number | null;
  tags?: readonly string[];
  startSecond: number;
  stopSecond: number;
}>;

type EntryEdit = Readonly<{
  description?: string;
  projectId?: number | null;
  tags?: readonly string[];
  startSecond?: number;
  /** null sets it running again. */
  stopSecond?: number | null;
}>;

type Human = Readonly<{
  start(description: string, details?: StartDetails): HumanAct;
  stop(): HumanAct;
  /** A finished entry, written down afterwards. */
  record(description: string, details: PastDetails): HumanAct;
  edit(entryId: number, edit: EntryEdit): HumanAct;
  delete(entryId: number): HumanAct;
  /** A new running entry like that one, its tags included. */
  continueEntry(entryId: number): HumanAct;
  /** Reads for nothing, as an app that refreshes does. */
  spend(bucket: BucketName, requests: number): void;
}>;

type Call = Readonly<{ method: HttpRequest['method']; path: string; body?: unknown }>;

export function createHuman({ sandbox, createdWith = 'Timery' }: HumanOptions): Human {
  const entriesPath = () =>
    `/api/v9/workspaces/${sandbox.config().account.workspaceId}/time_entries`;
  const nothing: HumanAct = { status: 404, entryId: null };
  const entry = (entryId: number) => sandbox.entries().find(({ id }) => id === entryId);
  const act = (call: Call) => performed(sandbox, { userAgent: createdWith, ...call });

  function start(description: string, details: StartDetails = {}): HumanAct {
    const startSecond = details.startSecond ?? Math.floor(sandbox.togglNow() / 1000);
    const body = {
      created_with: createdWith,
      workspace_id: sandbox.config().account.workspaceId,
      description,
      project_id: details.projectId ?? null,
      tags: details.tags ?? [],
      start: writtenSecond(startSecond),
      duration: -startSecond,
    };
    return act({ method: 'POST', path: entriesPath(), body });
  }

  return {
    start,
    stop() {
      const running = sandbox.running();
      if (running === null) return nothing;
      return act({ method: 'PATCH', path: `${entriesPath()}/${running.id}/stop` });
    },
    record(description, { projectId, tags, startSecond, stopSecond }) {
      const body = {
        created_with: createdWith,
        workspace_id: sandbox.config().account.workspaceId,
        description,
        project_id: projectId ?? null,
        tags: tags ?? [],
        start: writtenSecond(startSecond),
        stop: writtenSecond(stopSecond),
        duration: stopSecond - startSecond,
      };
      return act({ method: 'POST', path: entriesPath(), body });
    },
    edit(entryId, edit) {
      const target = entry(entryId);
      if (target === undefined) return nothing;
      const body = { created_with: createdWith, ...editBody(target, edit) };
      return act({ method: 'PUT', path: `${entriesPath()}/${entryId}`, body });
    },
    delete: (entryId) => act({ method: 'DELETE', path: `${entriesPath()}/${entryId}` }),
    continueEntry(entryId) {
      const target = entry(entryId);
      return target === undefined
        ? nothing
        : start(target.description, {
            projectId: target.projectId,
            tags: target.tags,
          });
    },
    spend(bucket, requests) {
      const workspace = `/api/v9/workspaces/${sandbox.config().account.workspaceId}`;
      const path = bucket === 'user' ? '/api/v9/me/time_entries/current' : `${workspace}/tags`;
      for (let sent = 0; sent < requests; sent += 1) act({ method: 'GET', path });
    },
  };
}

/** Times travel together: start, stop and duration must agree. */
function editBody(target: SandboxEntry, edit: EntryEdit): Record<string, unknown> {
  const { description, projectId, tags } = edit;
  return {
    ...(description === undefined ? {} : { description }),
    ...(projectId === undefined ? {} : { project_id: projectId }),
    ...(tags === undefined ? {} : { tags }),
    ...(edit.startSecond === undefined && edit.stopSecond === undefined
      ? {}
      : editedTimes(target, edit)),
  };
}

function editedTimes(target: SandboxEntry, edit: EntryEdit): Record<string, unknown> {
  const start = edit.startSecond ?? target.startSecond;
  const stop = edit.stopSecond === undefined ? target.stopSecond : edit.stopSecond;
  if (stop === null) return { start: writtenSecond(start), stop: null, duration: -start };
  return { start: writtenSecond(start), stop: writtenSecond(stop), duration: stop - start };
}

function performed(sandbox: Sandbox, call: Call & Readonly<{ userAgent: string }>): HumanAct {
  const reply = sandbox.handle({
    method: call.method,
    url: `https://api.track.toggl.com${call.path}`,
    headers: { authorization: sandbox.authorization(), 'user-agent': call.userAgent },
    body: call.body === undefined ? null : JSON.stringify(call.body),
  });
  const shown = reply.status === 200 && reply.body !== '' ? JSON.parse(reply.body) : null;
  return { status: reply.status, entryId: typeof shown?.id === 'number' ? shown.id : null };
}
