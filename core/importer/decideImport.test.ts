import { describe, expect, it } from 'vitest';
import type { Slice } from '../engine/slice.ts';
import { decideImport, type ImportContext } from './decideImport.ts';
import { type HistoryEntry, type Imported, seenFieldsOf, writtenFieldsOf } from './historyEntry.ts';

const entry: HistoryEntry = {
  id: 7,
  workspaceId: 1,
  description: 'Reading',
  projectId: null,
  tags: [],
  startSecond: 1000,
  stopSecond: 2000,
  modifiedAt: 5_000_500,
  deletedAt: null,
};
const slice: Slice = {
  id: 'a',
  dimension: 'PRIMARY',
  categoryId: 'none',
  startAt: 1_000_000,
  endAt: 2_000_000,
  source: 'TIMERY',
  isLocked: false,
  linkedTaskId: null,
  note: 'Reading',
  originEntryId: '7',
  createdAt: 0,
  updatedAt: 0,
};
const known: Imported = {
  entryId: 7,
  sliceId: 'a',
  seen: seenFieldsOf(entry),
  written: writtenFieldsOf(slice),
  modifiedAt: 5_000_500,
  isDeleted: false,
};
const catalogue: ImportContext['catalogue'] = {
  categories: [
    { id: 'none', name: 'Without project', foldedName: 'without project', togglProjectId: null },
    { id: 'books', name: 'Books', foldedName: 'books', togglProjectId: 77 },
  ],
  projects: [],
};
const later = { modifiedAt: 9_000_000 };
const edited = { ...entry, ...later, stopSecond: 1500 };
const gone = { ...entry, ...later, deletedAt: 9_000_000 };
const restored = { ...entry, modifiedAt: 10_000_000 };
const takenAway = { ...known, seen: seenFieldsOf(gone), modifiedAt: 9_000_000, isDeleted: true };
const lockedSlice = { ...slice, isLocked: true };
const decide = (context: Partial<ImportContext>) =>
  decideImport({
    entry,
    isOurs: false,
    known: null,
    slice: null,
    overrides: 'on',
    catalogue,
    ...context,
  }).kind;

describe('an entry', () => {
  it.each([
    { is: {}, so: 'insert', reason: 'it is new' },
    { is: { isOurs: true }, so: 'skip', reason: 'a link names it' },
    { is: { entry: { ...entry, tags: ['compass'] } }, so: 'insert', reason: 'a tag is no link' },
    { is: { entry: gone }, so: 'unchanged', reason: 'it was never here' },
    { is: { entry: { ...entry, stopSecond: null } }, so: 'skip', reason: 'it runs' },
    { is: { entry: { ...entry, stopSecond: 1000 } }, so: 'skip', reason: 'it is empty' },
    { is: { entry: { ...entry, stopSecond: 999 } }, so: 'skip', reason: 'it ends first' },
    {
      is: { entry: { ...entry, startSecond: Number.NaN } },
      so: 'skip',
      reason: 'its times are none',
    },
  ])('leads to $so: $reason', ({ is, so }) => {
    expect(decide(is)).toBe(so);
  });
});

describe('an entry that was imported', () => {
  it.each([
    { is: {}, so: 'unchanged', reason: 'it is as it was' },
    {
      is: { entry: { ...entry, modifiedAt: 5_000_000 } },
      so: 'unchanged',
      reason: 'Reports tell whole seconds',
    },
    { is: { entry: { ...entry, ...later } }, so: 'unchanged', reason: 'it says the same' },
    { is: { entry: edited }, so: 'update', reason: 'it was edited' },
    { is: { entry: { ...edited, modifiedAt: 1 } }, so: 'unchanged', reason: 'that is older' },
    { is: { entry: edited, overrides: 'off' }, so: 'skip', reason: 'the setting says so' },
    {
      is: { entry: edited, slice: { ...slice, isLocked: true } },
      so: 'conflict',
      reason: 'locked here',
    },
    {
      is: { entry: edited, slice: { ...slice, note: 'Mine' } },
      so: 'conflict',
      reason: 'edited here',
    },
    { is: { entry: edited, slice: null }, so: 'skip', reason: 'removed here' },
    { is: { entry: gone }, so: 'delete', reason: 'deleted there' },
    {
      is: { entry: gone, slice: { ...slice, endAt: 1_900_000 } },
      so: 'conflict',
      reason: 'deleted there, edited here',
    },
    { is: { entry: gone, slice: null }, so: 'unchanged', reason: 'gone on both sides' },
    {
      is: { entry: gone, known: takenAway },
      so: 'unchanged',
      reason: 'its deletion was undone here',
    },
    {
      is: { entry: gone, known: { ...takenAway, isDeleted: false }, slice: lockedSlice },
      so: 'unchanged',
      reason: 'its deletion was told before',
    },
    {
      is: { entry: restored, known: { ...takenAway, isDeleted: false }, slice: lockedSlice },
      so: 'conflict',
      reason: 'it is there again after its deletion was told',
    },
    {
      is: { entry: restored, known: takenAway, slice: null },
      so: 'insert',
      reason: 'it is there again, and gone here with it',
    },
    {
      is: { entry: restored, known: takenAway },
      so: 'update',
      reason: 'it is there again, as its slice is by an undo',
    },
    { is: { isOurs: true }, so: 'delete', reason: 'it turned out to be ours' },
    {
      is: { entry: { ...edited, stopSecond: null } },
      so: 'skip',
      reason: 'it runs again: the slice stays until it stops',
    },
  ] as const)('leads to $so: $reason', ({ is, so }) => {
    expect(decide({ known, slice, ...is })).toBe(so);
  });

  it('keeps the category it was given, until its project changes', () => {
    const moved = { ...slice, categoryId: 'none' };
    const byTime = decideImport({
      entry: edited,
      isOurs: false,
      known,
      slice: moved,
      overrides: 'on',
      catalogue: { ...catalogue, categories: catalogue.categories.toReversed() },
    });
    const byProject = decideImport({
      entry: { ...edited, projectId: 77 },
      isOurs: false,
      known,
      slice: moved,
      overrides: 'on',
      catalogue,
    });
    expect(byTime).toMatchObject({ wanted: { category: { categoryId: 'none' } } });
    expect(byProject).toMatchObject({ wanted: { category: { categoryId: 'books' } } });
  });
});
