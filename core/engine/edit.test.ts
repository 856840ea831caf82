import { describe, expect, test } from 'vitest';
import { decideEdit, type SliceEdit } from './edit.ts';
import { clock, idsFrom, sliceOf, told, write } from './history.fixture.ts';
import type { Slice } from './slice.ts';

const now = clock('12:00');
const coding = sliceOf();
const email = sliceOf({
  id: 'b',
  categoryId: 'email',
  startAt: clock('10:00'),
  endAt: clock('11:00'),
});
const call = sliceOf({ id: 'c', categoryId: 'call', startAt: clock('11:00'), endAt: null });

function edit(timeline: Slice[], slice: Slice, fields: SliceEdit) {
  return decideEdit(timeline, slice, { ...fields, now, newId: idsFrom('new') });
}

function afterEdit(timeline: Slice[], slice: Slice, fields: SliceEdit): string {
  const decision = edit(timeline, slice, fields);
  if (decision.kind === 'refused') return decision.refusal.code;
  const changes = decision.kind === 'changed' ? decision.changes : [];
  return told(write(new Map(timeline.map((row) => [row.id, row])), changes).values());
}

describe('an edit of times', () => {
  test.each<{
    reason: string;
    timeline?: Slice[];
    slice: Slice;
    fields: SliceEdit;
    history: string;
  }>([
    {
      reason: 'moves where there is room',
      slice: coding,
      fields: { startAt: clock('08:00'), endAt: clock('09:30') },
      history: 'coding 08:00-09:30 | email 10:00-11:00 | call 11:00-',
    },
    {
      reason: 'closes what runs',
      slice: call,
      fields: { endAt: clock('11:30') },
      history: 'coding 09:00-10:00 | email 10:00-11:00 | call 11:00-11:30',
    },
    {
      reason: 'trims the neighbour it runs into',
      slice: coding,
      fields: { endAt: clock('10:20'), onOverlap: 'trim' },
      history: 'coding 09:00-10:20 | email 10:20-11:00 | call 11:00-',
    },
    {
      reason: 'trims both neighbours',
      slice: email,
      fields: { startAt: clock('09:40'), endAt: clock('11:20'), onOverlap: 'trim' },
      history: 'coding 09:00-09:40 | email 09:40-11:20 | call 11:20-',
    },
    {
      reason: 'trims what sticks out on both sides to the part before',
      timeline: [coding, email],
      slice: email,
      fields: { startAt: clock('09:20'), endAt: clock('09:40'), onOverlap: 'trim' },
      history: 'coding 09:00-09:20 | email 09:20-09:40',
    },
    {
      reason: 'splits what sticks out on both sides',
      timeline: [coding, email],
      slice: email,
      fields: { startAt: clock('09:20'), endAt: clock('09:40'), onOverlap: 'split' },
      history: 'coding 09:00-09:20 | email 09:20-09:40 | coding 09:40-10:00',
    },
    {
      reason: 'splits what runs, which runs on behind',
      slice: email,
      fields: { startAt: clock('11:10'), endAt: clock('11:20'), onOverlap: 'split' },
      history: 'coding 09:00-10:00 | call 11:00-11:10 | email 11:10-11:20 | call 11:20-',
    },
    {
      reason: 'replaces what it covers and cuts the others',
      slice: coding,
      fields: { endAt: clock('11:20'), onOverlap: 'replace' },
      history: 'coding 09:00-11:20 | call 11:20-',
    },
    {
      reason: 'replaces what ends where it ends',
      timeline: [coding, email],
      slice: coding,
      fields: { endAt: clock('11:00'), onOverlap: 'replace' },
      history: 'coding 09:00-11:00',
    },
    {
      reason: 'replaces without losing time outside',
      timeline: [coding, email],
      slice: email,
      fields: { startAt: clock('09:20'), endAt: clock('09:40'), onOverlap: 'replace' },
      history: 'coding 09:00-09:20 | email 09:20-09:40 | coding 09:40-10:00',
    },
    {
      reason: 'does not let trim remove what is covered',
      slice: coding,
      fields: { endAt: clock('11:20'), onOverlap: 'trim' },
      history: 'overlap',
    },
    {
      reason: 'reopens the last slice',
      timeline: [coding, email],
      slice: email,
      fields: { endAt: null },
      history: 'coding 09:00-10:00 | email 10:00-',
    },
    {
      reason: 'reopens over what came after only by replacing it',
      timeline: [coding, email],
      slice: coding,
      fields: { endAt: null, onOverlap: 'replace' },
      history: 'coding 09:00-',
    },
    {
      reason: 'does not reopen over what came after by itself',
      timeline: [coding, email],
      slice: coding,
      fields: { endAt: null },
      history: 'overlap',
    },
    {
      reason: 'does not reopen while another slice runs',
      slice: email,
      fields: { endAt: null, onOverlap: 'replace' },
      history: 'newer_running',
    },
    {
      reason: 'leaves no empty slice',
      slice: coding,
      fields: { endAt: clock('09:00') },
      history: 'ends_before_start',
    },
    {
      reason: 'ends nothing before it starts',
      slice: call,
      fields: { endAt: clock('10:30'), onOverlap: 'replace' },
      history: 'ends_before_start',
    },
    {
      reason: 'lets no slice end in the future',
      timeline: [coding],
      slice: coding,
      fields: { endAt: now + 60_001 },
      history: 'at_in_future',
    },
    {
      reason: 'lets no running slice start in the future',
      slice: call,
      fields: { startAt: now + 60_001 },
      history: 'at_in_future',
    },
    {
      reason: 'moves the start of what ends a minute ahead of a clock that stepped back',
      timeline: [{ ...coding, endAt: now + 60_000 }],
      slice: { ...coding, endAt: now + 60_000 },
      fields: { startAt: clock('08:00') },
      history: 'coding 08:00-12:01',
    },
    {
      reason: 'takes the end of a phone that runs a minute ahead as now',
      timeline: [coding],
      slice: coding,
      fields: { endAt: now + 60_000 },
      history: 'coding 09:00-12:00',
    },
  ])('$reason', ({ timeline = [coding, email, call], slice, fields, history }) => {
    expect(afterEdit(timeline, slice, fields)).toBe(history);
  });

  test('moves starts past each other without breaking an index on the way', () => {
    const moved = { ...coding, startAt: clock('08:00'), endAt: clock('08:30') };
    expect(
      afterEdit([moved, email], moved, {
        startAt: clock('10:00:00.500'),
        endAt: clock('10:30'),
        onOverlap: 'trim',
      }),
    ).toBe('coding 10:00:00.500-10:30 | email 10:30-11:00');
  });
});

