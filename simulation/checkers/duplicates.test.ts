import { describe, expect, it } from 'vitest';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import { createDuplicatesChecker } from './duplicates.ts';
import { applied, calls, entry, notebook, sent, startAt, startSecond } from './wire.fixture.ts';

describe('the checker of duplicates', () => {
  it('tells the slice that an entry was made for', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    expect(toggl.checker.sliceOf(1)).toBe('a');
    expect(toggl.checker.sliceOf(2)).toBeNull();
  });

  it('finds two entries of one slice that are left in the end', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    toggl.create(entry({ id: 2 }));
    toggl.checker.atEnd();
    expect(toggl.notes).toEqual(['duplicates: Slice a still has two entries after healing.']);
  });

  it('measures how long there were two, and is silent once one is gone', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    toggl.create(entry({ id: 2 }));
    toggl.pass(7_000);
    toggl.delete(1);
    toggl.checker.atEnd();
    expect(toggl.notes).toEqual([]);
    expect(toggl.checker.longestMs()).toBe(7_000);
  });

  it('takes a create that was refused, or whose answer was cut, for no entry', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    toggl.create(null);
    toggl.checker.atEnd();
    expect(toggl.notes).toEqual([]);
  });

  it('takes what a human made meanwhile for none of ours', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    toggl.entries.push(entry({ id: 2, createdWith: 'Timery' }));
    toggl.create(null);
    toggl.checker.atEnd();
    expect(toggl.notes).toEqual([]);
    expect(toggl.checker.sliceOf(2)).toBeNull();
  });

  it('takes a slice whose entry was replaced for no double', () => {
    const toggl = watched();
    toggl.create(entry({ id: 1 }));
    toggl.delete(1);
    toggl.create(entry({ id: 2 }));
    toggl.checker.atEnd();
    expect(toggl.notes).toEqual([]);
  });

  it('finds a create that was sent before it was on disk', () => {
    const toggl = watched();
    toggl.checker.onWire(sent(calls.startAt(startSecond + 1)));
    expect(toggl.notes).toHaveLength(1);
  });

  /** A Toggl in which slice a starts in the first second. */
  function watched() {
    const { notes, find } = notebook();
    const entries: SandboxEntry[] = [];
    let nowAt = startAt;
    let number = 0;
    const checker = createDuplicatesChecker({
      now: () => nowAt,
      entries: () => entries,
      sliceStartingAt: (second) => (second === startSecond ? 'a' : null),
      find,
    });
    return {
      notes,
      entries,
      checker,
      pass: (ms: number) => {
        nowAt += ms;
      },
      create: (made: SandboxEntry | null) => {
        number += 1;
        const call = { ...calls.startAt(startSecond), number };
        checker.onWire(sent(call));
        if (made !== null) entries.push(made);
        checker.onWire(applied(call));
      },
      delete: (id: number) => {
        const index = entries.findIndex((one) => one.id === id);
        entries[index] = entry({ id, deletedAt: nowAt });
        checker.onWire(applied(calls.delete(id)));
      },
    };
  }
});
