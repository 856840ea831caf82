import { describe, expect, test } from 'vitest';
import type { Slice } from '../engine/slice.ts';
import { markerTag } from './entry.ts';
import { asSettled, openedBy, settledKey } from './settledText.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const slice: Slice = {
  id: 'a',
  dimension: 'PRIMARY',
  categoryId: 'coding',
  startAt: 1_000_000,
  endAt: 1_060_000,
  source: 'API',
  isLocked: false,
  linkedTaskId: null,
  note: null,
  originEntryId: null,
  createdAt: 0,
  updatedAt: 0,
};
const applied = fieldsWith({ projectId: 11, tags: [markerTag, 'deep-work'] });
const renamed = fieldsWith({ description: 'Programming', projectId: 12 });
const link = linkedTo(1, applied, { settledKey: settledKey(slice) });

describe('a change of the slice', () => {
  test('opens the entry again, and it stays open where the slice changes back', () => {
    const reopened = openedBy(link, { ...slice, endAt: null });
    expect(asSettled(openedBy(reopened, slice), slice, renamed)).toEqual(renamed);
  });

  test('leaves it settled where the entry shows nothing of it', () => {
    expect(openedBy(link, { ...slice, isLocked: true })).toBe(link);
  });
});

describe('an entry that was settled', () => {
  test('keeps its text, project and tags', () => {
    expect(asSettled(link, slice, renamed)).toEqual(applied);
  });

  test('keeps them where something changes that it does not show', () => {
    const touched = { ...slice, note: 'noted', isLocked: true, updatedAt: 5 };
    expect(asSettled(link, touched, renamed)).toEqual(applied);
  });

  test.each([
    { reason: 'the category', change: { categoryId: 'mail' } },
    { reason: 'the task', change: { linkedTaskId: 'task' } },
    { reason: 'the start', change: { startAt: 1_000_001 } },
    { reason: 'the end', change: { endAt: 1_060_001 } },
  ])('gives them up with $reason of its slice', ({ change }) => {
    expect(asSettled(link, { ...slice, ...change }, renamed)).toEqual(renamed);
  });

  test('is wanted no longer once nothing is wanted of its slice', () => {
    expect(asSettled(link, slice, null)).toBeNull();
  });

  test('follows its times all the same', () => {
    const moved = { ...renamed, startSecond: 1001, stopSecond: 1061 };
    expect(asSettled(link, slice, moved)).toEqual({
      ...applied,
      startSecond: 1001,
      stopSecond: 1061,
    });
  });

  test('is free where it runs, was never settled or never written', () => {
    const open = { ...renamed, stopSecond: null };
    const openSlice = { ...slice, endAt: null };
    const openLink = { ...link, settledKey: settledKey(openSlice) };
    expect(asSettled(openLink, openSlice, open)).toEqual(open);
    expect(asSettled({ ...link, settledKey: null }, slice, renamed)).toEqual(renamed);
    const unwritten = linkOf('a', { settledKey: settledKey(slice) });
    expect(asSettled(unwritten, slice, renamed)).toEqual(renamed);
  });
});
