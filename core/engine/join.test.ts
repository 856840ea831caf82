import { describe, expect, test } from 'vitest';
import { clock } from './history.fixture.ts';
import { decideJoin, type Join } from './join.ts';
import { coding, context, day, mail, more, now, outcome, running } from './pastCommands.fixture.ts';

describe('a join', () => {
  const rows: { reason: string; join: Join; result: string }[] = [
    {
      reason: 'fills the gap, under the category that was named',
      join: { slices: [mail, more], categoryId: 'call' },
      result: 'coding 09:00-10:00 | call 10:00-11:15 | coding 11:30-',
    },
    {
      reason: 'keeps what runs running',
      join: { slices: [more, running] },
      result: 'coding 09:00-10:00 | mail 10:00-10:30 | coding 11:00-',
    },
    {
      reason: 'asks for the category where they differ',
      join: { slices: [mail, more] },
      result: 'categories_differ',
    },
    {
      reason: 'never swallows what lies between unasked',
      join: { slices: [coding, more] },
      result: 'overlap',
    },
    {
      reason: 'swallows what lies between when asked to',
      join: { slices: [more, coding], onOverlap: 'replace' },
      result: 'coding 09:00-11:15 | coding 11:30-',
    },
    { reason: 'wants two', join: { slices: [mail] }, result: 'nothing_to_join' },
    {
      reason: 'wants one dimension',
      join: { slices: [coding, { ...more, dimension: 'SOCIAL' }] },
      result: 'nothing_to_join',
    },
    {
      reason: 'refuses a lock',
      join: { slices: [more, { ...running, isLocked: true }] },
      result: 'slice_locked',
    },
    {
      reason: 'refuses imported history',
      join: { slices: [more, { ...running, source: 'TIMERY' }] },
      result: 'imported_slice',
    },
  ];
  test.each(rows)('$reason', ({ join, result }) => {
    expect(outcome(day, decideJoin(day, join, context()))).toBe(result);
  });

  test('refuses to delete what is locked, asked or not', () => {
    const timeline = [coding, { ...mail, isLocked: true }, more];
    const join = { slices: [coding, more], onOverlap: 'replace' } as const;
    expect(outcome(timeline, decideJoin(timeline, join, context()))).toBe('slice_locked');
  });

  test('takes slices in any order, one from a sensor too', () => {
    const slept = { ...more, source: 'HEALTH' as const, startAt: clock('10:00') };
    const decision = decideJoin([slept, coding], { slices: [slept, coding] }, context());
    expect(decision).toMatchObject({ slice: { id: 'a', note: 'parser\ntests' } });
  });

  test('keeps what can have an entry, though a night came before it', () => {
    const slept = { ...more, source: 'HEALTH' as const, startAt: clock('08:00') };
    const decision = decideJoin([slept, coding], { slices: [slept, coding] }, context());
    expect(decision).toMatchObject({ slice: { id: 'a' } });
  });

  test.each([
    {
      reason: 'the one task there is, also of a slice that goes',
      tasks: [null, 'write'],
      linkedTaskId: 'write',
    },
    { reason: 'the same task once', tasks: ['write', 'write'], linkedTaskId: 'write' },
    { reason: 'its own where there are two', tasks: ['write', 'read'], linkedTaskId: 'write' },
    { reason: 'none where there is none', tasks: [null, null], linkedTaskId: null },
  ])('keeps $reason', ({ tasks, linkedTaskId }) => {
    const slices = [coding, more].map((slice, i) => ({
      ...slice,
      linkedTaskId: tasks[i] ?? null,
    }));
    expect(decideJoin(slices, { slices }, context())).toMatchObject({ slice: { linkedTaskId } });
  });

  test.each([
    { reason: 'nothing where nothing was noted', notes: [null, null], note: null },
    { reason: 'what is said twice once, without its blanks', notes: [' x ', 'x'], note: 'x' },
  ])('notes $reason', ({ notes, note }) => {
    const slices = [coding, more].map((slice, i) => ({ ...slice, note: notes[i] ?? null }));
    expect(decideJoin(slices, { slices }, context())).toMatchObject({ slice: { note } });
  });

  test.each([
    { reason: 'the first', slices: [coding, { ...more, startAt: clock('10:00') }], kept: 'a' },
    { reason: 'what runs', slices: [more, running], kept: 'r' },
    {
      reason: 'what can have an entry',
      slices: [
        { ...more, source: 'IMPORT' as const },
        { ...running, endAt: now },
      ],
      kept: 'r',
    },
  ])('keeps $reason, and the notes of all', ({ slices, kept }) => {
    const decision = decideJoin(slices, { slices }, context());
    expect(decision).toMatchObject({ kind: 'changed', slice: { id: kept } });
    const note = slices.map((slice) => slice.note).filter((one) => one !== null);
    expect(decision).toMatchObject({ slice: { note: note.join('\n') } });
  });
});
