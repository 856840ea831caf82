/** What a person reads when a rule refuses: each message tells what to do, and names the slice. */
import { expect, test } from 'vitest';
import type { Refusal } from '../refusal.ts';
import { readName } from './category.ts';
import { refusedByLock } from './changes.ts';
import { decideEdit, type SliceEdit } from './edit.ts';
import { decideExtend } from './extend.ts';
import { decideFill } from './fill.ts';
import { clock, idsFrom, sliceOf } from './history.fixture.ts';
import { decideJoin, type Join } from './join.ts';
import type { Slice } from './slice.ts';
import { decideSplit } from './split.ts';
import { decideStop } from './stop.ts';
import { decideUndo } from './undo.ts';
import { decideUndoMany } from './undoMany.ts';

const now = clock('12:00');
const coding = sliceOf();
const locked = sliceOf({ id: 'l', isLocked: true });
const email = sliceOf({
  id: 'b',
  categoryId: 'email',
  startAt: clock('10:00'),
  endAt: clock('10:30'),
});
const call = sliceOf({ id: 'c', categoryId: 'call', startAt: clock('11:00'), endAt: null });

type Answer = Readonly<{ kind: string; refusal?: Refusal }>;

function edited(timeline: Slice[], slice: Slice, fields: SliceEdit): Answer {
  return decideEdit(timeline, slice, { ...fields, now, newId: idsFrom('new') });
}

function stopped(timeline: Slice[], time: string, categoryId: string | null = null): Answer {
  return decideStop(timeline, { categoryId, at: { kind: 'at', at: clock(time) } }, { now });
}

function undone(current: Slice[]): Answer {
  const rows = new Map(current.map((slice) => [slice.id, slice]));
  return decideUndo([{ kind: 'insert', after: coding }], { current: rows, timeline: [], now });
}

function split(timeline: Slice[], time: string): Answer {
  const at = [clock(time)];
  return decideSplit(timeline, { slice: coding, at }, { now, newId: idsFrom('new') });
}

function splitOf(slice: Slice): Answer {
  return decideSplit([slice], { slice, at: [clock('09:30')] }, { now, newId: idsFrom('new') });
}

/** Slices of a second each, with as long between them. */
function filled(gaps: number): Answer {
  const startsAt = Array.from({ length: gaps }, (_, i) => clock('09:00') + i * 2000);
  const timeline = startsAt.map((at, i) => sliceOf({ id: `${i}`, startAt: at, endAt: at + 1000 }));
  const range = { startAt: clock('09:00'), endAt: clock('09:00') + gaps * 2000 };
  const filling = { kind: 'previous' } as const;
  const fill = { dimension: 'PRIMARY', range, filling, source: 'API' } as const;
  return decideFill(timeline, fill, { now, newId: idsFrom('new'), imported: [] });
}

function joined(timeline: Slice[], join: Join): Answer {
  return decideJoin(timeline, join, { now, newId: idsFrom('new') });
}

function undoneAsOne(row: Slice): Answer {
  const current = new Map([[row.id, row]]);
  const changes = [{ kind: 'insert', after: coding }] as const;
  const again = [{ kind: 'update', before: { ...coding, note: 'x' }, after: row }] as const;
  return decideUndoMany([...changes, ...again], { current, timeline: [row], now });
}

const { id, startAt, endAt } = coding;
const unlocked = (slice: Slice): Slice => ({ ...slice, isLocked: false });