describe('a refused overlap', () => {
  test.each<{ reason: string; timeline: Slice[]; fields: SliceEdit; waysOut: string[] }>([
    {
      reason: 'names every way where a neighbour keeps a part',
      timeline: [coding, email],
      fields: { endAt: clock('10:30') },
      waysOut: ['trim', 'split', 'replace'],
    },
    {
      reason: 'names replacing alone where a neighbour would vanish',
      timeline: [coding, email],
      fields: { endAt: clock('11:30') },
      waysOut: ['replace'],
    },
    {
      reason: 'names replacing to one who asked for a split that cannot be',
      timeline: [coding, email],
      fields: { endAt: clock('11:30'), onOverlap: 'split' },
      waysOut: ['replace'],
    },
    {
      reason: 'names no way through a lock',
      timeline: [coding, { ...email, isLocked: true }],
      fields: { endAt: clock('10:30') },
      waysOut: [],
    },
  ])('$reason', ({ timeline, fields, waysOut }) => {
    expect(edit(timeline, coding, fields)).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'overlap',
        details: {
          slices: [{ id: 'b', startAt: clock('10:00'), endAt: clock('11:00') }],
          waysOut,
        },
      },
    });
  });

  test.each(['trim', 'split', 'replace'] as const)('%s stops at a locked slice', (onOverlap) => {
    const locked = { ...email, isLocked: true };
    expect(edit([coding, locked], coding, { endAt: clock('10:30'), onOverlap })).toMatchObject({
      refusal: { code: 'slice_locked', details: { sliceIds: ['b'] } },
    });
  });
});

describe('one PRIMARY start a second, after an edit', () => {
  const short = sliceOf({ id: 's', categoryId: 'short', endAt: clock('09:00:00.300') });

  test('the earlier start of the second gives way', () => {
    expect(afterEdit([short, email], email, { startAt: clock('09:00:00.500') })).toBe(
      'email 09:00:00.500-11:00',
    );
  });

  test('a locked one does not', () => {
    const locked = { ...short, isLocked: true };
    expect(afterEdit([locked, email], email, { startAt: clock('09:00:00.500') })).toBe(
      'slice_locked',
    );
  });

  test('what sticks out behind begins with the next second', () => {
    const fields: SliceEdit = {
      startAt: clock('09:30:00.200'),
      endAt: clock('09:30:00.500'),
      onOverlap: 'split',
    };
    expect(afterEdit([coding, email], email, fields)).toBe(
      'coding 09:00-09:30:00.200 | email 09:30:00.200-09:30:00.500 | coding 09:30:01-10:00',
    );
  });

  test('what begins in the second of the end keeps that second', () => {
    const later = { ...email, startAt: clock('10:00:00.200') };
    const fields: SliceEdit = { endAt: clock('10:00:00.500'), onOverlap: 'trim' };
    expect(afterEdit([coding, later], coding, fields)).toBe(
      'coding 09:00-10:00:00.500 | email 10:00:00.500-11:00',
    );
  });

  test('what would stick out for less than a second counts as covered', () => {
    const later = { ...email, startAt: clock('10:00:00.700') };
    const middle = sliceOf({
      id: 'm',
      categoryId: 'middle',
      startAt: clock('09:30'),
      endAt: later.startAt,
    });
    const first = { ...coding, endAt: clock('09:30') };
    const fields: SliceEdit = { endAt: clock('10:00:00.300'), onOverlap: 'replace' };
    expect(afterEdit([first, middle, later], first, fields)).toBe(
      'coding 09:00-10:00:00.300 | email 10:00:00.700-11:00',
    );
  });

  test('outside PRIMARY a second holds many starts', () => {
    const social = [short, email].map((slice) => ({ ...slice, dimension: 'SOCIAL' as const }));
    const [, edited] = social;
    expect(edited && afterEdit(social, edited, { startAt: clock('09:00:00.500') })).toBe(
      'short 09:00-09:00:00.300 | email 09:00:00.500-11:00',
    );
  });
});

