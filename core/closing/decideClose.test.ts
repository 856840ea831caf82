import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from '../engine/history.fixture.ts';
import type { Slice } from '../engine/slice.ts';
import type { CloseAnswer } from './closeAnswer.ts';
import { contextOf, now } from './closing.fixture.ts';
import { decideClose } from './decideClose.ts';

const night = sliceOf({
  id: 'night',
  startAt: clock('09:00'),
  endAt: clock('17:00'),
  updatedAt: 7,
});
const next = sliceOf({ id: 'next', startAt: clock('18:00'), endAt: null, categoryId: 'mail' });
const mode = sliceOf({ id: 'mode', dimension: 'WORK_MODE', startAt: clock('09:00'), endAt: null });
const imported = sliceOf({
  id: 'imported',
  source: 'TIMERY',
  startAt: clock('17:20'),
  endAt: clock('17:30'),
});

const ofNight = { sliceId: 'night', asOfAt: 7 };
const at = clock;

function close(answers: readonly CloseAnswer[], fields: Readonly<{ imported?: Slice[] }> = {}) {
  return decideClose(
    answers,
    contextOf({ timeline: [night, mode, next], imported: [], ...fields }),
  );
}

function drawn(answers: readonly CloseAnswer[], fields = {}) {
  const decision = close(answers, fields);
  if (decision.kind === 'refused') return decision.refusal.code;
  const text = (instant: number | null) =>
    instant === null ? '…' : new Date(instant).toISOString().slice(11, 16);
  return decision.changes.map((change) => {
    const { categoryId, startAt, endAt } = change.kind === 'delete' ? change.before : change.after;
    return `${change.kind} ${categoryId} ${text(startAt)}-${text(endAt)}`;
  });
}

