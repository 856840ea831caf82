import { describe, expect, test } from 'vitest';
import type { When } from '../time/at.ts';
import type { Decision } from './decision.ts';
import { clock, idsFrom, sliceOf, told, write } from './history.fixture.ts';
import type { Slice } from './slice.ts';
import { decideStart, type StartCommand } from './start.ts';

const at = (text: string): When => ({ kind: 'at', at: clock(text) });
const live: When = { kind: 'now' };
const coding = sliceOf();
const runningCoding = sliceOf({ endAt: null });
const email = sliceOf({
  id: 'b',
  categoryId: 'email',
  startAt: clock('10:00'),
  endAt: clock('11:00'),
});

function start(timeline: Slice[], command: Partial<StartCommand>, now = clock('12:00')): Decision {
  const full: StartCommand = {
    dimension: 'PRIMARY',
    categoryId: 'reading',
    linkedTaskId: null,
    source: 'API',
    at: live,
    ...command,
  };
  return decideStart(timeline, full, { now, newId: idsFrom('new') });
}

function outcome(timeline: Slice[], decision: Decision): string {
  const changes = decision.kind === 'changed' ? decision.changes : [];
  return told(write(new Map(timeline.map((slice) => [slice.id, slice])), changes).values());
}

describe('a start', () => {
  test.each<{
    reason: string;
    timeline: Slice[];
    command: Partial<StartCommand>;
    now?: string;
    history: string;
  }>([
    {
      reason: 'opens the first slice',
      timeline: [],
      command: {},
      history: 'reading 12:00-',
    },
    {
      reason: 'closes what runs at the same instant',
      timeline: [runningCoding],
      command: {},
      history: 'coding 09:00-12:00 | reading 12:00-',
    },
    {
      reason: 'leaves a gap after a stop alone',
      timeline: [coding],
      command: {},
      history: 'coding 09:00-10:00 | reading 12:00-',
    },
    {
      reason: 'that is backdated trims the one it falls into and ends where the next begins',
      timeline: [coding, email],
      command: { at: at('09:30') },
      history: 'coding 09:00-09:30 | reading 09:30-10:00 | email 10:00-11:00',
    },
    {
      reason: 'that is backdated into the last closed slice runs on',
      timeline: [coding],
      command: { at: at('09:30') },
      history: 'coding 09:00-09:30 | reading 09:30-',
    },
    {
      reason: 'that is backdated before everything ends where history begins',
      timeline: [coding],
      command: { at: at('08:00') },
      history: 'reading 08:00-09:00 | coding 09:00-10:00',
    },
    {
      reason: 'of what runs, with an earlier at, moves its start back',
      timeline: [
        coding,
        { ...runningCoding, id: 'c', categoryId: 'reading', startAt: clock('11:00') },
      ],
      command: { at: at('09:30') },
      history: 'coding 09:00-09:30 | reading 09:30-',
    },
    {
      reason: 'of what ran next, with an earlier at, moves its start back',
      timeline: [coding, email],
      command: { categoryId: 'email', at: at('09:30') },
      history: 'coding 09:00-09:30 | email 09:30-11:00',
    },
    {
      reason: 'stands beside what a sensor recorded next, which keeps its edges',
      timeline: [{ ...email, source: 'HEALTH' }],
      command: { categoryId: 'email', at: at('09:30') },
      history: 'email 09:30-10:00 | email 10:00-11:00',
    },
    {
      reason: 'stands beside what a file told next, which keeps its edges',
      timeline: [{ ...email, source: 'IMPORT' }],
      command: { categoryId: 'email', at: at('09:30') },
      history: 'email 09:30-10:00 | email 10:00-11:00',
    },
    {
      reason: 'of what a sensor began and that still runs moves its start back',
      timeline: [{ ...email, source: 'HEALTH', endAt: null }],
      command: { categoryId: 'email', at: at('09:30') },
      history: 'email 09:30-',
    },
    {
      reason: 'of another task of the same category is another slice',
      timeline: [runningCoding],
      command: { categoryId: 'coding', linkedTaskId: 'task' },
      history: 'coding 09:00-12:00 | coding 12:00-',
    },
    {
      reason: 'in the second of another PRIMARY start takes its place',
      timeline: [coding, { ...email, startAt: clock('10:00:00.200'), endAt: null }],
      command: { at: at('10:00:00.900') },
      history: 'coding 09:00-10:00 | reading 10:00:00.900-',
    },
    {
      reason: 'slightly before another PRIMARY start of its second takes its place too',
      timeline: [coding, { ...email, startAt: clock('10:00:00.200') }],
      command: { at: at('10:00:00.100') },
      history: 'coding 09:00-10:00 | reading 10:00:00.100-',
    },
    {
      reason: 'that takes a place ends where the next slice begins',
      timeline: [coding, email],
      command: { at: at('09:00:00.500') },
      history: 'reading 09:00:00.500-10:00 | email 10:00-11:00',
    },
    {
      reason: 'follows what runs when our clock stepped back',
      timeline: [coding, { ...email, startAt: clock('10:00:05'), endAt: null }],
      command: {},
      now: '10:00',
      history: 'coding 09:00-10:00 | reading 10:00:05-',
    },
    {
      reason: 'follows what has ended ahead when our clock stepped back',
      timeline: [coding, { ...email, startAt: clock('10:00:05'), endAt: clock('10:00:08') }],
      command: {},
      now: '10:00',
      history: 'coding 09:00-10:00 | email 10:00:05-10:00:08 | reading 10:00:08-',
    },
    {
      reason: 'follows what began at this very instant before our clock stepped back',
      timeline: [{ ...email, endAt: clock('10:00:08') }],
      command: {},
      now: '10:00',
      history: 'email 10:00-10:00:08 | reading 10:00:08-',
    },
    {
      reason: 'of what was edited to end a moment ahead runs all the same',
      timeline: [coding],
      command: { categoryId: 'coding' },
      now: '09:59:30',
      history: 'coding 09:00-09:59:30 | coding 09:59:30-',
    },
    {
      reason: 'right after a stop in one second runs again',
      timeline: [{ ...coding, endAt: clock('09:00:00.300') }],
      command: { categoryId: 'coding' },
      now: '09:00:00.600',
      history: 'coding 09:00:00.600-',
    },
    {
      reason: 'right after a stop in one second, by a tap that names its instant, runs again',
      timeline: [{ ...coding, endAt: clock('09:00:00.300') }],
      command: { categoryId: 'coding', at: at('09:00:00.600') },
      history: 'coding 09:00:00.600-',
    },
    {
      reason: 'at the instant at which the same came to nothing runs',
      timeline: [{ ...coding, endAt: clock('09:00') }],
      command: { categoryId: 'coding', at: at('09:00') },
      history: 'coding 09:00-',
    },
    {
      reason: 'outside PRIMARY takes the place of what begins at its very instant',
      timeline: [{ ...coding, dimension: 'SOCIAL' }],
      command: { dimension: 'SOCIAL', at: at('09:00') },
      history: 'reading 09:00-',
    },
  ])('$reason', ({ timeline, command, now, history }) => {
    const decision = start(timeline, command, clock(now ?? '12:00'));
    expect(decision.kind).toBe('changed');
    expect(outcome(timeline, decision)).toBe(history);
  });

  test('outside PRIMARY keeps two slices that start in one second', () => {
    const mode = { ...coding, dimension: 'WORK_MODE' as const, endAt: clock('09:00:00.500') };
    const decision = start([mode], { dimension: 'WORK_MODE', at: at('09:00:00.500') });
    expect(outcome([mode], decision)).toBe('coding 09:00-09:00:00.500 | reading 09:00:00.500-');
  });

  test.each<{ reason: string; timeline: Slice[]; command: Partial<StartCommand>; slice: Slice }>([
    {
      reason: 'what runs already',
      timeline: [runningCoding],
      command: { categoryId: 'coding' },
      slice: runningCoding,
    },
    {
      reason: 'the slice that held the instant, for a late duplicate tap',
      timeline: [coding, email],
      command: { categoryId: 'coding', at: at('09:30') },
      slice: coding,
    },
    {
      reason: 'the slice of the same second, for a tap a moment before it',
      timeline: [{ ...coding, startAt: clock('09:00:00.700') }],
      command: { categoryId: 'coding', at: at('09:00:00.100') },
      slice: { ...coding, startAt: clock('09:00:00.700') },
    },
    {
      reason: 'what runs, though it is locked',
      timeline: [{ ...runningCoding, isLocked: true }],
      command: { categoryId: 'coding' },
      slice: { ...runningCoding, isLocked: true },
    },
  ])('changes nothing and answers $reason', ({ timeline, command, slice }) => {
    expect(start(timeline, command)).toEqual({ kind: 'unchanged', slice });
  });

  test.each<{ reason: string; timeline: Slice[]; command: Partial<StartCommand>; locked: string }>([
    {
      reason: 'close a locked running slice',
      timeline: [{ ...runningCoding, isLocked: true }],
      command: {},
      locked: 'a',
    },
    {
      reason: 'trim a locked slice',
      timeline: [{ ...coding, isLocked: true }, email],
      command: { at: at('09:30') },
      locked: 'a',
    },
    {
      reason: 'take the place of a locked slice',
      timeline: [coding, { ...email, isLocked: true }],
      command: { at: at('10:00:00.400') },
      locked: 'b',
    },
    {
      reason: 'move a locked start back',
      timeline: [coding, { ...email, isLocked: true }],
      command: { categoryId: 'email', at: at('09:30') },
      locked: 'b',
    },
  ])('does not $reason', ({ timeline, command, locked }) => {
    expect(start(timeline, command)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'slice_locked', details: { sliceIds: [locked] } },
    });
  });

  test('records who, what and when', () => {
    const decision = start([], { linkedTaskId: 'task', source: 'NFC', at: at('11:45') });
    expect(decision).toMatchObject({
      kind: 'changed',
      slice: {
        id: 'new1',
        categoryId: 'reading',
        linkedTaskId: 'task',
        source: 'NFC',
        startAt: clock('11:45'),
        endAt: null,
        isLocked: false,
        createdAt: clock('12:00'),
        updatedAt: clock('12:00'),
      },
    });
  });

  test('stamps what it trims and leaves the rest of the row alone', () => {
    const decision = start([{ ...runningCoding, note: 'deep' }], {});
    expect(decision).toMatchObject({
      changes: [
        {
          kind: 'update',
          after: { note: 'deep', createdAt: 0, updatedAt: clock('12:00'), endAt: clock('12:00') },
        },
        { kind: 'insert' },
      ],
    });
  });
});
