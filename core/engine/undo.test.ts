import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from './history.fixture.ts';
import type { Slice, SliceChange } from './slice.ts';
import { decideUndo } from './undo.ts';

const now = clock('12:00');
const coding = sliceOf();
const email = sliceOf({ id: 'b', categoryId: 'email', startAt: clock('10:00'), endAt: null });
const wasRunning: SliceChange = {
  kind: 'update',
  before: { ...coding, endAt: null },
  after: coding,
};
const began: SliceChange = { kind: 'insert', after: email };

function undo(changes: SliceChange[], current: Slice[], timeline: Slice[] = current) {
  return decideUndo(changes, {
    current: new Map(current.map((slice) => [slice.id, slice])),
    timeline,
    now,
  });
}

describe('an undo', () => {
  test('walks back through the states the command went through', () => {
    expect(undo([wasRunning, began], [coding, email])).toEqual({
      kind: 'changed',
      changes: [
        { kind: 'delete', before: email },
        {
          kind: 'update',
          before: coding,
          after: { ...coding, endAt: null, updatedAt: now },
        },
      ],
    });
  });

  test('brings a deleted slice back with its id and its age', () => {
    expect(undo([{ kind: 'delete', before: coding }], [], [])).toEqual({
      kind: 'changed',
      changes: [{ kind: 'insert', after: { ...coding, updatedAt: now } }],
    });
  });

  test('lifts a lock that the change itself set', () => {
    const locked = { ...coding, isLocked: true };
    expect(undo([{ kind: 'update', before: coding, after: locked }], [locked])).toMatchObject({
      changes: [{ after: { isLocked: false } }],
    });
  });

  test('does not mind when a row was last touched', () => {
    expect(undo([began], [{ ...email, updatedAt: 5 }]).kind).toBe('changed');
  });

  test('judges a row changed twice by how the last change left it', () => {
    const renamed = { ...email, note: 'x' };
    const changes: SliceChange[] = [began, { kind: 'update', before: email, after: renamed }];
    expect(undo(changes, [renamed])).toMatchObject({
      changes: [{ kind: 'update' }, { kind: 'delete', before: email }],
    });
  });

  test.each<{
    reason: string;
    changes: SliceChange[];
    current: Slice[];
    timeline?: Slice[];
    sliceIds: string[];
  }>([
    {
      reason: 'a row was edited since',
      changes: [began],
      current: [{ ...email, note: 'later' }],
      sliceIds: ['b'],
    },
    {
      reason: 'a row was deleted since',
      changes: [began],
      current: [],
      sliceIds: ['b'],
    },
    {
      reason: 'a deleted row is back already',
      changes: [{ kind: 'delete', before: coding }],
      current: [coding],
      sliceIds: ['a'],
    },
    {
      reason: 'the time was given to another slice since',
      changes: [{ kind: 'delete', before: coding }],
      current: [],
      timeline: [sliceOf({ id: 'x', startAt: clock('09:59'), endAt: clock('11:00') })],
      sliceIds: ['x'],
    },
    {
      reason: 'the time of one of several slices was given away since',
      changes: [
        { kind: 'delete', before: coding },
        { kind: 'delete', before: email },
      ],
      current: [],
      timeline: [sliceOf({ id: 'x', startAt: clock('09:30'), endAt: clock('09:40') })],
      sliceIds: ['x'],
    },
    {
      reason: 'another slice runs since',
      changes: [wasRunning],
      current: [coding],
      timeline: [coding, email],
      sliceIds: ['b'],
    },
    {
      reason: 'another PRIMARY slice starts in the second',
      changes: [{ kind: 'delete', before: { ...coding, endAt: clock('09:00:00.300') } }],
      current: [],
      timeline: [sliceOf({ id: 'x', startAt: clock('09:00:00.300') })],
      sliceIds: ['x'],
    },
  ])('is a conflict when $reason', ({ changes, current, timeline, sliceIds }) => {
    expect(undo(changes, current, timeline)).toMatchObject({
      refusal: { code: 'undo_conflict', details: { sliceIds } },
    });
  });

  test.each<{ reason: string; other: Partial<Slice> }>([
    { reason: 'other dimensions', other: { dimension: 'SOCIAL' } },
    { reason: 'imported history', other: { source: 'TIMERY' } },
    { reason: 'a neighbour that touches', other: { startAt: clock('10:00'), endAt: null } },
  ])('is not kept from it by $reason', ({ other }) => {
    const timeline = [sliceOf({ id: 'x', ...other })];
    expect(undo([{ kind: 'delete', before: coding }], [], timeline).kind).toBe('changed');
  });

  test('brings imported history back wherever it lay', () => {
    const imported = sliceOf({ id: 't', source: 'TIMERY' });
    expect(undo([{ kind: 'delete', before: imported }], [], [coding]).kind).toBe('changed');
  });
});
