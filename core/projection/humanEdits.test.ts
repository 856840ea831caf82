import { describe, expect, test } from 'vitest';
import { difference } from './difference.ts';
import type { EntryFields, Field, ObservedEntry } from './entry.ts';
import { seeEntry } from './humanEdits.ts';
import type { Applied, Link } from './link.ts';
import { linkedTo } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const open = fieldsWith({ stopSecond: null });
const running = linkedTo(1, open);
const closed = linkedTo(1, fieldsWith());
const trusted = { areTagActionsTrusted: true };

type Sight = Readonly<{ desired?: EntryFields | null; isStopOurs?: boolean }>;

function sight(link: Link, entry: Partial<ObservedEntry>, context: Sight = {}) {
  const { stopToleranceSeconds: _, ...applied } = link.applied as Applied;
  const desired = context.desired === undefined ? applied : context.desired;
  const isStopOurs = context.isStopOurs ?? false;
  const seen = seeEntry(link, entryWith({ ...applied, ...entry }), { desired, isStopOurs });
  const planned = desired === null ? null : difference(desired, seen.link, trusted);
  return { ...seen, planned, told: seen.warnings.map(({ kind }) => kind) };
}

describe('what a human changed in Toggl', () => {
  test.each<{
    reason: string;
    link: Link;
    entry: Partial<ObservedEntry>;
    held: readonly Field[];
    told: readonly string[];
  }>([
    { reason: 'nothing', link: closed, entry: {}, held: [], told: [] },
    { reason: 'the text', link: closed, entry: { description: 'Lunch' }, held: [], told: [] },
    { reason: 'the tags', link: closed, entry: { tags: ['billable'] }, held: [], told: [] },
    {
      reason: 'the project',
      link: closed,
      entry: { projectId: 99 },
      held: ['project'],
      told: ['project-changed'],
    },
    {
      reason: 'the start',
      link: closed,
      entry: { startSecond: 990 },
      held: ['start'],
      told: ['time-changed'],
    },
    {
      reason: 'the end',
      link: closed,
      entry: { stopSecond: 1061 },
      held: ['stop'],
      told: ['time-changed'],
    },
    {
      reason: 'both ends',
      link: closed,
      entry: { startSecond: 990, stopSecond: 1200 },
      held: ['start', 'stop'],
      told: ['time-changed'],
    },
    {
      reason: 'the stop of what runs here',
      link: running,
      entry: { stopSecond: 1033 },
      held: ['stop'],
      told: ['stopped-in-timery'],
    },
    {
      reason: 'that it runs again',
      link: closed,
      entry: { stopSecond: null },
      held: ['stop'],
      told: ['time-changed'],
    },
  ])('is left as it is, and not written over: $reason', ({ link, entry, held, told }) => {
    const seen = sight(link, entry);
    expect(seen.link.held).toEqual(held);
    expect(seen.told).toEqual(told);
    expect(seen.planned).toBeNull();
    expect(seen.link.applied).toEqual(link.applied);
  });

  test('is told with both versions', () => {
    expect(sight(running, { stopSecond: 1033 }).warnings).toMatchObject([
      {
        sliceId: 'a',
        entryId: 1,
        ours: { start: '1970-01-01T00:16:40.000Z', stop: null },
        timerys: { start: '1970-01-01T00:16:40.000Z', stop: '1970-01-01T00:17:13.000Z' },
      },
    ]);
  });

  test('is told once, however often it is seen', () => {
    const first = sight(running, { stopSecond: 1033 });
    const second = sight(first.link, { stopSecond: 1033 }, { desired: open });
    expect(second.told).toEqual([]);
    expect(second.link.held).toEqual(['stop']);
  });

  test('is held no longer once it is changed back', () => {
    const { link } = sight(closed, { projectId: 99 });
    expect(sight(link, {}).link.held).toEqual([]);
  });

  test('is held no longer once the slice comes to say the same', () => {
    const { link } = sight(running, { stopSecond: 1033 });
    const desired = fieldsWith({ stopSecond: 1033 });
    const after = sight(link, { stopSecond: 1033 }, { desired });
    expect(after.link.held).toEqual([]);
    expect(after.planned).toBeNull();
  });

  test('does not keep our own side from changing another field', () => {
    const desired = fieldsWith({ description: 'Email' });
    const seen = sight(closed, { projectId: 99 }, { desired });
    expect(seen.planned).toMatchObject({ description: 'Email', project: null, times: null });
  });
});

