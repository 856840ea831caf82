import { describe, expect, it } from 'vitest';
import { callsFor, callsForAll } from './answerPrice.ts';

describe('an answer', () => {
  it.each([
    { kind: 'time-changed', action: 'keep', calls: 0, reason: 'Toggl shows it already' },
    { kind: 'time-changed', action: 'restore', calls: 1, reason: 'an edit' },
    { kind: 'deleted-in-timery', action: 'restore', calls: 1, reason: 'a create' },
    { kind: 'refused', action: 'dismiss', calls: 0, reason: 'it was read' },
    { kind: 'refused', action: 'restore', calls: null, reason: 'it is not offered' },
    { kind: 'started-in-timery', action: 'adopt', calls: 1, reason: 'the edit that tags it' },
  ] as const)('$action to $kind costs $calls: $reason', ({ kind, action, calls }) => {
    expect(callsFor({ kind, sliceId: 'a' }, action)).toBe(calls);
  });
});

describe('all answers', () => {
  const times = { kind: 'time-changed', sliceId: 'a' } as const;
  const project = { kind: 'project-changed', sliceId: 'a' } as const;
  const other = { kind: 'deleted-in-timery', sliceId: 'b' } as const;
  const told = { kind: 'refused', sliceId: 'c' } as const;
  const started = { kind: 'started-in-timery', sliceId: null } as const;

  it.each([
    { matters: [], action: 'restore', calls: 0, reason: 'there are none' },
    { matters: [times, project], action: 'restore', calls: 1, reason: 'one edit writes both' },
    { matters: [times, project, other, told], action: 'restore', calls: 2, reason: 'two slices' },
    { matters: [times, other], action: 'keep', calls: 0, reason: 'nothing is written' },
    { matters: [started, started], action: 'adopt', calls: 2, reason: 'entries without a slice' },
  ] as const)('together cost $calls: $reason', ({ matters, action, calls }) => {
    expect(callsForAll(matters, action)).toBe(calls);
  });
});
