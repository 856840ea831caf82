/**
 * A write without a reply may still be on its way while the next one is done, and then undoes it
 * in silence. Where it would, the entry is read once, when nothing can be on its way any more.
 *
 *   PUT text A ──no reply─────────────────────┐
 *   PUT text A, repeated ──done               │      it may come: it says the same
 *   PUT text B ───────────────done            ▼      a look is due
 *   in Toggl            A         B           A ──look──▶ B is written again
 *
 * It costs no call where the repetition says the same. It never plans a write: what a look shows
 * to be a late write's doing is in doubt, and what is in doubt is written again.
 */
import { unreachable } from '../invariant.ts';
import { longestFlightMs, lookDelayMs } from './attempt.ts';
import { carriesOurTags } from './difference.ts';
import { type Field, type ObservedEntry, sameTags } from './entry.ts';
import type { Applied, LateWrite, Link } from './link.ts';
import type { BulkAction, LinkAction } from './step.ts';

/** The link while this is on its way, and after it was never answered. */
export function withLateWrite(link: Link, action: LinkAction | BulkAction, now: number): Link {
  const change = changeOf(action, link);
  if (change === null) return link;
  return { ...link, lateWrites: [...link.lateWrites, { sentAt: now, lookAt: null, change }] };
}

function changeOf(action: LinkAction | BulkAction, { entryId }: Link): LateWrite['change'] | null {
  switch (action.kind) {
    case 'stop':
      return { kind: 'stop' };
    case 'edit':
      return { kind: 'edit', ...action.difference };
    case 'edit-many': {
      const { description, project } = action;
      return { kind: 'edit', description, project, tags: null, times: null };
    }
    case 'delete':
      return action.entryId === entryId ? { kind: 'delete' } : null;
    case 'create':
      return null;
    default:
      return unreachable(action);
  }
}

/** Asks for a look where what was written since would be undone; forgets what came in time. */
export function withLateLooks(link: Link, now: number): Link {
  const isOver = ({ sentAt }: LateWrite) => now >= sentAt + longestFlightMs;
  const lateWrites = link.lateWrites
    .filter((late) => late.lookAt !== null || !isOver(late))
    .map((late) => {
      if (late.lookAt !== null || !wouldUndo(late, link)) return late;
      return { ...late, lookAt: late.sentAt + longestFlightMs };
    });
  return { ...link, lateWrites };
}

/** What is in doubt is still to be written: only then is it known what would be undone. */
function wouldUndo({ change }: LateWrite, link: Link): boolean {
  const { applied, doubted } = link;
  if (applied === null) return false;
  switch (change.kind) {
    case 'stop':
      return !doubted.includes('stop') && applied.stopSecond === null;
    case 'delete':
      return doubted.length === 0;
    case 'edit':
      return changedBy(change, applied).some((field) => !doubted.includes(field));
    default:
      return unreachable(change);
  }
}

type LateEdit = Extract<LateWrite['change'], { kind: 'edit' }>;

/** Fields that would no more hold what we wrote, were this edit to come now. */
function changedBy(edit: LateEdit, applied: Applied): readonly Field[] {
  const { description, project, times, tags } = edit;
  const changed: Field[] = [];
  if (description !== null && description !== applied.description) changed.push('description');
  if (project !== null && project.id !== applied.projectId) changed.push('project');
  if (times !== null && times.startSecond !== applied.startSecond) changed.push('start');
  if (times !== null && times.stopSecond !== applied.stopSecond) changed.push('stop');
  if (tags !== null && areTagsChanged(tags, applied)) changed.push('tags');
  return changed;
}

/** A removal may replace the whole list instead (docs/toggl-notes.md): never taken for harmless. */
function areTagsChanged({ kind, tags, ours }: NonNullable<LateEdit['tags']>, applied: Applied) {
  switch (kind) {
    case 'add':
      return tags.some((tag) => !applied.tags.includes(tag));
    case 'remove':
      return true;
    case 'list':
      return !sameTags(ours, applied.tags);
    default:
      return unreachable(kind);
  }
}

/** What a sight shows as a late write would have left it is that write's doing, nobody's edit. */
export function doubtLate(link: Link, entry: ObservedEntry): Link {
  return link.lateWrites.reduce((seen, late) => doubtOne(seen, late, entry), link);
}

function doubtOne(link: Link, { change }: LateWrite, entry: ObservedEntry): Link {
  const { applied } = link;
  if (applied === null) return link;
  switch (change.kind) {
    case 'stop':
      return applied.stopSecond === null ? doubting(link, ['stop']) : link;
    case 'delete':
      return link;
    case 'edit': {
      const shown = changedBy(change, applied).filter((field) => isShown(field, change, entry));
      return change.tags !== null && shown.includes('tags')
        ? doubtingTags(doubting(link, shown), oursIn(change.tags), entry)
        : doubting(link, shown);
    }
    default:
      return unreachable(change);
  }
}

function isShown(field: Field, edit: LateEdit, entry: ObservedEntry): boolean {
  switch (field) {
    case 'description':
      return entry.description === edit.description;
    case 'project':
      return entry.projectId === edit.project?.id;
    case 'start':
      return entry.startSecond === edit.times?.startSecond;
    case 'stop':
      return entry.stopSecond === edit.times?.stopSecond;
    case 'tags':
      return true;
    case 'entry':
      return false;
    default:
      return unreachable(field);
  }
}

function doubting(link: Link, fields: readonly Field[]): Link {
  const fresh = fields.filter((field) => field !== 'tags' && !link.doubted.includes(field));
  return { ...link, doubted: [...link.doubted, ...fresh] };
}

/** Of a whole list: the others in it are a human's, and stay. */
function oursIn({ kind, tags, ours }: NonNullable<LateEdit['tags']>): readonly string[] {
  return kind === 'remove' ? tags : ours;
}

/** Tags of ours that came back are ours to take away, those of others that went are put back. */
function doubtingTags(link: Link, late: readonly string[], entry: ObservedEntry): Link {
  const { applied } = link;
  if (applied === null) return link;
  const unwanted = late.filter((tag) => !applied.tags.includes(tag));
  if (carriesOurTags(entry, { wanted: applied.tags, unwanted })) return link;
  const back = unwanted.filter((tag) => entry.tags.includes(tag));
  const doubted = [...new Set<Field>([...link.doubted, 'tags'])];
  return { ...link, doubted, applied: { ...applied, tags: [...applied.tags, ...back] } };
}

/** What this reading had to show has come by now, or never will. */
export function lateAnswered(link: Link, askedAt: number): Link {
  const isOpen = ({ lookAt }: LateWrite) => lookAt === null || lookAt > askedAt;
  const lateWrites = link.lateWrites.filter(isOpen);
  return lateWrites.length === link.lateWrites.length ? link : { ...link, lateWrites };
}

/** A list from before what we saw tells nothing of it: it is asked for again. */
export function lateUnanswered(link: Link, askedAt: number): Link {
  const isDue = ({ lookAt }: LateWrite) => lookAt !== null && lookAt <= askedAt;
  if (!link.lateWrites.some(isDue)) return link;
  const later = askedAt + lookDelayMs;
  const lateWrites = link.lateWrites.map((late) =>
    isDue(late) ? { ...late, lookAt: later } : late,
  );
  return { ...link, lateWrites };
}
