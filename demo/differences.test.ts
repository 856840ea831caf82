import { describe, expect, it } from 'vitest';
import type { EntryFields } from '../core/projection/entry.ts';
import type { SandboxEntry } from '../toggl-sandbox/inspection.ts';
import { compare } from './differences.ts';

const want: EntryFields = {
  description: 'Coding',
  projectId: 7,
  tags: ['compass', 'deep-work'],
  startSecond: 1000,
  stopSecond: 1600,
};

const entry: SandboxEntry = {
  id: 1,
  workspaceId: 1,
  projectId: 7,
  taskId: null,
  billable: false,
  description: 'Coding',
  tags: ['deep-work', 'compass'],
  startSecond: 1000,
  stopSecond: 1600,
  durationSeconds: 600,
  modifiedAt: 0,
  deletedAt: null,
  createdWith: 'Compass Time Engine',
};

function kinds(entries: readonly SandboxEntry[], wanted: readonly EntryFields[] = [want]) {
  const { differences } = compare({ wanted, entries, changedByHand: new Set() });
  return differences.map(({ kind }) => kind);
}

describe('a comparison with Toggl', () => {
  const planted: readonly Readonly<{ reason: string; change: Partial<SandboxEntry> }>[] = [
    { reason: 'the text is another', change: { description: 'Codin' } },
    { reason: 'the project is gone', change: { projectId: null } },
    { reason: 'the mode is missing', change: { tags: ['compass'] } },
    { reason: 'a tag is too many', change: { tags: ['compass', 'deep-work', 'admin'] } },
    { reason: 'it still runs', change: { stopSecond: null } },
    { reason: 'the stop is a second early', change: { stopSecond: 1599 } },
    { reason: 'the stop is two seconds late', change: { stopSecond: 1602 } },
  ];

  it.each(planted)('counts an entry once where $reason', ({ change }) => {
    expect(kinds([{ ...entry, ...change }])).toEqual(['different']);
  });

  const right: readonly Readonly<{ reason: string; change: Partial<SandboxEntry> }>[] = [
    { reason: 'is as wanted', change: {} },
    { reason: 'was stopped promptly, a second late', change: { stopSecond: 1601 } },
  ];

  it.each(right)('passes an entry that $reason', ({ change }) => {
    expect(kinds([{ ...entry, ...change }])).toEqual([]);
  });

  it('counts a slice without an entry as missing', () => {
    expect(kinds([])).toEqual(['missing']);
  });

  it('counts an entry that starts in another second as missing and extra', () => {
    expect(kinds([{ ...entry, startSecond: 1001 }])).toEqual(['missing', 'extra']);
  });

  it('counts a twin of a wanted entry as extra', () => {
    expect(kinds([entry, { ...entry, id: 2 }])).toEqual(['extra']);
  });

  it('takes no notice of deleted entries and of those that others made', () => {
    const deleted = { ...entry, id: 2, startSecond: 1, deletedAt: 5 };
    const timerys = { ...entry, id: 3, startSecond: 2, createdWith: 'Timery' };
    expect(kinds([entry, deleted, timerys])).toEqual([]);
  });

  it('counts apart what a person changed in Timery', () => {
    const stopped = { ...entry, stopSecond: 1300 };
    const compared = compare({ wanted: [want], entries: [stopped], changedByHand: new Set([1]) });
    expect(compared).toEqual({ differences: [], byHand: 1 });
  });
});
