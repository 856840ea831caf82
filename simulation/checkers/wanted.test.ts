import { describe, expect, it } from 'vitest';
import type { StoredSlice } from '../observer.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { createWantedTracker } from './wanted.ts';
import { startAt, startSecond } from './wire.fixture.ts';

const debounceMs = 10_000;
const running = stored({ endAt: null });
const deepWork = stored({ id: 'm', dimension: 'WORK_MODE', category: 'Deep Work', endAt: null });

describe('what Toggl should show', () => {
  it('is an entry for a slice of PRIMARY, to the second', () => {
    const tracker = taken([stored({ startAt: startAt + 999, endAt: startAt + hourMs + 999 })]);
    expect(tracker.now().get('a')?.fields).toEqual({
      description: 'Coding',
      projectId: 5,
      tags: ['compass'],
      startSecond,
      stopSecond: startSecond + 3600,
    });
  });

  it('is called after its task, and after its category without one', () => {
    const linked = stored({ endAt: null, linkedTaskId: 't', taskName: 'Report' });
    expect(taken([linked]).now().get('a')?.fields.description).toBe('Report');
    const loose = stored({ endAt: null, linkedTaskId: 'elsewhere' });
    expect(taken([loose]).now().get('a')?.fields.description).toBe('Coding');
  });

  it('has the mode that runs as a tag', () => {
    const tracker = taken([running, deepWork]);
    expect(tracker.now().get('a')?.fields.tags).toEqual(['compass', 'deep-work']);
  });

  const none: readonly { reason: string; slice: StoredSlice }[] = [
    { reason: 'another dimension', slice: stored({ dimension: 'SOCIAL' }) },
    { reason: 'what was imported from Timery', slice: stored({ source: 'TIMERY' }) },
    { reason: 'no second at all', slice: stored({ endAt: startAt + 900 }) },
  ];
  it.each(none)('is nothing for $reason', ({ slice }) => {
    expect(taken([slice]).now().size).toBe(0);
  });

  it('accepts what was wanted of a finished slice since it last changed', () => {
    const tracker = taken([stored()]);
    tracker.take({ slices: [stored({ category: 'Renamed' })], sinceAt: startAt, debounceMs });
    const texts = tracker
      .now()
      .get('a')
      ?.acceptable.map(({ description }) => description);
    expect(texts).toEqual(['Coding', 'Renamed']);
  });

  it('accepts it of a slice that was made again as it was, under another id', () => {
    const tracker = taken([stored()]);
    const mode = { ...deepWork, endAt: startAt + hourMs };
    const again = stored({ id: 'b' });
    tracker.take({ slices: [again, mode], sinceAt: startAt, debounceMs });
    const tags = tracker
      .now()
      .get('b')
      ?.acceptable.map((looks) => looks.tags.length);
    expect(tags).toEqual([1, 2]);
  });

  it('accepts nothing older once the slice itself has changed', () => {
    const tracker = taken([stored()]);
    const moved = stored({ category: 'Writing', categoryId: 'writing' });
    tracker.take({ slices: [moved], sinceAt: startAt, debounceMs });
    expect(tracker.now().get('a')?.acceptable).toHaveLength(1);
  });

  it('keeps slices that lie before the look, and drops those that it no longer sees', () => {
    const later = stored({ id: 'b', startAt: startAt + hourMs, endAt: startAt + 2 * hourMs });
    const tracker = taken([stored(), later]);
    tracker.take({ slices: [], sinceAt: startAt + hourMs, debounceMs });
    expect([...tracker.now().keys()]).toEqual(['a']);
  });

  function taken(slices: readonly StoredSlice[]) {
    const tracker = createWantedTracker();
    tracker.take({ slices, sinceAt: startAt, debounceMs });
    return tracker;
  }
});
