/**
 * The rule of joining: several slices of one dimension become one, from the first start to the
 * last end; gaps between them are filled.
 *
 * Invariant: one of the joined slices stays and grows, so its entry in Toggl stays as well. What
 * lies between them and is not joined is never swallowed without having been asked for.
 */
import { invariant } from '../invariant.ts';
import {
  type Context,
  inWritableOrder,
  refused,
  refusedAsImported,
  refusedByLock,
  updated,
} from './changes.ts';
import type { Decision } from './decision.ts';
import { overlapping } from './overlap.ts';
import { isImported, type Slice, type SliceChange } from './slice.ts';
import type { Timeline } from './timeline.ts';

export type Join = Readonly<{
  slices: readonly Slice[];
  /** The joined slice's; needed where the slices differ in it. */
  categoryId?: string | undefined;
  /** What to do with slices between them: `replace` deletes them. */
  onOverlap?: 'refuse' | 'replace' | undefined;
}>;

/**
 *     slices   [== a ==)   [== b ==)[= c runs        [== a ==)[x)[== b ==)
 *     after    [============ c runs                  refused, or with replace: [====== a =====)
 */
export function decideJoin(timeline: Timeline, join: Join, context: Context): Decision {
  const slices = join.slices.toSorted((a, b) => a.startAt - b.startAt);
  const wrong = wrongSlices(slices);
  if (wrong !== null) return wrong;
  const kept = keptOf(slices);
  const categoryId = join.categoryId ?? commonOf(slices.map((slice) => slice.categoryId));
  if (categoryId === null) return categoriesDiffer(slices);
  const wanted = joined(slices, { kept, categoryId });
  const ids = new Set(slices.map(({ id }) => id));
  const between = overlapping(timeline, wanted).filter(({ id }) => !ids.has(id));
  if (between.length > 0 && join.onOverlap !== 'replace') return refusedBetween(between);
  const locked = between.filter(({ isLocked }) => isLocked);
  if (locked.length > 0) return refusedByLock(locked);
  return changed([...slices, ...between], { kept, wanted }, context);
}

function wrongSlices(slices: readonly Slice[]): Decision | null {
  const [first] = slices;
  if (first === undefined || slices.length < 2) {
    return refused('nothing_to_join', 'One slice alone is joined already. Name two or more.');
  }
  if (slices.some(({ dimension }) => dimension !== first.dimension)) {
    return refused(
      'nothing_to_join',
      'The slices are of different dimensions, which run beside each other. Name slices of one.',
    );
  }
  if (slices.some(isImported)) return refusedAsImported();
  const locked = slices.filter(({ isLocked }) => isLocked);
  return locked.length > 0 ? refusedByLock(locked) : null;
}

/**
 * What runs stays: reopening another's entry may take Toggl three calls. Else the first one that
 * can have an entry, so that no time leaves Toggl because it came from a file or a sensor.
 */
function keptOf(slices: readonly Slice[]): Slice {
  const running = slices.find(({ endAt }) => endAt === null);
  const shown = slices.find(({ source }) => source !== 'IMPORT' && source !== 'HEALTH');
  const kept = running ?? shown ?? slices[0];
  invariant(kept, 'a join names two slices at least');
  return kept;
}

type Kept = Readonly<{ kept: Slice; categoryId: string }>;

function joined(slices: readonly Slice[], { kept, categoryId }: Kept): Slice {
  const ends = slices.map(({ endAt }) => endAt ?? Number.POSITIVE_INFINITY);
  const endAt = Math.max(...ends);
  const tasks = slices.map(({ linkedTaskId }) => linkedTaskId).filter((task) => task !== null);
  const notes = slices.map(({ note }) => note?.trim() ?? '').filter((note) => note !== '');
  return {
    ...kept,
    categoryId,
    startAt: Math.min(...slices.map(({ startAt }) => startAt)),
    endAt: Number.isFinite(endAt) ? endAt : null,
    // Two tasks cannot share a slice: the one of the slice that stays is kept.
    linkedTaskId: commonOf(tasks) ?? kept.linkedTaskId,
    note: notes.length === 0 ? kept.note : [...new Set(notes)].join('\n'),
  };
}

function commonOf(values: readonly string[]): string | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

type Result = Readonly<{ kept: Slice; wanted: Slice }>;

function changed(touched: readonly Slice[], { kept, wanted }: Result, { now }: Context): Decision {
  const change = updated(kept, wanted, now);
  const deletes: SliceChange[] = touched
    .filter(({ id }) => id !== kept.id)
    .map((before) => ({ kind: 'delete', before }));
  return {
    kind: 'changed',
    slice: change.after,
    changes: inWritableOrder([...deletes, change]),
  };
}

function categoriesDiffer(slices: readonly Slice[]): Decision {
  return refused(
    'categories_differ',
    'The slices are of different categories. Send the category that the joined one shall have.',
    { categoryIds: [...new Set(slices.map(({ categoryId }) => categoryId))] },
  );
}

function refusedBetween(between: readonly Slice[]): Decision {
  const slices = between.map(({ id, startAt, endAt }) => ({ id, startAt, endAt }));
  return refused(
    'overlap',
    'Other slices lie between those. Join them as well, or send onOverlap as replace to ' +
      'delete them.',
    { slices, waysOut: ['replace'] },
  );
}
