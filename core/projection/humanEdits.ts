/**
 * The three-way comparison: an entry of ours as a reply shows it, against what we last wrote and
 * what we now want. What differs from applied was changed by a human in Toggl.
 *
 * Text and tags are left as the human put them, without a word: they are written again only when
 * our own side changes. Time, project and deletion become a warning and hold their field, so that
 * neither side fights the other.
 */
import { type EntryFields, type Field, isMarked, markerTag, type ObservedEntry } from './entry.ts';
import type { Applied, Link } from './link.ts';
import { entryVanished } from './vanish.ts';
import type { WarningDraft } from './warning.ts';

export type Seen = Readonly<{ link: Link; warnings: readonly WarningDraft[] }>;

type SightContext = Readonly<{
  desired: EntryFields | null;
  /**
   * Toggl may have stopped this entry itself: a running create of ours is unresolved or arrived
   * twice. A stop is then not a human's.
   */
  isStopOurs: boolean;
}>;

/**
 * Takes in one sight of a linked entry. It ends every doubt but that about tags: which of the
 * tags seen are ours, only a write of the whole list can settle.
 */
export function seeEntry(link: Link, entry: ObservedEntry, context: SightContext): Seen {
  if (entry.deletedAt !== null) return entryVanished(link, entry.id, context.desired);
  const applied = link.applied;
  if (applied === null) return { link: { ...link, observed: fieldsOf(entry) }, warnings: [] };
  const warnings: WarningDraft[] = [];
  const held = new Set<Field>(link.held);
  const merged = mergeStop(believeDoubted(applied, entry, link), entry, context);
  const changed = changedFields(merged, entry, context.desired);
  for (const field of changed) {
    if (held.has(field)) continue;
    held.add(field);
    warnings.push(warningFor(field, { link, entry, applied: merged }));
  }
  for (const field of ['start', 'stop', 'project'] as const) {
    if (!changed.includes(field)) held.delete(field);
  }
  const next = { ...link, applied: agreed(merged, entry, context.desired) };
  const doubted = link.doubted.filter((field) => field === 'tags');
  return { link: { ...next, observed: fieldsOf(entry), held: [...held], doubted }, warnings };
}

/** What a write without a reply may have changed is taken as it stands: nobody's edit, then. */
function believeDoubted(applied: Applied, entry: ObservedEntry, link: Link): Applied {
  const isDoubted = (field: Field) => link.doubted.includes(field);
  return {
    ...applied,
    description: isDoubted('description') ? entry.description : applied.description,
    projectId: isDoubted('project') ? entry.projectId : applied.projectId,
    startSecond: isDoubted('start') ? entry.startSecond : applied.startSecond,
    stopSecond: isDoubted('stop') ? entry.stopSecond : applied.stopSecond,
    stopToleranceSeconds: isDoubted('stop') ? 1 : applied.stopToleranceSeconds,
  };
}

/** A stop that Toggl set on our behalf becomes what we applied, to the second it chose. */
function mergeStop(applied: Applied, entry: ObservedEntry, context: SightContext): Applied {
  if (entry.stopSecond === null) return applied;
  if (applied.stopSecond === null) {
    const isToggls = context.isStopOurs || isAsGoodAsOurs(entry.stopSecond, context.desired);
    return isToggls
      ? { ...applied, stopSecond: entry.stopSecond, stopToleranceSeconds: 1 }
      : applied;
  }
  const earlySeconds = applied.stopSecond - entry.stopSecond;
  if (applied.stopToleranceSeconds === 1 && context.isStopOurs) {
    return { ...applied, stopSecond: entry.stopSecond };
  }
  const isToggls = earlySeconds >= 0 && earlySeconds <= applied.stopToleranceSeconds;
  return isToggls ? { ...applied, stopSecond: entry.stopSecond } : applied;
}

/** Stopped elsewhere at the instant at which Toggl would have stopped it for us. */
function isAsGoodAsOurs(stopSecond: number, desired: EntryFields | null): boolean {
  const wanted = desired?.stopSecond ?? null;
  return wanted !== null && stopSecond >= wanted && stopSecond <= wanted + 1;
}

/** Fields a human changed to something we do not want ourselves. */
function changedFields(
  applied: Applied,
  entry: ObservedEntry,
  desired: EntryFields | null,
): readonly Field[] {
  const changed: Field[] = [];
  const differs = <T>(seen: T, written: T, wanted: T | undefined) =>
    seen !== written && seen !== wanted;
  if (differs(entry.startSecond, applied.startSecond, desired?.startSecond)) changed.push('start');
  if (differs(entry.stopSecond, applied.stopSecond, desired?.stopSecond)) changed.push('stop');
  if (differs(entry.projectId, applied.projectId, desired?.projectId)) changed.push('project');
  return changed;
}

/** Where the human did what we were about to do, nothing is left to write. */
function agreed(applied: Applied, entry: ObservedEntry, desired: EntryFields | null): Applied {
  if (desired === null) return applied;
  const isStopAgreed = entry.stopSecond === desired.stopSecond;
  return {
    ...applied,
    description:
      entry.description === desired.description ? entry.description : applied.description,
    projectId: entry.projectId === desired.projectId ? entry.projectId : applied.projectId,
    startSecond:
      entry.startSecond === desired.startSecond ? entry.startSecond : applied.startSecond,
    stopSecond: isStopAgreed ? entry.stopSecond : applied.stopSecond,
    stopToleranceSeconds: isStopAgreed ? 0 : applied.stopToleranceSeconds,
  };
}

export function fieldsOf(entry: ObservedEntry): EntryFields {
  const { description, projectId, tags, startSecond, stopSecond } = entry;
  return { description, projectId, tags, startSecond, stopSecond };
}

type Sight = Readonly<{ link: Link; entry: ObservedEntry; applied: Applied }>;

function warningFor(field: Field, sight: Sight): WarningDraft {
  const { link, entry, applied } = sight;
  const subject = { sliceId: link.sliceId, entryId: entry.id };
  if (field === 'project') {
    return {
      ...subject,
      kind: 'project-changed',
      ours: { projectId: applied.projectId },
      timerys: { projectId: entry.projectId },
      message: 'The project was changed in Toggl. Compass leaves it until you choose.',
    };
  }
  const ours = times(applied.startSecond, applied.stopSecond);
  const timerys = times(entry.startSecond, entry.stopSecond);
  if (field === 'stop' && applied.stopSecond === null) {
    return {
      ...subject,
      kind: 'stopped-in-timery',
      ours,
      timerys,
      message:
        'This timer was stopped in Toggl while it runs here. Stop it here too, or start again.',
    };
  }
  return {
    ...subject,
    kind: 'time-changed',
    ours,
    timerys,
    message: 'Start or end was changed in Toggl. Compass leaves it until you choose.',
  };
}

function times(startSecond: number, stopSecond: number | null) {
  const text = (second: number | null) =>
    second === null ? null : new Date(second * 1000).toISOString();
  return { start: text(startSecond), stop: text(stopSecond) };
}

/** A running entry with our mark and no link: a copy made in Timery, or another Compass. */
export function copyWarning(entry: ObservedEntry): WarningDraft | null {
  if (!isMarked(entry) || entry.stopSecond !== null) return null;
  return {
    kind: 'copy-running',
    sliceId: null,
    entryId: entry.id,
    ours: null,
    timerys: { description: entry.description, ...times(entry.startSecond, entry.stopSecond) },
    message:
      `An entry tagged ${markerTag} runs in Toggl that this Compass did not make: continued in ` +
      'Timery, or made by another Compass on the same account.',
  };
}
