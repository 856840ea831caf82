/**
 * A Toggl in memory for tests of the rules: one running entry at most, a start ends the other at
 * Toggl's now, deletion leaves a tombstone. It is perfect; faults are what the test puts between
 * it and the rules.
 */
import { unreachable } from '../invariant.ts';
import { sentFields } from './carried.ts';
import type { Difference, TagWrite } from './difference.ts';
import { type EntryFields, markerTag, type ObservedEntry } from './entry.ts';
import type { CallResult } from './settled.ts';
import type { Action } from './step.ts';

export const workspaceId = 7;

/** No source tells what Toggl makes of an edit that would reopen an entry. */
export type Reopening = 'works' | 'ignored' | 'refused';

/** Nor whether its tag actions change the list or become it. */
export type TagActions = 'work' | 'become the list';

type Kept = Readonly<{ entry: ObservedEntry; changedSecond: number }>;

export type Toggl = Readonly<{
  call: (action: Action, second: number) => CallResult;
  changedSince: (second: number) => readonly ObservedEntry[];
  /** As a person would in Timery, or as it stood before the test. */
  put: (
    entry: Omit<ObservedEntry, 'workspaceId' | 'modifiedAt' | 'deletedAt'>,
    second: number,
  ) => void;
  alive: () => readonly ObservedEntry[];
}>;

type TogglTraits = Readonly<{ reopening: Reopening; tagActions: TagActions }>;

export function perfectToggl(traits: TogglTraits): Toggl {
  const kept = new Map<number, Kept>();
  const keep = (changed: Omit<ObservedEntry, 'modifiedAt'>, second: number): CallResult => {
    const entry = { ...changed, modifiedAt: second * 1000 };
    kept.set(entry.id, { entry, changedSecond: second });
    return { kind: 'entry', entry };
  };
  const endOthers = (id: number, second: number) => {
    for (const { entry } of kept.values()) {
      if (entry.id !== id && entry.deletedAt === null && entry.stopSecond === null) {
        keep({ ...entry, stopSecond: Math.max(second, entry.startSecond) }, second);
      }
    }
  };
  const write = (id: number, change: (entry: ObservedEntry) => CallResult): CallResult => {
    const entry = kept.get(id)?.entry;
    return entry === undefined || entry.deletedAt !== null
      ? { kind: 'refused', status: 404, reason: 'Time entry not found' }
      : change(entry);
  };
  const stop = (id: number, second: number) =>
    write(id, (entry) =>
      entry.stopSecond === null
        ? keep({ ...entry, stopSecond: Math.max(second, entry.startSecond) }, second)
        : { kind: 'refused', status: 409, reason: 'Time entry already stopped' },
    );
  const edit = (id: number, difference: Difference, second: number) =>
    write(id, (entry) => {
      const edited = editedEntry(entry, difference, traits);
      if (edited === null) return { kind: 'refused', status: 400, reason: 'Invalid duration' };
      if (edited.stopSecond === null) endOthers(id, second);
      return keep(edited, second);
    });
  return {
    call: (action, second) => {
      switch (action.kind) {
        case 'create': {
          const id = 1000 + kept.size;
          if (action.fields.stopSecond === null) endOthers(id, second);
          return keep({ ...sentFields(action), id, workspaceId, deletedAt: null }, second);
        }
        case 'stop':
        case 'stop-foreign':
          return stop(action.entryId, second);
        case 'edit':
          return edit(action.entryId, action.difference, second);
        case 'delete':
          return write(action.entryId, (entry) => {
            keep({ ...entry, deletedAt: second * 1000 }, second);
            return { kind: 'done' };
          });
        case 'return-project':
          return edit(action.entryId, onlyProject(action.projectId), second);
        case 'edit-many':
          return editedMany(action, (id, found) => edit(id, found, second));
        default:
          return read(action);
      }
    },
    changedSince: (second) =>
      [...kept.values()]
        .filter(({ changedSecond }) => changedSecond >= second)
        .map(({ entry }) => entry),
    put: (entry, second) => {
      keep({ ...entry, workspaceId, deletedAt: null }, second);
    },
    alive: () =>
      [...kept.values()].map(({ entry }) => entry).filter(({ deletedAt }) => deletedAt === null),
  };
}

const nothingElse: Difference = { description: null, project: null, tags: null, times: null };

function onlyProject(id: number | null): Difference {
  return { ...nothingElse, project: { id } };
}

type ManyEdits = Extract<Action, { kind: 'edit-many' }>;

function editedMany(
  { entries, description, project }: ManyEdits,
  edit: (id: number, difference: Difference) => CallResult,
): CallResult {
  const difference = { ...nothingElse, description, project };
  const replies = entries.map(({ entryId }) => edit(entryId, difference));
  const doneIds = replies.flatMap((reply) => (reply.kind === 'entry' ? [reply.entry.id] : []));
  return { kind: 'many', doneIds };
}

/** null where Toggl refuses. */
function editedEntry(
  entry: ObservedEntry,
  { description, project, tags, times }: Difference,
  traits: TogglTraits,
): ObservedEntry | null {
  const isReopening = times?.stopSecond === null && entry.stopSecond !== null;
  if (isReopening && traits.reopening === 'refused') return null;
  const isIgnored = isReopening && traits.reopening === 'ignored';
  return {
    ...entry,
    description: description ?? entry.description,
    projectId: project === null ? entry.projectId : project.id,
    tags: tags === null ? entry.tags : tagsAfter(entry.tags, tags, traits.tagActions),
    ...(times === null || isIgnored ? {} : times),
  };
}

function tagsAfter(
  tags: readonly string[],
  write: TagWrite,
  tagActions: TagActions,
): readonly string[] {
  if (write.kind === 'list' || tagActions === 'become the list') return write.tags;
  if (write.kind === 'add') return [...new Set([...tags, ...write.tags])];
  return tags.filter((tag) => !write.tags.includes(tag));
}

/** `Coding` from second 1000 to 1060 without project or mode, unless told otherwise. */
export function fieldsWith(fields: Partial<EntryFields> = {}): EntryFields {
  return {
    description: 'Coding',
    projectId: null,
    tags: [markerTag],
    startSecond: 1000,
    stopSecond: 1060,
    ...fields,
  };
}

export function entryWith(fields: Partial<ObservedEntry> = {}): ObservedEntry {
  return { ...fieldsWith(), id: 1, workspaceId, modifiedAt: 0, deletedAt: null, ...fields };
}

type Read = Extract<Action, { kind: 'observe' | 'search' | 'look-running' }>;

/** What a reading shows is asked of `changedSince`. */
function read({ kind }: Read): CallResult {
  switch (kind) {
    case 'observe':
    case 'search':
    case 'look-running':
      return { kind: 'done' };
    default:
      return unreachable(kind);
  }
}