describe('what a human changed', () => {
  test('is told, though it was seen before, once our side wants something else', () => {
    const seen = sight(closed, { stopSecond: 1050 }, { desired: fieldsWith({ stopSecond: 1050 }) });
    const moved = sight(seen.link, { stopSecond: 1040 });
    expect(moved.told).toEqual(['time-changed']);
    const link = { ...closed, observed: fieldsWith({ stopSecond: 1050 }) };
    expect(sight(link, { stopSecond: 1050 }).told).toEqual(['time-changed']);
  });

  test.each([
    { reason: 'the start of what runs', entry: { startSecond: 990 }, told: [['start']] },
    {
      reason: 'start and stop of what runs, each a matter of its own',
      entry: { startSecond: 990, stopSecond: 1033 },
      told: [['start'], ['stop']],
    },
  ])('is told field by field: $reason', ({ entry, told }) => {
    expect(sight(running, entry).warnings.map(({ fields }) => fields)).toEqual(told);
  });

  test('is told against what was written, where the slice is gone', () => {
    const seen = sight(running, { projectId: 99, stopSecond: 1033 }, { desired: null });
    expect(seen.warnings).toMatchObject([
      {
        kind: 'stopped-in-timery',
        ours: { stop: null },
        message: expect.stringContaining('while it runs here'),
      },
      { kind: 'project-changed', ours: { projectId: null }, timerys: { projectId: 99 } },
    ]);
  });
});

describe('where a human did what we were about to do', () => {
  test.each<{ reason: string; link: Link; desired: EntryFields }>([
    { reason: 'text', link: closed, desired: fieldsWith({ description: 'Email' }) },
    { reason: 'project', link: closed, desired: fieldsWith({ projectId: 11 }) },
    { reason: 'start', link: closed, desired: fieldsWith({ startSecond: 990 }) },
    { reason: 'end', link: closed, desired: fieldsWith({ stopSecond: 1050 }) },
    { reason: 'stop', link: running, desired: fieldsWith({ stopSecond: 1050 }) },
  ])('nothing is left to write: $reason', ({ link, desired }) => {
    expect(difference(desired, link, trusted)).not.toBeNull();
    const seen = sight(link, desired, { desired });
    expect(seen.planned).toBeNull();
    expect(seen.told).toEqual([]);
  });
});

describe('a stop', () => {
  const desired = fieldsWith({ stopSecond: 1050 });

  test.each([
    { reason: 'a second after ours is as good as ours', stopSecond: 1051, told: [] },
    {
      reason: 'two seconds after ours is a human’s',
      stopSecond: 1052,
      told: ['stopped-in-timery'],
    },
    { reason: 'before ours is a human’s', stopSecond: 1049, told: ['stopped-in-timery'] },
  ])('$reason', ({ stopSecond, told }) => {
    expect(sight(running, { stopSecond }, { desired }).told).toEqual(told);
  });

  test('that a lost start of ours may have caused is nobody’s edit, and is put right', () => {
    const seen = sight(running, { stopSecond: 1090 }, { desired, isStopOurs: true });
    expect(seen.told).toEqual([]);
    expect(seen.planned?.times).toEqual({ startSecond: 1000, stopSecond: 1050 });
  });

  test('that Toggl set for an earlier start than the one answered is nobody’s edit', () => {
    const ended: Link = { ...closed, applied: { ...fieldsWith(), stopToleranceSeconds: 1 } };
    const entry = { stopSecond: 1040 };
    const context = { desired: fieldsWith({ stopSecond: 1035 }) };
    expect(sight(ended, entry, { ...context, isStopOurs: true }).told).toEqual([]);
    expect(sight(ended, entry, context).told).toEqual(['time-changed']);
  });

  test('that we wrote to the second is a human’s where it moved, whatever else is in doubt', () => {
    expect(sight(closed, { stopSecond: 1050 }, { isStopOurs: true }).told).toEqual([
      'time-changed',
    ]);
  });

  test('read a second early was Toggl’s, although another one is wanted by now', () => {
    const ended: Link = { ...closed, applied: { ...fieldsWith(), stopToleranceSeconds: 1 } };
    const seen = sight(ended, { stopSecond: 1059 }, { desired: fieldsWith({ stopSecond: 1040 }) });
    expect(seen.told).toEqual([]);
    expect(seen.link.held).toEqual([]);
    expect(seen.planned?.times).toMatchObject({ stopSecond: 1040 });
  });

  test('read a second before the Date of the reply was Toggl’s all the same', () => {
    const ended: Link = { ...closed, applied: { ...fieldsWith(), stopToleranceSeconds: 1 } };
    const seen = sight(ended, { stopSecond: 1059 }, { desired: fieldsWith({ stopSecond: 1059 }) });
    expect(seen.told).toEqual([]);
    expect(seen.link.applied?.stopSecond).toBe(1059);
  });
});

