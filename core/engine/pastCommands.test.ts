/** Split, join, fill, resume and the undo of many, by example. */
import { describe, expect, test } from 'vitest';
import { decideFill, type Fill, type Filling } from './fill.ts';
import { clock, idsFrom, sliceOf, told, write } from './history.fixture.ts';
import { decideJoin, type Join } from './join.ts';
import { decideResume, lastRan, modeWith } from './resume.ts';
import type { Slice, SliceChange } from './slice.ts';
import { decideSplit } from './split.ts';
import { decideUndoMany } from './undoMany.ts';

const now = clock('12:00');
const context = () => ({ now, newId: idsFrom('new') });
const coding = sliceOf({ note: 'parser', linkedTaskId: 'task' });
const mail = sliceOf({
  id: 'm',
  categoryId: 'mail',
  startAt: clock('10:00'),
  endAt: clock('10:30'),
});
const more = sliceOf({ id: 'c', startAt: clock('11:00'), endAt: clock('11:15'), note: 'tests' });
const running = sliceOf({ id: 'r', startAt: clock('11:30'), endAt: null });
const day = [coding, mail, more, running];

type Answer = Readonly<{
  kind: string;
  changes?: readonly SliceChange[];
  refusal?: Readonly<{ code: string }>;
}>;

/** The day after the decision, or why it was refused. */
function outcome(timeline: readonly Slice[], { kind, changes = [], refusal }: Answer): string {
  if (refusal !== undefined) return refusal.code;
  if (kind === 'unchanged') return kind;
  return told(write(new Map(timeline.map((slice) => [slice.id, slice])), changes).values());
}

describe('a split', () => {
  const rows: { reason: string; slice: Slice; at: string[]; result: string }[] = [
    {
      reason: 'cuts at each instant, in any order and once',
      slice: coding,
      at: ['09:40', '09:10', '09:40'],
      result: 'coding 09:00-09:10 | coding 09:10-09:40 | coding 09:40-10:00',
    },
    {
      reason: 'goes on running in its last part',
      slice: running,
      at: ['11:45'],
      result: 'coding 11:30-11:45 | coding 11:45-',
    },
    { reason: 'refuses the start', slice: coding, at: ['09:00'], result: 'outside_slice' },
    { reason: 'refuses the end', slice: coding, at: ['10:00'], result: 'outside_slice' },
    { reason: 'refuses the future', slice: running, at: ['12:00'], result: 'outside_slice' },
    {
      reason: 'refuses parts that share a second of PRIMARY',
      slice: coding,
      at: ['09:10:00.100', '09:10:00.900'],
      result: 'outside_slice',
    },
    {
      reason: 'cuts a second as often as one likes elsewhere',
      slice: { ...coding, dimension: 'SOCIAL' },
      at: ['09:10:00.100', '09:10:00.900'],
      result:
        'coding 09:00-09:10:00.100 | coding 09:10:00.100-09:10:00.900 | coding 09:10:00.900-10:00',
    },
    {
      reason: 'refuses a lock',
      slice: { ...coding, isLocked: true },
      at: ['09:30'],
      result: 'slice_locked',
    },
    {
      reason: 'refuses imported history, which follows its entry',
      slice: { ...coding, source: 'TIMERY' },
      at: ['09:30'],
      result: 'imported_slice',
    },
  ];
  test.each(rows)('$reason', ({ slice, at, result }) => {
    const decision = decideSplit([slice], { slice, at: at.map(clock) }, context());
    expect(outcome([slice], decision)).toBe(result);
  });

  test('leaves the second of the next slice to it', () => {
    const next = { ...mail, startAt: clock('10:00:00.500') };
    const slice = { ...coding, endAt: clock('10:00:00.500') };
    const at = [clock('10:00:00.200')];
    expect(outcome([slice, next], decideSplit([slice, next], { slice, at }, context()))).toBe(
      'outside_slice',
    );
  });

  test('copies what the slice says to each part', () => {
    const decision = decideSplit([coding], { slice: coding, at: [clock('09:30')] }, context());
    const [, part] = decision.kind === 'changed' ? decision.changes : [];
    expect(part).toMatchObject({
      kind: 'insert',
      after: { note: 'parser', linkedTaskId: 'task', source: 'MANUAL', createdAt: now },
    });
  });
});

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

