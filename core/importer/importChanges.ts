/**
 * From decisions to the changes of slices, to what is remembered of each entry, and to what a
 * person is told. Pure.
 *
 * Invariant: whatever was taken in is remembered as it was seen, a conflict too: the same edit is
 * told once.
 */
import { inWritableOrder, saysTheSame, updated } from '../engine/changes.ts';
import type { Slice, SliceChange } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import { isMarked, markerTag } from '../projection/entry.ts';
import type { WarningDraft } from '../projection/warning.ts';
import type { ImportDecision } from './decideImport.ts';
import type { CategoryChoice } from './historyCategory.ts';
import { type Imported, seenFieldsOf, writtenFieldsOf } from './historyEntry.ts';

type Context = Readonly<{
  now: number;
  newId: () => string;
  /** The id of a category, also of one that is about to be made. */
  idOf: (choice: CategoryChoice) => string;
  known: (entryId: number) => Imported | null;
  /** Taken over here and given back: it kept our mark, and is no copy. */
  isGivenBack: (entryId: number) => boolean;
}>;

export type ImportOutcome = Readonly<{
  changes: readonly SliceChange[];
  remembered: readonly Imported[];
  warnings: readonly WarningDraft[];
  imported: number;
  updated: number;
  deleted: number;
  skipped: readonly Readonly<{ entryId: number; reason: string }>[];
}>;

export function importOutcome(
  decisions: readonly ImportDecision[],
  context: Context,
): ImportOutcome {
  const parts = decisions.map((decision) => partOf(decision, context));
  const changes = parts.flatMap(({ change }) => change ?? []);
  const count = (kind: SliceChange['kind']) => changes.filter((it) => it.kind === kind).length;
  return {
    changes: inWritableOrder(changes),
    remembered: parts.flatMap(({ remembered }) => remembered ?? []),
    warnings: [...decisions.flatMap(conflictWarning), ...copiesWarning(decisions, context)],
    imported: count('insert'),
    updated: count('update'),
    deleted: count('delete'),
    skipped: decisions.flatMap(skippedOf),
  };
}

type Part = Readonly<{ change: SliceChange | null; remembered: Imported | null }>;

const nothing: Part = { change: null, remembered: null };

function partOf(decision: ImportDecision, context: Context): Part {
  switch (decision.kind) {
    case 'insert': {
      const after = newSlice(decision, context);
      return { change: { kind: 'insert', after }, remembered: memoryOf(decision, after) };
    }
    case 'update':
      return updatePart(decision, context);
    case 'delete': {
      const { slice } = decision;
      const remembered = { ...memoryOf(decision, slice), isDeleted: true };
      return { change: { kind: 'delete', before: slice }, remembered };
    }
    case 'conflict': {
      const before = context.known(decision.entry.id);
      if (before === null) return nothing;
      const { modifiedAt } = decision.entry;
      return {
        change: null,
        remembered: { ...before, seen: seenFieldsOf(decision.entry), modifiedAt },
      };
    }
    case 'skip':
    case 'unchanged':
      return nothing;
    default:
      return unreachable(decision);
  }
}

type Insertion = Extract<ImportDecision, { kind: 'insert' }>;
type Updating = Extract<ImportDecision, { kind: 'update' }>;

function newSlice({ entry, wanted }: Insertion, { now, newId, idOf }: Context): Slice {
  return {
    id: newId(),
    dimension: 'PRIMARY',
    categoryId: idOf(wanted.category),
    startAt: wanted.startAt,
    endAt: wanted.endAt,
    source: 'TIMERY',
    isLocked: false,
    linkedTaskId: null,
    note: wanted.note,
    originEntryId: String(entry.id),
    createdAt: now,
    updatedAt: now,
  };
}

/** An edit in Toggl may leave the slice as it is: another project of the same category. */
function updatePart(decision: Updating, { now, idOf }: Context): Part {
  const { slice, wanted } = decision;
  const { startAt, endAt, note } = wanted;
  const change = updated(slice, { startAt, endAt, note, categoryId: idOf(wanted.category) }, now);
  const remembered = memoryOf(decision, change.after);
  return { change: saysTheSame(slice, change.after) ? null : change, remembered };
}

function memoryOf({ entry }: Readonly<Pick<Insertion, 'entry'>>, slice: Slice): Imported {
  return {
    entryId: entry.id,
    sliceId: slice.id,
    seen: seenFieldsOf(entry),
    written: writtenFieldsOf(slice),
    modifiedAt: entry.modifiedAt,
    isDeleted: false,
  };
}

function skippedOf(decision: ImportDecision) {
  switch (decision.kind) {
    case 'skip':
      return [{ entryId: decision.entry.id, reason: decision.reason }];
    case 'conflict':
      return [{ entryId: decision.entry.id, reason: conflictReason(decision) }];
    case 'insert':
    case 'update':
    case 'delete':
    case 'unchanged':
      return [];
    default:
      return unreachable(decision);
  }
}

type Conflicting = Extract<ImportDecision, { kind: 'conflict' }>;

function conflictReason({ wanted, guard }: Conflicting): string {
  const theirs = wanted === null ? 'deleted' : 'edited';
  const ours = guard === 'locked' ? 'is locked' : 'was edited';
  return `It was ${theirs} in Toggl, and its slice ${ours} here: a warning asks what to do.`;
}

/** `fields` say what keeping Timery's version changes (core/projection/warningActions.ts). */
function conflictWarning(decision: ImportDecision): readonly WarningDraft[] {
  if (decision.kind !== 'conflict') return [];
  const { entry, slice, wanted, guard } = decision;
  const ours = guard === 'locked' ? 'its slice is locked here' : 'its slice was edited here';
  const about = {
    sliceId: slice.id,
    entryId: entry.id,
    ours: { ...times(slice.startAt, slice.endAt), note: slice.note },
  };
  const rest = `and ${ours}. Compass leaves the slice as it is until you choose.`;
  if (wanted === null) {
    const message = `An imported entry was deleted in Toggl, ${rest}`;
    return [{ ...about, kind: 'import-deleted', timerys: null, fields: ['entry'], message }];
  }
  const { startAt, endAt, note, category } = wanted;
  const timerys = { ...times(startAt, endAt), note, category: category.name };
  const message = `An imported entry was edited in Toggl, ${rest}`;
  return [{ ...about, kind: 'import-edited', timerys, fields: ['start', 'stop'], message }];
}

function times(startAt: number, endAt: number | null) {
  const text = (at: number) => new Date(at).toISOString();
  return { start: text(startAt), stop: endAt === null ? null : text(endAt) };
}

/** One matter, however many there are: after a restored backup all of ours are copies. */
function copiesWarning(
  decisions: readonly ImportDecision[],
  { isGivenBack }: Context,
): readonly WarningDraft[] {
  const copies = decisions.filter(
    ({ kind, entry }) => kind === 'insert' && isMarked(entry) && !isGivenBack(entry.id),
  );
  const [first] = copies;
  if (first === undefined) return [];
  return [
    {
      kind: 'copies-imported',
      sliceId: null,
      entryId: null,
      ours: null,
      timerys: { entries: copies.length, description: first.entry.description },
      message:
        `Entries with the tag ${markerTag} that no slice of this Compass made were taken in as ` +
        `history, "${first.entry.description}" among them: entries continued in Timery, or those ` +
        'of another Compass or of a lost database.',
    },
  ];
}