describe('a lock', () => {
  const locked = { ...coding, isLocked: true };

  test.each<{ reason: string; fields: SliceEdit; code?: string; slice?: Partial<Slice> }>([
    { reason: 'keeps the note', fields: { note: 'x' }, code: 'slice_locked' },
    { reason: 'keeps the times', fields: { endAt: clock('09:30') }, code: 'slice_locked' },
    {
      reason: 'is not lifted by locking again',
      fields: { isLocked: true, note: 'x' },
      code: 'slice_locked',
    },
    { reason: 'is lifted by its owner', fields: { isLocked: false }, slice: { isLocked: false } },
    {
      reason: 'is lifted together with other fields',
      fields: { isLocked: false, endAt: clock('09:30') },
      slice: { isLocked: false, endAt: clock('09:30') },
    },
  ])('$reason', ({ fields, code, slice }) => {
    const expected = code === undefined ? { kind: 'changed', slice } : { refusal: { code } };
    expect(edit([locked], locked, fields)).toMatchObject(expected);
  });

  test('may be set together with other fields', () => {
    expect(edit([coding], coding, { isLocked: true, note: 'done' })).toMatchObject({
      kind: 'changed',
      slice: { isLocked: true, note: 'done', updatedAt: now },
    });
  });
});

describe('an edit', () => {
  test('that says what stands already changes nothing', () => {
    const fields: SliceEdit = { startAt: coding.startAt, note: null, categoryId: 'coding' };
    expect(edit([coding], coding, fields)).toEqual({ kind: 'unchanged', slice: coding });
  });

  test('leaves fields alone that were not sent', () => {
    const noted = { ...coding, note: 'kept' };
    expect(edit([noted], noted, { categoryId: 'email', note: undefined })).toMatchObject({
      slice: { ...noted, categoryId: 'email', updatedAt: now },
    });
  });

  test('leaves times alone that were not sent, odd as they may be', () => {
    const empty = { ...coding, endAt: coding.startAt };
    expect(edit([empty], empty, { note: 'x' })).toMatchObject({ slice: { note: 'x' } });
  });

  test.each([
    { reason: 'another task', linkedTaskId: 'write' },
    { reason: 'no task', linkedTaskId: null },
  ])('gives a slice $reason', ({ linkedTaskId }) => {
    const slice = sliceOf({ linkedTaskId: 'read' });
    expect(edit([slice], slice, { linkedTaskId })).toMatchObject({ slice: { linkedTaskId } });
  });

  test('clears a note', () => {
    expect(edit([coding], { ...coding, note: 'x' }, { note: null })).toMatchObject({
      slice: { note: null },
    });
  });

  test('of imported history may overlap ours', () => {
    const imported = sliceOf({ id: 't', source: 'TIMERY', originEntryId: '7' });
    expect(edit([coding, email], imported, { endAt: clock('10:30') })).toMatchObject({
      kind: 'changed',
      changes: [{ kind: 'update', after: { id: 't', endAt: clock('10:30') } }],
    });
  });

  test('of imported history that runs reopens nothing', () => {
    const imported = sliceOf({ id: 't', source: 'TIMERY', originEntryId: '7', endAt: null });
    expect(edit([], imported, { startAt: clock('08:00') })).toMatchObject({
      slice: { startAt: clock('08:00'), endAt: null },
    });
  });

  test('does not make imported history run', () => {
    const imported = sliceOf({ id: 't', source: 'TIMERY', originEntryId: '7' });
    expect(edit([], imported, { endAt: null })).toMatchObject({
      refusal: { code: 'imported_slice' },
    });
  });
});
