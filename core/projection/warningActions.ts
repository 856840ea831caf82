/**
 * What may be done about a warning, and what that means. Keeping Timery's version is a command to
 * the engine, which may refuse it; either answer lets go of the fields the warning holds, and from
 * then on the plan writes what still differs: nothing after a keep, ours after a restore.
 *
 *              slice becomes     applied becomes     so the next plan writes
 *   keep       Timery's          what was kept       nothing
 *   restore    –                 what was seen       what the slice says
 *   dismiss    –                 –                   nothing
 *   adopt      a new one         the entry as it is  our tags (services/toggl/togglAdopt.ts)
 */
import { unreachable } from '../invariant.ts';
import { carriedFrom } from './carried.ts';
import type { Field } from './entry.ts';
import type { Applied, Link } from './link.ts';
import { forgetEntry } from './vanish.ts';
import type { WarningDraft } from './warning.ts';

export const warningActions = ['keep', 'restore', 'dismiss', 'adopt'] as const;
export type WarningAction = (typeof warningActions)[number];

/** Both versions, as the warning told them. */
export type Matter = Pick<WarningDraft, 'kind' | 'entryId' | 'ours' | 'timerys' | 'fields'>;

export function actionsFor({ kind }: Pick<Matter, 'kind'>): readonly WarningAction[] {
  switch (kind) {
    case 'time-changed':
    case 'project-changed':
    case 'stopped-in-timery':
    case 'deleted-in-timery':
      return ['keep', 'restore'];
    case 'foreign-stopped':
    case 'copy-running':
    case 'another-compass':
    case 'never-shown':
    case 'create-doubtful':
    case 'project-refused':
    case 'refused':
    case 'copies-imported':
      return ['dismiss'];
    case 'import-edited':
    case 'import-deleted':
      return ['keep', 'dismiss'];
    case 'started-in-timery':
      return ['adopt', 'keep'];
    default:
      return unreachable(kind);
  }
}

/** What keeping Timery's version asks of the engine. */
type Keeping =
  | Readonly<{
      kind: 'edit';
      startAt?: number;
      endAt?: number | null;
      /** Of imported history alone: there the whole entry is Timery's. */
      category?: string;
      note?: string | null;
    }>
  | Readonly<{ kind: 'delete' }>
  /** No slice changes: a project is the link's alone. */
  | Readonly<{ kind: 'nothing' }>;

export function keepingOf({ timerys, fields = [] }: Matter): Keeping {
  if (fields.includes('entry')) return { kind: 'delete' };
  const startAt = fields.includes('start') ? instantIn(timerys, 'start') : null;
  const isStop = fields.includes('stop');
  if (startAt === null && !isStop) return { kind: 'nothing' };
  return {
    kind: 'edit',
    ...(startAt === null ? {} : { startAt }),
    ...(isStop ? { endAt: instantIn(timerys, 'stop') } : {}),
    ...(typeof timerys?.category === 'string' ? { category: timerys.category } : {}),
    ...(timerys?.note === undefined ? {} : { note: textIn(timerys.note) }),
  };
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The link once a person, or the setting, has answered. */
export function answeredLink(link: Link, matter: Matter, action: WarningAction): Link {
  switch (action) {
    case 'keep':
      return isOfEntry(link, matter) ? forgotten(link) : kept(link, matter);
    case 'restore':
      return isOfEntry(link, matter)
        ? { ...forgotten(link), carried: carriedFrom(link) }
        : restored(link, matter);
    case 'dismiss':
    case 'adopt':
      return link;
    default:
      return unreachable(action);
  }
}

function isOfEntry(link: Link, { fields = [], entryId }: Matter): boolean {
  return fields.includes('entry') && link.entryId === entryId;
}

/** Forgotten after a keep too: were the slice brought back by an undo, it is to be seen again. */
function forgotten(link: Link): Link {
  if (link.state.kind !== 'gone' || link.entryId === null) return link;
  return forgetEntry(link, link.entryId);
}

/** What was seen becomes what we last wrote: where the slice says otherwise, it is written. */
function restored(link: Link, { ours, fields = [] }: Matter): Link {
  const { applied, observed } = link;
  if (applied === null || observed === null) return link;
  const seen = withFields(applied, observed, fields);
  const ownProject = fields.includes('project') ? { id: projectIn(ours) } : link.ownProject;
  // What is wanted is asked of the category anew, also for an entry that was settled.
  return letGo({ ...link, applied: seen, ownProject, kept: null, settledKey: null }, fields);
}

/**
 * What was kept becomes what we last wrote. A field that the human has changed once more
 * meanwhile stays held: about that version nobody was asked.
 */
function kept(link: Link, { ours, timerys, fields = [] }: Matter): Link {
  const { applied, observed } = link;
  if (applied === null || observed === null) return link;
  const version: FieldValues = {
    projectId: projectIn(timerys),
    startSecond: secondIn(timerys, 'start') ?? applied.startSecond,
    stopSecond: secondIn(timerys, 'stop'),
  };
  const agreed = fields.filter((field) => isSameField(field, version, observed));
  const project = fields.includes('project')
    ? { insteadOfId: projectIn(ours), projectId: version.projectId }
    : link.kept;
  return letGo({ ...link, applied: withFields(applied, version, fields), kept: project }, agreed);
}

function letGo(link: Link, fields: readonly Field[]): Link {
  return { ...link, held: link.held.filter((field) => !fields.includes(field)) };
}

type FieldValues = Pick<Applied, 'projectId' | 'startSecond' | 'stopSecond'>;

function withFields(applied: Applied, values: FieldValues, fields: readonly Field[]): Applied {
  const isStop = fields.includes('stop');
  return {
    ...applied,
    projectId: fields.includes('project') ? values.projectId : applied.projectId,
    startSecond: fields.includes('start') ? values.startSecond : applied.startSecond,
    stopSecond: isStop ? values.stopSecond : applied.stopSecond,
    stopToleranceSeconds: isStop ? 0 : applied.stopToleranceSeconds,
  };
}

/** Of the fields that can be held. */
export function isSameField(field: Field, left: FieldValues, right: FieldValues): boolean {
  switch (field) {
    case 'project':
      return left.projectId === right.projectId;
    case 'start':
      return left.startSecond === right.startSecond;
    case 'stop':
      return left.stopSecond === right.stopSecond;
    case 'description':
    case 'tags':
    case 'entry':
      return true;
    default:
      return unreachable(field);
  }
}

type Version = Matter['timerys'];

function projectIn(version: Version): number | null {
  const id = version?.projectId;
  return typeof id === 'number' ? id : null;
}

function secondIn(version: Version, end: 'start' | 'stop'): number | null {
  const at = instantIn(version, end);
  return at === null ? null : at / 1000;
}

/** The versions of times are written in whole seconds, see `times` in editWarnings.ts. */
function instantIn(version: Version, end: 'start' | 'stop'): number | null {
  const text = version?.[end];
  return typeof text === 'string' ? Date.parse(text) : null;
}

export function isRunningVersion(version: Version): boolean {
  return version !== null && instantIn(version, 'stop') === null;
}
