import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from '../engine/history.fixture.ts';
import { type Source, sources } from '../engine/slice.ts';
import { type DesiredInput, desiredEntry, type ModeSlice, modeTag, tagsDueAt } from './desired.ts';

const debounceMs = 10_000;

function entryOf(input: Partial<DesiredInput>) {
  const slice = sliceOf();
  return desiredEntry({
    slice,
    text: 'Coding',
    projectId: 11,
    modes: [],
    debounceMs,
    health: 'off',
    ...input,
  });
}

function mode(name: string, start: string, end: string | null): ModeSlice {
  const endAt = end === null ? null : clock(end);
  return { name, startAt: clock(start), endAt, updatedAt: endAt ?? clock(start) };
}

describe('the entry of a slice', () => {
  test('holds its text, its project, the mark and its seconds', () => {
    expect(entryOf({})).toEqual({
      description: 'Coding',
      projectId: 11,
      tags: ['compass'],
      startSecond: clock('09:00') / 1000,
      stopSecond: clock('10:00') / 1000,
    });
  });

  test('runs while the slice runs', () => {
    expect(entryOf({ slice: sliceOf({ endAt: null }) })).toMatchObject({ stopSecond: null });
  });

  test('has both ends floored to the second', () => {
    const slice = sliceOf({ startAt: clock('09:00:00.999'), endAt: clock('09:00:02.001') });
    const startSecond = clock('09:00:00') / 1000;
    expect(entryOf({ slice })).toMatchObject({ startSecond, stopSecond: startSecond + 2 });
  });

  test.each(
    sources.map((source) => ({ source, isSent: !['TIMERY', 'HEALTH', 'IMPORT'].includes(source) })),
  )('of source $source: $isSent', ({ source, isSent }: { source: Source; isSent: boolean }) => {
    expect(entryOf({ slice: sliceOf({ source }) }) !== null).toBe(isSent);
  });

  test('of a sensor is sent where that was asked for', () => {
    const slice = sliceOf({ source: 'HEALTH' });
    expect(entryOf({ slice, health: 'on' })).toMatchObject({ description: 'Coding' });
  });

  test.each([
    { reason: 'PRIMARY is what Toggl shows', dimension: 'PRIMARY', isSent: true },
    { reason: 'a mode becomes a tag', dimension: 'WORK_MODE', isSent: false },
    { reason: 'a call never reaches Toggl', dimension: 'SOCIAL', isSent: false },
    { reason: 'a block of the day never does', dimension: 'SEGMENT', isSent: false },
  ] as const)('$reason: $isSent', ({ dimension, isSent }) => {
    expect(entryOf({ slice: sliceOf({ dimension }) }) !== null).toBe(isSent);
  });

  test.each([
    { reason: 'within one second', end: '09:00:00.900', isSent: false },
    { reason: 'without any length', end: '09:00:00.100', isSent: false },
    { reason: 'across the edge of a second', end: '09:00:01.000', isSent: true },
  ])('$reason: $isSent', ({ end, isSent }) => {
    const slice = sliceOf({ startAt: clock('09:00:00.100'), endAt: clock(end) });
    expect(entryOf({ slice }) !== null).toBe(isSent);
  });
});

describe('the mode of an entry', () => {
  test.each<{ reason: string; end: string | null; modes: ModeSlice[]; tag: string | null }>([
    {
      reason: 'that runs is carried by what runs',
      end: null,
      modes: [mode('Shallow', '08:00', '09:30'), mode('Deep Work', '09:30', null)],
      tag: 'deep-work',
    },
    {
      reason: 'that has ended is not carried by what runs',
      end: null,
      modes: [mode('Deep Work', '09:00', '09:30')],
      tag: null,
    },
    {
      reason: 'that still runs is carried by what ended under it',
      end: '10:00',
      modes: [mode('Deep Work', '09:00', null)],
      tag: 'deep-work',
    },
    {
      reason: 'that ended just within the debounce is carried',
      end: '10:00',
      modes: [mode('Deep Work', '09:00', '09:59:50')],
      tag: 'deep-work',
    },
    {
      reason: 'that ended just before the debounce is not carried',
      end: '10:00',
      modes: [mode('Deep Work', '09:00', '09:59:49.999')],
      tag: null,
    },
    {
      reason: 'that began when the slice ended is not carried',
      end: '10:00',
      modes: [mode('Deep Work', '10:00', null)],
      tag: null,
    },
    {
      reason: 'that took over in the last seconds gives way to the one before',
      end: '10:00',
      modes: [mode('Deep Work', '09:00', '09:59:57'), mode('Shallow', '09:59:57', null)],
      tag: 'deep-work',
    },
    {
      reason: 'that took over long before the end is carried, whatever ran longer before',
      end: '10:00',
      modes: [mode('Deep Work', '08:00', '09:50'), mode('Shallow', '09:50', null)],
      tag: 'shallow',
    },
    {
      reason: 'that overlapped it longest is carried, whichever began first',
      end: '10:00',
      modes: [mode('Shallow', '08:59', '09:59:55'), mode('Deep Work', '09:00', null)],
      tag: 'deep-work',
    },
    {
      reason: 'that began first is carried, of two that overlapped it equally long',
      end: '10:00',
      modes: [mode('Deep Work', '08:00', '11:00'), mode('Shallow', '08:30', '12:00')],
      tag: 'deep-work',
    },
    {
      reason: 'is not carried for time after the end',
      end: '10:00',
      modes: [mode('Deep Work', '09:00', '09:59:55'), mode('Shallow', '09:59:55', '18:00')],
      tag: 'deep-work',
    },
  ])('$reason', ({ end, modes, tag }) => {
    const slice = sliceOf({ endAt: end === null ? null : clock(end) });
    const tags = tag === null ? ['compass'] : ['compass', tag];
    expect(entryOf({ slice, modes })?.tags).toEqual(tags);
  });

  test.each([
    { name: 'Deep Work', tag: 'deep-work' },
    { name: '  Deep -- Work! ', tag: 'deep-work' },
    { name: 'Ärger & Ablage', tag: 'ärger-ablage' },
    { name: 'A\u0308rger', tag: 'ärger' },
    { name: 'Pair 2', tag: 'pair-2' },
    { name: '深い仕事', tag: '深い仕事' },
    { name: '🎧', tag: null },
    { name: 'Compass', tag: null },
  ])('named "$name" is the tag $tag', ({ name, tag }) => {
    expect(modeTag(name)).toBe(tag);
  });
});

describe('a change of mode', () => {
  test('is due once no mode has changed for the debounce', () => {
    const modes = [mode('Deep Work', '09:00', '09:30'), mode('Shallow', '09:30:05', null)];
    expect(tagsDueAt(modes, debounceMs)).toBe(clock('09:30:15'));
  });
});