describe('a fill', () => {
  const fillWith = (filling: Filling, from = '08:00', to = '13:00'): Fill => ({
    dimension: 'PRIMARY',
    range: { startAt: clock(from), endAt: clock(to) },
    filling,
    source: 'API',
  });
  const reading = { kind: 'category', categoryId: 'reading' } as const;
  const rows: { reason: string; fill: Fill; timeline: Slice[]; result: string }[] = [
    {
      reason: 'fills each gap, and nothing beyond what runs',
      fill: fillWith(reading),
      timeline: day,
      result:
        'reading 08:00-09:00 | coding 09:00-10:00 | mail 10:00-10:30 | reading 10:30-11:00 | ' +
        'coding 11:00-11:15 | reading 11:15-11:30 | coding 11:30-',
    },
    {
      reason: 'ends now, however far the range reaches',
      fill: fillWith(reading, '10:00'),
      timeline: [coding],
      result: 'coding 09:00-10:00 | reading 10:00-12:00',
    },
    {
      reason: 'goes on with what came before, and leaves free what nothing precedes',
      fill: fillWith({ kind: 'previous' }),
      timeline: [mail, more],
      result: 'mail 10:00-10:30 | mail 10:30-11:00 | coding 11:00-11:15 | coding 11:15-12:00',
    },
    {
      reason: 'begins earlier with what came next',
      fill: fillWith({ kind: 'next' }, '09:30'),
      timeline: [mail, more],
      result: 'mail 09:30-10:00 | mail 10:00-10:30 | coding 10:30-11:00 | coding 11:00-11:15',
    },
    {
      reason: 'leaves out what is shorter than a second',
      fill: fillWith(reading, '09:00', '10:30'),
      timeline: [coding, { ...mail, startAt: clock('10:00:00.900') }],
      result: 'unchanged',
    },
    {
      reason: 'changes nothing where nothing is free',
      fill: fillWith(reading, '09:00', '10:30'),
      timeline: day,
      result: 'unchanged',
    },
    {
      reason: 'changes nothing in the future',
      fill: fillWith(reading, '12:30'),
      timeline: [coding],
      result: 'unchanged',
    },
  ];
  test.each(rows)('$reason', ({ fill, timeline, result }) => {
    const decision = decideFill(timeline, fill, { ...context(), imported: [] });
    expect(outcome(timeline, decision)).toBe(result);
  });

  test('leaves room around a slice that holds no time', () => {
    const empty = { ...mail, startAt: clock('10:10'), endAt: clock('10:10') };
    const fill = fillWith(reading, '10:00', '10:20');
    expect(outcome([empty], decideFill([empty], fill, { ...context(), imported: [] }))).toBe(
      'reading 10:00-10:10 | mail 10:10-10:10 | reading 10:10:01-10:20',
    );
  });

  test('leaves alone what was tracked in Toggl by hand', () => {
    const imported = [{ startAt: clock('10:15'), endAt: clock('10:45') }];
    const fill = fillWith(reading, '10:00', '11:00');
    expect(outcome([], decideFill([], fill, { ...context(), imported }))).toBe(
      'reading 10:00-10:15 | reading 10:45-11:00',
    );
  });

  test('refuses more gaps than one command may take', () => {
    const timeline = Array.from({ length: 502 }, (_, i) =>
      sliceOf({
        id: `s${i}`,
        startAt: clock('00:00') + i * 60_000,
        endAt: clock('00:00:30') + i * 60_000,
      }),
    );
    const fill = fillWith(reading, '00:00', '11:00');
    expect(outcome(timeline, decideFill(timeline, fill, { ...context(), imported: [] }))).toBe(
      'too_many_changes',
    );
  });
});

