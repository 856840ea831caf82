import { describe, expect, test } from 'vitest';
import { difference } from './difference.ts';
import type { EntryFields } from './entry.ts';
import type { Applied, Link } from './link.ts';
import { linkedTo } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const trusted = { areTagActionsTrusted: true };
const doubted = { areTagActionsTrusted: false };
const nothing = { description: null, project: null, tags: null, times: null };

function written(desired: Partial<EntryFields>, link: Partial<Link> = {}) {
  return difference(fieldsWith(desired), linkedTo(1, fieldsWith(), link), trusted);
}

function applied(fields: Partial<Applied>): Pick<Link, 'applied'> {
  return { applied: { ...fieldsWith(), stopToleranceSeconds: 0, ...fields } };
}

describe('what is written', () => {
  test.each<{ reason: string; desired: Partial<EntryFields>; change: object | null }>([
    { reason: 'nothing where all agrees', desired: {}, change: null },
    {
      reason: 'the text alone',
      desired: { description: 'Email' },
      change: { ...nothing, description: 'Email' },
    },
    {
      reason: 'the project alone',
      desired: { projectId: 11 },
      change: { ...nothing, project: { id: 11 } },
    },
    {
      reason: 'both ends where the start differs',
      desired: { startSecond: 990 },
      change: { ...nothing, times: { startSecond: 990, stopSecond: 1060 } },
    },
    {
      reason: 'both ends where the end differs',
      desired: { stopSecond: 1050 },
      change: { ...nothing, times: { startSecond: 1000, stopSecond: 1050 } },
    },
    {
      reason: 'an open end where it runs again',
      desired: { stopSecond: null },
      change: { ...nothing, times: { startSecond: 1000, stopSecond: null } },
    },
  ])('is $reason', ({ desired, change }) => {
    expect(written(desired)).toEqual(change);
  });

  test('takes a project away', () => {
    const link = linkedTo(1, fieldsWith({ projectId: 11 }));
    expect(difference(fieldsWith(), link, trusted)).toEqual({ ...nothing, project: { id: null } });
  });

  test('leaves alone what only a human changed', () => {
    const observed = fieldsWith({ description: 'Lunch', tags: [] });
    expect(written({}, { observed })).toBeNull();
  });
});

describe('a stop that Toggl chose', () => {
  test.each([
    { reason: 'in our second', stopSecond: 1060, tolerance: 1, isLeft: true },
    { reason: 'a second late', stopSecond: 1061, tolerance: 1, isLeft: true },
    { reason: 'two seconds late', stopSecond: 1062, tolerance: 1, isLeft: false },
    { reason: 'a second early', stopSecond: 1059, tolerance: 1, isLeft: false },
    { reason: 'a second late although we wrote it', stopSecond: 1061, tolerance: 0, isLeft: false },
  ] as const)('$reason: left alone is $isLeft', ({ stopSecond, tolerance, isLeft }) => {
    const link = applied({ stopSecond, stopToleranceSeconds: tolerance });
    expect(written({}, link) === null).toBe(isLeft);
  });
});

describe('a field that a human holds', () => {
  test.each([
    { reason: 'start', held: 'start', desired: { startSecond: 990 } },
    { reason: 'stop', held: 'stop', desired: { stopSecond: 1050 } },
    { reason: 'text', held: 'description', desired: { description: 'Email' } },
    { reason: 'project', held: 'project', desired: { projectId: 11 } },
  ] as const)('is not written: $reason', ({ held, desired }) => {
    expect(written(desired, { held: [held] })).toBeNull();
    expect(written(desired)).not.toBeNull();
  });

  test('goes out as it was seen, where the other end changes', () => {
    const observed = fieldsWith({ stopSecond: 1033 });
    expect(written({ startSecond: 990 }, { held: ['stop'], observed })?.times).toEqual({
      startSecond: 990,
      stopSecond: 1033,
    });
  });

  test('goes out as it was seen, where the other end changes: a held start too', () => {
    const observed = fieldsWith({ startSecond: 990 });
    expect(written({ stopSecond: 1050 }, { held: ['start'], observed })?.times).toEqual({
      startSecond: 990,
      stopSecond: 1050,
    });
  });

  test('is not written where a held stop lies in the second of our start', () => {
    const observed = fieldsWith({ stopSecond: 1030 });
    expect(written({ startSecond: 1030 }, { held: ['stop'], observed })).toBeNull();
  });

  test('is not written where a held stop lies before our start: no entry has such times', () => {
    const observed = fieldsWith({ stopSecond: 1030 });
    expect(written({ startSecond: 1040 }, { held: ['stop'], observed })).toBeNull();
  });
});

describe('tags', () => {
  const deep = ['compass', 'deep-work'];
  const both = ['compass', 'deep-work', 'billable'];

  test.each([
    {
      reason: 'a mode that begins is added',
      before: ['compass'],
      after: deep,
      write: { kind: 'add', tags: ['deep-work'] },
    },
    {
      reason: 'a mode that ends is removed',
      before: deep,
      after: ['compass'],
      write: { kind: 'remove', tags: ['deep-work'] },
    },
    {
      reason: 'a mode that gives way to another is exchanged in the whole list last seen',
      before: deep,
      after: ['compass', 'shallow'],
      write: { kind: 'list', tags: ['compass', 'shallow', 'billable'] },
    },
  ])('$reason', ({ before, after, write }) => {
    const observed = fieldsWith({ tags: [...before, 'billable'] });
    const change = written({ tags: after }, { ...applied({ tags: before }), observed });
    expect(change).toEqual({ ...nothing, tags: { ...write, ours: after } });
  });

  test('go out as a whole list where tag actions once failed', () => {
    const link = linkedTo(1, fieldsWith({ tags: deep }), { observed: fieldsWith({ tags: both }) });
    expect(difference(fieldsWith(), link, doubted)?.tags).toMatchObject({
      kind: 'list',
      tags: ['compass', 'billable'],
    });
  });

  test('in doubt are added again, although they should be what they were', () => {
    const link = linkedTo(1, fieldsWith({ tags: deep }), {
      doubted: ['tags'],
      observed: fieldsWith({ tags: both }),
    });
    expect(difference(fieldsWith({ tags: deep }), link, trusted)?.tags).toMatchObject({
      kind: 'add',
      tags: deep,
    });
  });
});

test.each(['description', 'project', 'start', 'stop'] as const)(
  'a %s in doubt is written again, although it should be what it was',
  (field) => {
    expect(written({}, { doubted: [field] })).not.toBeNull();
    expect(written({}, { doubted: [field], held: [field] })).toBeNull();
    expect(written({})).toBeNull();
  },
);
