/**
 * The three-way comparison: an entry of ours as a reply shows it, against what we last wrote and
 * what we now want. What differs from applied was changed by a human in Toggl.
 *
 * Text and tags are left as the human put them, without a word: they are written again only when
 * our own side changes, and the text becomes the slice's note (services/toggl/timeryEdits.ts).
 * Time, project and deletion become a warning and hold their field, so that neither side fights
 * the other. What is held is compared again whenever our own side changes.
 */
import { editWarnings } from './editWarnings.ts';
import type { EntryFields, Field, ObservedEntry } from './entry.ts';
import { doubtLate } from './lateWrites.ts';
import type { Applied, Link } from './link.ts';
import { entryVanished } from './vanish.ts';
import type { WarningDraft } from './warning.ts';
import { isSameField } from './warningActions.ts';

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
  if (isOutdated(link, entry)) return { link, warnings: [] };
  if (entry.deletedAt !== null) return entryVanished(link, entry.id, context.desired);
  const doubtful = doubtLate(link, entry);
  const observed = { ...fieldsOf(entry), tags: tagsKnown(doubtful, entry) };
  const sight = { observed, seenModifiedAt: entry.modifiedAt };
  return doubtful.applied === null
    ? { link: { ...doubtful, ...sight }, warnings: [] }
    : compare({ link: doubtful, applied: doubtful.applied, sight }, entry, context);
}

type Compared = Readonly<{
  link: Link;
  applied: Applied;
  sight: Pick<Link, 'observed' | 'seenModifiedAt'>;
}>;

function compare(
  { link, applied, sight }: Compared,
  entry: ObservedEntry,
  context: SightContext,
): Seen {
  const merged = mergeStop(believeDoubted(applied, entry, link), entry, context);
  const held = changedFields(merged, entry, context.desired);
  const news = held.filter((field) => isNews(field, link, entry));
  const next: Link = {
    ...link,
    applied: agreed(merged, entry, context.desired),
    ...sight,
    held,
    doubted: link.doubted.filter((field) => field === 'tags'),
  };
  return { link: next, warnings: editWarnings(next, context.desired, news) };
}

/**
 * The held fields against what is wanted now, which may be something else than when they were
 * seen: what both sides say alike is let go, and the rest is asked with our version of today.
 *
 *   ours, when it was seen   ├──────────────▶ runs
 *   in Toggl                 ├─────────┤          the stop is held
 *   ours, now                ├─────────┤          agreed, nothing is left to ask
 *                            ├──────────────┤     held still: another stop, not "runs here"
 */
export function compareHeld(link: Link, desired: EntryFields | null): Seen {
  const { applied, observed, held } = link;
  if (desired === null || applied === null || observed === null) return { link, warnings: [] };
  const context = { desired, isStopOurs: false };
  const merged = held.includes('stop') ? mergeStop(applied, observed, context) : applied;
  const differing = changedFields(merged, observed, desired);
  const still = held.filter((field) => differing.includes(field));
  const isSame = still.length === held.length;
  const next = isSame ? link : { ...link, applied: agreed(merged, observed, desired), held: still };
  return { link: next, warnings: editWarnings(next, desired, still) };
}

/** A write of tags that went wrong took those of others along: they stay known until then. */
function tagsKnown({ doubted, applied, observed }: Link, { tags }: ObservedEntry) {
  if (!doubted.includes('tags')) return tags;
  const known = [...tags, ...(applied?.tags ?? [])];
  return [...tags, ...(observed?.tags ?? []).filter((tag) => !known.includes(tag))];
}

/**
 * From a copy of Toggl's that lags behind: it shows the entry as it was before what we saw or
 * wrote, and taken at its word that would look like a human's edit.
 *
 *   in Toggl   ──1────2──▶        seen: 2
 *   a reading    1                outdated, tells nothing
 */
export function isOutdated({ seenModifiedAt }: Link, { modifiedAt }: ObservedEntry): boolean {
  return seenModifiedAt !== null && modifiedAt < seenModifiedAt;
}

/** Not held so far, or changed once more while it was. */
function isNews(field: Field, { held, observed }: Link, entry: ObservedEntry): boolean {
  return !held.includes(field) || observed === null || !isSameField(field, observed, entry);
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
function mergeStop(applied: Applied, entry: EntryFields, context: SightContext): Applied {
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
  entry: EntryFields,
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
function agreed(applied: Applied, entry: EntryFields, desired: EntryFields | null): Applied {
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