describe('a resume', () => {
  test.each([
    { reason: 'the last that ended', newest: [more, mail, coding], resumed: 'c' },
    { reason: 'not what runs', newest: [{ ...mail, endAt: null }, more], resumed: 'c' },
    { reason: 'not the same work as runs', newest: [running, more, mail], resumed: 'm' },
    { reason: 'nothing, where nothing ended', newest: [running], resumed: undefined },
    {
      reason: 'the same category where it was for another task',
      newest: [running, coding],
      resumed: 'a',
    },
  ])('takes up $reason', ({ newest, resumed }) => {
    expect(lastRan(newest)?.id).toBe(resumed);
  });

  test('starts with category, task and note', () => {
    const resume = { resumed: coding, source: 'NFC' as const, at: { kind: 'now' as const } };
    const decision = decideResume([mail], resume, context());
    expect(decision).toMatchObject({
      slice: { categoryId: 'coding', linkedTaskId: 'task', note: 'parser', source: 'NFC' },
    });
    expect(outcome([mail], decision)).toBe('mail 10:00-10:30 | coding 12:00-');
  });

  test('notes nothing where nothing was noted', () => {
    const resume = { resumed: mail, source: 'API' as const, at: { kind: 'now' as const } };
    expect(decideResume([coding], resume, context())).toMatchObject({ slice: { note: null } });
  });

  test('leaves the note of what runs already', () => {
    const at = { kind: 'now' as const };
    const resume = { resumed: { ...running, note: 'parser' }, source: 'API' as const, at };
    expect(decideResume([running], resume, context())).toEqual({
      kind: 'unchanged',
      slice: running,
    });
  });

  test('notes on the new slice alone what it says', () => {
    const resumed = { ...mail, note: 'inbox' };
    const at = { kind: 'at' as const, at: clock('11:45') };
    const decision = decideResume([running], { resumed, source: 'API', at }, context());
    expect(decision).toMatchObject({
      changes: [
        { kind: 'update', after: { id: 'r', note: null } },
        { kind: 'insert', after: { categoryId: 'mail', note: 'inbox' } },
      ],
    });
  });

  const mode = (fields: Partial<Slice>) =>
    sliceOf({ dimension: 'WORK_MODE', id: 'deep', ...fields });
  test.each([
    { reason: 'that ended with it', modes: [mode({})], found: 'deep' },
    { reason: 'that went on', modes: [mode({ endAt: clock('11:00') })], found: 'deep' },
    {
      reason: 'stopped a moment before',
      modes: [mode({ endAt: clock('09:59:55') })],
      found: 'deep',
    },
    {
      reason: 'but none that ended long before',
      modes: [mode({ endAt: clock('09:30') })],
      found: undefined,
    },
    {
      reason: 'but none that had ended before it began',
      modes: [mode({ startAt: clock('08:00'), endAt: clock('09:00') })],
      found: undefined,
    },
    {
      reason: 'but none that began when it had ended',
      modes: [mode({ startAt: clock('10:00'), endAt: clock('11:00') })],
      found: undefined,
    },
    {
      reason: 'the last of those',
      modes: [
        mode({ id: 'first', endAt: clock('09:59:55') }),
        mode({ startAt: clock('09:59:55') }),
      ],
      found: 'deep',
    },
    {
      reason: 'but none that ended ten seconds before',
      modes: [mode({ endAt: clock('09:59:50') })],
      found: undefined,
    },
    {
      reason: 'but none while another runs, which was chosen later',
      modes: [mode({}), mode({ id: 'on', startAt: clock('11:00'), endAt: null })],
      found: undefined,
    },
  ])('takes a mode along $reason', ({ modes, found }) => {
    expect(modeWith(coding, modes)?.id).toBe(found);
  });

  test('takes no mode along to what runs', () => {
    expect(modeWith(running, [mode({ startAt: clock('11:00') })])).toBeUndefined();
  });

  test('takes along what ended with a slice of a moment, and nothing from before it', () => {
    const moment = sliceOf({ startAt: clock('09:59:58') });
    const before = mode({ endAt: clock('09:59:58') });
    expect(modeWith(moment, [before])).toBeUndefined();
    expect(modeWith(moment, [mode({ endAt: clock('09:59:59') })])?.id).toBe('deep');
  });
});