describe('a field in doubt', () => {
  const desired = fieldsWith({ startSecond: 980, projectId: 12 });

  test('is taken as it is seen, and then brought to what is wanted', () => {
    const doubted: Link = { ...closed, doubted: ['project', 'start', 'stop'] };
    const seen = sight(doubted, { startSecond: 990, projectId: 11 }, { desired });
    expect(seen.told).toEqual([]);
    expect(seen.link.doubted).toEqual([]);
    expect(seen.planned).toMatchObject({ project: { id: 12 }, times: { startSecond: 980 } });
  });

  test('is as good as ours where Toggl stopped a second late', () => {
    const doubted: Link = { ...running, doubted: ['stop'] };
    const seen = sight(doubted, { stopSecond: 1061 }, { desired: fieldsWith() });
    expect(seen.told).toEqual([]);
    expect(seen.planned).toBeNull();
  });

  test('does not excuse a change of another field', () => {
    const seen = sight({ ...closed, doubted: ['description'] }, { projectId: 99 });
    expect(seen.told).toEqual(['project-changed']);
  });

  test('remembers tags of others that a write may have taken along, and none of ours', () => {
    const link: Link = {
      ...linkedTo(1, fieldsWith({ tags: ['compass', 'deep-work'] })),
      observed: fieldsWith({ tags: ['compass', 'deep-work', 'billable'] }),
    };
    const shown = { tags: ['compass'] };
    const tagsOf = (seen: ReturnType<typeof sight>) => seen.link.observed?.tags;
    expect(tagsOf(sight({ ...link, doubted: ['tags'] }, shown))).toEqual(['compass', 'billable']);
    expect(tagsOf(sight(link, shown))).toEqual(['compass']);
  });

  test('stays in doubt as to tags: who set which cannot be seen', () => {
    expect(sight({ ...closed, doubted: ['tags'] }, {}).link.doubted).toEqual(['tags']);
  });
});

describe('a deleted entry', () => {
  const deletedAt = 1_050_000;

  test('is not made again, and the slice is kept', () => {
    const seen = sight(running, { deletedAt });
    expect(seen.link.state).toEqual({ kind: 'gone' });
    expect(seen.warnings).toMatchObject([{ kind: 'deleted-in-timery', ours: { ...open } }]);
  });

  test('of a deleted slice is no news', () => {
    const seen = sight(running, { deletedAt }, { desired: null });
    expect(seen.link).toMatchObject({ state: { kind: 'wanted' }, entryId: null });
    expect(seen.told).toEqual([]);
  });

  test('that we asked for, and want again, is made anew', () => {
    const seen = sight({ ...closed, deletedEntryIds: [1] }, { deletedAt });
    expect(seen.link).toMatchObject({ state: { kind: 'wanted' }, entryId: null });
    expect(seen.told).toEqual([]);
  });
});

describe('a reading of a copy that lags behind', () => {
  test('tells nothing where it shows the entry as it was before the last sight', () => {
    const link = { ...running, seenModifiedAt: 5000 };
    const seen = sight(link, { modifiedAt: 4999, description: 'before' });
    expect(seen.link).toBe(link);
    expect(seen.warnings).toEqual([]);
  });
});