describe('an answer', () => {
  test.each<Readonly<{ reason: string; answers: CloseAnswer[]; changes: unknown }>>([
    {
      reason: 'ends a slice',
      answers: [{ do: 'end', ...ofNight, endAt: at('12:00') }],
      changes: ['update coding 09:00-12:00'],
    },
    {
      reason: 'ends what runs, in any dimension',
      answers: [{ do: 'end', sliceId: 'mode', asOfAt: 0, endAt: at('12:00') }],
      changes: ['update coding 09:00-12:00'],
    },
    {
      reason: 'gives the rest to another category, task and note left behind',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('12:00'), endAt: null, categoryId: 'reading' },
      ],
      changes: ['update coding 09:00-12:00', 'insert reading 12:00-17:00'],
    },
    {
      reason: 'gives a stretch to another category, and the old one goes on',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('12:00'), endAt: at('13:00'), categoryId: 'lunch' },
      ],
      changes: [
        'update coding 09:00-12:00',
        'insert lunch 12:00-13:00',
        'insert coding 13:00-17:00',
      ],
    },
    {
      reason: 'leaves a stretch free',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('12:00'), endAt: at('13:00'), categoryId: null },
      ],
      changes: ['update coding 09:00-12:00', 'insert coding 13:00-17:00'],
    },
    {
      reason: 'leaves the rest free, which is to end it',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('12:00'), endAt: at('17:00'), categoryId: null },
      ],
      changes: ['update coding 09:00-12:00'],
    },
    {
      reason: 'fills a gap with what comes after it, on what other answers leave',
      answers: [
        { do: 'end', ...ofNight, endAt: at('12:00') },
        { do: 'fill', startAt: at('17:00'), endAt: at('18:00'), filling: { kind: 'next' } },
      ],
      changes: ['update coding 09:00-12:00', 'insert mail 17:00-18:00'],
    },
    { reason: 'keeps', answers: [{ do: 'keep', ...ofNight }], changes: [] },
    {
      reason: 'ends it where it ended, which changes nothing',
      answers: [{ do: 'end', ...ofNight, endAt: at('17:00') }],
      changes: [],
    },
  ])('$reason', ({ answers, changes }) => {
    expect(drawn(answers)).toEqual(changes);
  });

  test.each<Readonly<{ reason: string; answers: CloseAnswer[]; code: string }>>([
    {
      reason: 'the slice was changed since',
      answers: [{ do: 'keep', sliceId: 'night', asOfAt: 6 }],
      code: 'close_conflict',
    },
    {
      reason: 'the slice is gone',
      answers: [{ do: 'keep', sliceId: 'gone', asOfAt: 6 }],
      code: 'close_conflict',
    },
    {
      reason: 'one answer before has changed the slice',
      answers: [
        { do: 'end', ...ofNight, endAt: at('12:00') },
        { do: 'end', ...ofNight, endAt: at('11:00') },
      ],
      code: 'close_conflict',
    },
    {
      reason: 'it would become longer',
      answers: [{ do: 'end', ...ofNight, endAt: at('17:30') }],
      code: 'outside_slice',
    },
    {
      reason: 'it would end after now',
      answers: [{ do: 'end', sliceId: 'mode', asOfAt: 0, endAt: now + 1 }],
      code: 'outside_slice',
    },
    {
      reason: 'it would end before it starts',
      answers: [{ do: 'end', ...ofNight, endAt: at('08:00') }],
      code: 'ends_before_start',
    },
    {
      reason: 'a stretch ends before it starts',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('13:00'), endAt: at('12:00'), categoryId: 'lunch' },
      ],
      code: 'outside_slice',
    },
    {
      reason: 'a stretch reaches beyond the slice',
      answers: [
        { do: 'carve', ...ofNight, startAt: at('13:00'), endAt: at('17:30'), categoryId: 'lunch' },
      ],
      code: 'outside_slice',
    },
    {
      reason: 'the gap is free in part',
      answers: [{ do: 'leave', startAt: at('16:30'), endAt: at('18:00') }],
      code: 'close_conflict',
    },
    {
      reason: 'the gap lies on another day',
      answers: [{ do: 'leave', startAt: at('00:00') - 3_600_000, endAt: at('00:00') }],
      code: 'close_conflict',
    },
    {
      reason: 'the gap has not passed',
      answers: [{ do: 'leave', startAt: at('17:00'), endAt: now + 60_000 }],
      code: 'close_conflict',
    },
  ])('is refused, and all with it, where $reason', ({ answers, code }) => {
    expect(drawn([{ do: 'leave', startAt: at('17:00'), endAt: at('18:00') }, ...answers])).toBe(
      code,
    );
  });

  test('makes of a stretch what was named, without the task and the note of the slice', () => {
    const working = { ...night, linkedTaskId: 'task', note: 'chapter two' };
    const carve = { do: 'carve', ...ofNight, startAt: at('12:00'), endAt: at('13:00') } as const;
    const timeline = [working];
    const context = contextOf({ timeline, imported: [] });
    const decision = decideClose([{ ...carve, categoryId: 'lunch' }], context);
    expect(decision).toMatchObject({
      changes: [
        { after: { linkedTaskId: 'task', note: 'chapter two' } },
        { after: { categoryId: 'lunch', linkedTaskId: null, note: null, source: 'MANUAL' } },
        { after: { linkedTaskId: 'task', note: 'chapter two' } },
      ],
    });
  });

  test('is refused where nothing of ours lies beside the gap to fill it with', () => {
    const filling = { kind: 'previous' } as const;
    const answer = { do: 'fill', startAt: at('06:00'), endAt: at('07:00'), filling } as const;
    expect(drawn([answer])).toBe('close_conflict');
  });

  test('takes no time that was tracked in Toggl for free', () => {
    const answer = { do: 'leave', startAt: at('17:00'), endAt: at('18:00') } as const;
    expect(drawn([answer])).toEqual([]);
    expect(drawn([answer], { imported: [imported] })).toBe('close_conflict');
  });
});
