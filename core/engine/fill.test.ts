import { describe, expect, test } from 'vitest';
import { decideFill, type Fill, type Filling } from './fill.ts';
import { clock, sliceOf } from './history.fixture.ts';
import { coding, context, day, mail, more, outcome } from './pastCommands.fixture.ts';
import type { Slice } from './slice.ts';

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

  test('fills as many gaps as one command may take', () => {
    const timeline = Array.from({ length: 501 }, (_, i) =>
      sliceOf({
        id: `s${i}`,
        startAt: clock('00:00') + i * 60_000,
        endAt: clock('00:00:30') + i * 60_000,
      }),
    );
    const fill = {
      ...fillWith(reading, '00:00'),
      range: { startAt: clock('00:00'), endAt: clock('08:20:30') },
    };
    const decision = decideFill(timeline, fill, { ...context(), imported: [] });
    expect(decision.kind === 'changed' && decision.changes).toHaveLength(500);
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