describe('undoing many as one', () => {
  const inserted = (slice: Slice): SliceChange => ({ kind: 'insert', after: slice });
  const moved = (before: Slice, fields: Partial<Slice>): SliceChange => ({
    kind: 'update',
    before,
    after: { ...before, ...fields },
  });
  const answer = (changes: SliceChange[], rows: Slice[]) => {
    const current = new Map(rows.map((slice) => [slice.id, slice]));
    return outcome(rows, decideUndoMany(changes, { current, timeline: rows, now }));
  };
  const stopped = { ...running, endAt: now };

  test('takes away what was started and stopped, whatever runs meanwhile', () => {
    const changes = [inserted(running), moved(running, { endAt: now })];
    const other = sliceOf({ id: 'o', startAt: now, endAt: null });
    expect(answer(changes, [stopped, other])).toBe('coding 12:00-');
  });

  test('refuses where somebody else changed a slice in between', () => {
    const noted = { ...running, note: 'by hand' };
    const changes = [inserted(running), moved(noted, { endAt: now })];
    expect(answer(changes, [{ ...noted, endAt: now }])).toBe('undo_conflict');
  });

  test('refuses where somebody else changed a slice since', () => {
    expect(answer([inserted(running)], [stopped])).toBe('undo_conflict');
  });

  test('leaves alone what was undone already', () => {
    expect(answer([inserted(running)], [])).toBe('unchanged');
    const changes = [moved(mail, { note: 'x' }), moved(mail, { note: 'y' })];
    expect(answer(changes, [{ ...mail, note: 'y' }])).toBe('mail 10:00-10:30');
  });

  test('writes nothing where two slices exchanged their seconds', () => {
    const late = { ...coding, startAt: clock('09:30') };
    const early = { ...mail, startAt: clock('09:00'), endAt: clock('09:10') };
    const changes = [
      moved({ ...coding, endAt: clock('09:10') }, { ...late, startAt: clock('10:00') }),
      moved(mail, early),
    ];
    const rows = [{ ...late, startAt: clock('10:00') }, early];
    expect(answer(changes, rows)).toBe('undo_conflict');
  });

  test('moves slices of different dimensions and imported ones to the same second', () => {
    const call = sliceOf({ id: 'call', dimension: 'SOCIAL', startAt: clock('10:00') });
    const entry = sliceOf({ id: 'entry', source: 'TIMERY', startAt: clock('10:00') });
    const changes = [moved(mail, { startAt: clock('10:10') })];
    const rows = [{ ...mail, startAt: clock('10:10') }, call, entry];
    expect(answer(changes, rows)).toContain('mail 10:00-10:30');
  });

  test('brings imported history back wherever its second is taken', () => {
    const entry = sliceOf({ id: 'entry', source: 'TIMERY', categoryId: 'entry' });
    expect(answer([{ kind: 'delete', before: entry }], [coding])).toBe(
      'coding 09:00-10:00 | entry 09:00-10:00',
    );
  });

  test('frees a second before another takes it', () => {
    const later = { ...mail, startAt: clock('09:00'), endAt: clock('09:30') };
    const changes: SliceChange[] = [
      moved(coding, { startAt: clock('08:00'), endAt: clock('08:30') }),
      moved(mail, { startAt: clock('09:00'), endAt: clock('09:30') }),
    ];
    const rows = [{ ...coding, startAt: clock('08:00'), endAt: clock('08:30') }, later];
    expect(answer(changes, rows)).toBe('coding 09:00-10:00 | mail 10:00-10:30');
  });

  test('opens again what ran, once what was started since is gone', () => {
    const changes = [
      moved(running, { endAt: now }),
      inserted(sliceOf({ id: 'n', startAt: now, endAt: null })),
    ];
    const rows = [stopped, sliceOf({ id: 'n', startAt: now, endAt: null })];
    expect(answer(changes, rows)).toBe('coding 11:30-');
  });

  test('refuses where what comes back would run over what comes back beside it', () => {
    const wasLong = { ...coding, endAt: clock('10:10') };
    const rows = [
      { ...wasLong, startAt: clock('08:00') },
      { ...mail, startAt: clock('10:15') },
    ];
    const changes = [
      // A person let coding end later in between; nobody undoes that.
      moved(wasLong, { startAt: clock('08:00') }),
      moved(mail, { startAt: clock('10:15') }),
    ];
    expect(answer(changes, rows)).toBe('undo_conflict');
  });

  test('names every slice where two exchanged their seconds', () => {
    const changes = [
      moved(coding, { startAt: clock('10:00'), endAt: clock('10:30') }),
      moved(mail, { startAt: clock('09:00'), endAt: clock('10:00') }),
    ];
    const rows = [
      { ...coding, startAt: clock('10:00'), endAt: clock('10:30') },
      { ...mail, startAt: clock('09:00'), endAt: clock('10:00') },
    ];
    const current = new Map(rows.map((slice) => [slice.id, slice]));
    expect(decideUndoMany(changes, { current, timeline: rows, now })).toMatchObject({
      refusal: { details: { sliceIds: ['a', 'm'] } },
    });
  });
});