test.each<{ reason: string; answer: () => Answer; message: string; details?: object }>([
  {
    reason: 'a lock',
    answer: () => edited([locked], locked, { note: 'x' }),
    message: 'A slice that this would change is locked. Unlock it first, or choose another time.',
    details: { sliceIds: ['l'] },
  },
  {
    reason: 'a lock on what a stop would shorten',
    answer: () => stopped([locked], '09:30'),
    message: 'A slice that this would change is locked. Unlock it first, or choose another time.',
    details: { sliceIds: ['l'] },
  },
  {
    reason: 'several locks',
    answer: () => refusedByLock([locked, coding]),
    message:
      '2 slices that this would change are locked. Unlock them first, or choose another time.',
    details: { sliceIds: ['l', 'a'] },
  },
  {
    reason: 'a split where there is nothing to split',
    answer: () => split([coding], '10:00'),
    message: 'A slice is split between its start and its end. Send an at that lies in between.',
    details: { slices: [{ id, startAt, endAt }] },
  },
  {
    reason: 'a split where it begins',
    answer: () => split([coding], '09:00'),
    message: 'A slice is split between its start and its end. Send an at that lies in between.',
    details: { slices: [{ id, startAt, endAt }] },
  },
  {
    reason: 'a split in a second that is taken',
    answer: () => split([coding, { ...email, startAt: clock('09:30:00.500') }], '09:30'),
    message:
      'A part would begin in the same second as another slice. Split a second earlier or later.',
    details: { slices: [{ id, startAt, endAt }] },
  },
  {
    reason: 'a join of one',
    answer: () => joined([coding], { slices: [coding] }),
    message: 'One slice alone is joined already. Name two or more.',
  },
  {
    reason: 'a join of none',
    answer: () => joined([coding], { slices: [] }),
    message: 'One slice alone is joined already. Name two or more.',
  },
  {
    reason: 'a join across dimensions',
    answer: () => joined([coding], { slices: [coding, { ...email, dimension: 'SOCIAL' }] }),
    message:
      'The slices are of different dimensions, which run beside each other. Name slices of one.',
  },
  {
    reason: 'a join of two categories',
    answer: () => joined([coding, email], { slices: [coding, email, locked].map(unlocked) }),
    message:
      'The slices are of different categories. Send the category that the joined one shall have.',
    details: { categoryIds: ['coding', 'email'] },
  },
  {
    reason: 'a join over another slice',
    answer: () => joined([coding, email, call], { slices: [coding, call], categoryId: 'coding' }),
    message:
      'Other slices lie between those. Join them as well, or send onOverlap as replace to ' +
      'delete them.',
    details: {
      slices: [{ id: 'b', startAt: email.startAt, endAt: email.endAt }],
      waysOut: ['replace'],
    },
  },
  {
    reason: 'an undo of what others changed in between',
    answer: () => undoneAsOne({ ...coding, note: 'y' }),
    message:
      'Others changed the same slices since. Undo those changes first, or undo a shorter time.',
    details: { sliceIds: ['a'] },
  },
  {
    reason: 'an end before the start',
    answer: () => edited([], coding, { endAt: clock('08:00') }),
    message: 'The slice would end before it starts. Send a later end.',
  },
  {
    reason: 'an end to come',
    answer: () => edited([], coding, { endAt: clock('13:00') }),
    message: 'The slice would reach into the future. Send times that have passed.',
  },
  {
    reason: 'a reopening of imported history',
    answer: () => edited([], sliceOf({ source: 'TIMERY' }), { endAt: null }),
    message: 'Imported history cannot run again. Start its category instead.',
  },
  {
    reason: 'a split of imported history',
    answer: () => splitOf(sliceOf({ source: 'TIMERY' })),
    message: 'Imported history follows its entry in Toggl. Change it there, and import again.',
  },
  {
    reason: 'a split of what is locked',
    answer: () => splitOf(locked),
    message: 'A slice that this would change is locked. Unlock it first, or choose another time.',
    details: { sliceIds: ['l'] },
  },
  {
    reason: 'an extension where nothing ended',
    answer: () => decideExtend([], { byMs: 60_000, at: { kind: 'now' } }, { now }),
    message: 'Nothing has ended yet, so there is nothing to extend. Start something first.',
  },
  {
    reason: 'a filling of more gaps than one command fills',
    answer: () => filled(501),
    message: 'The range has 501 gaps; one command fills 500. Fill a shorter range.',
  },
  {
    reason: 'a reopening beside what runs',
    answer: () => edited([coding, call], coding, { endAt: null }),
    message: 'Another slice runs. Stop it first, then reopen this one.',
    details: { sliceId: 'c' },
  },
  {
    reason: 'one slice in the way',
    answer: () => edited([coding, email], coding, { endAt: clock('10:10') }),
    message:
      'The times run over another slice. Send onOverlap as trim or split or replace, or choose ' +
      'other times.',
  },
  {
    reason: 'several slices in the way',
    answer: () => edited([coding, email, call], coding, { endAt: clock('11:30') }),
    message: 'The times run over 2 other slices. Send onOverlap as replace, or choose other times.',
  },
  {
    reason: 'a locked slice in the way',
    answer: () => edited([coding, { ...email, isLocked: true }], coding, { endAt: clock('10:10') }),
    message: 'The times run over another slice. Choose other times, or unlock what is in the way.',
  },
  {
    reason: 'a stop of nothing',
    answer: () => stopped([], '09:30'),
    message: 'Nothing ran at that time, so there is nothing to stop.',
  },
  {
    reason: 'a stop of what does not run',
    answer: () => stopped([coding], '09:30', 'email'),
    message:
      'Another category runs. Stop that one, or leave the category out to stop whatever runs.',
    details: { sliceId: 'a', categoryId: 'coding' },
  },
  {
    reason: 'a stop before what runs',
    answer: () => stopped([call], '10:50'),
    message: 'What runs began after that time. Send a later at, or change the start of the slice.',
    details: { sliceId: 'c', startAt: clock('11:00') },
  },
  {
    reason: 'an undo of what was changed since',
    answer: () => undone([{ ...coding, note: 'later' }]),
    message: 'Later changes build on this one. Undo those first, or edit the slices by hand.',
    details: { sliceIds: ['a'] },
  },
  {
    reason: 'a name without a letter',
    answer: () => readName(' '),
    message: 'The name is empty. Send at least one visible character.',
  },
  {
    reason: 'a name with what cannot be shown',
    answer: () => readName('a\u0000b'),
    message: 'The name holds characters that cannot be shown. Type it again without them.',
  },
  {
    reason: 'a long name',
    answer: () => readName('x'.repeat(201)),
    message: 'The name has 201 characters. Shorten it to 200.',
  },
])('$reason is refused in words that help', ({ answer, message, details = {} }) => {
  const given = answer();
  expect(given).toMatchObject({ kind: 'refused', refusal: { message } });
  expect(given.refusal?.details ?? {}).toMatchObject(details);
});
