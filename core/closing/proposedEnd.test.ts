import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from '../engine/history.fixture.ts';
import type { Dimension } from '../engine/slice.ts';
import { overdue } from './overdue.ts';
import { proposedEnd, type Sign } from './proposedEnd.ts';

const minuteMs = 60_000;

type Given = readonly [kind: Sign['kind'], time: string, name?: string, dimension?: Dimension];

/** Coding runs since 09:00, three hours are expected of it, and it is 23:00. */
function endAfter(signs: readonly Given[]) {
  const slice = sliceOf({ endAt: null });
  const found = overdue(slice, clock('23:00'), {
    accepted: [],
    maximumMsOf: () => 180 * minuteMs,
  });
  if (found === null) throw new Error('expected it to be overdue');
  const { endAt, sign } = proposedEnd(
    found,
    signs.map(([kind, time, name = 'Desk', dimension = null as never]) => ({
      kind,
      at: clock(time),
      name,
      dimension,
    })),
  );
  return [new Date(endAt).toISOString().slice(11, 16), sign?.kind ?? null];
}

describe('a slice that was not stopped', () => {
  test.each<Readonly<{ reason: string; signs: readonly Given[]; end: readonly unknown[] }>>([
    { reason: 'nothing tells: the maximum', signs: [], end: ['12:00', null] },
    {
      reason: 'a trigger went off and stayed off',
      signs: [
        ['tap', '16:00'],
        ['trigger-off', '17:12', 'Work Focus'],
        ['tap', '19:00'],
      ],
      end: ['17:12', 'trigger-off'],
    },
    {
      reason: 'a trigger that went on in between was an interlude',
      signs: [
        ['trigger-on', '10:00', 'Driving'],
        ['trigger-off', '10:20', 'Driving'],
        ['trigger-off', '17:12', 'Work Focus'],
      ],
      end: ['17:12', 'trigger-off'],
    },
    {
      reason: 'sleep is more than the call before it, and what comes after it is another day',
      signs: [
        ['discord-ended', '15:00', 'Discord call', 'SOCIAL'],
        ['asleep', '20:30', 'Sleep', 'PRIMARY'],
        ['trigger-off', '22:00', 'Sleep Focus'],
      ],
      end: ['20:30', 'asleep'],
    },
    {
      reason: 'a trigger that went off before the sleep is nearer to the end',
      signs: [
        ['trigger-off', '17:12', 'Work Focus'],
        ['asleep', '20:30', 'Sleep', 'PRIMARY'],
      ],
      end: ['17:12', 'trigger-off'],
    },
    {
      reason: 'a game that ended, before the last taps',
      signs: [
        ['started', '18:00', 'Factorio', 'SEGMENT'],
        ['discord-ended', '20:00', 'Factorio', 'SEGMENT'],
        ['tap', '20:30'],
      ],
      end: ['20:00', 'discord-ended'],
    },
    {
      reason: 'the last tap before the long silence, not the first of the next morning',
      signs: [
        ['tap', '10:00'],
        ['tap', '11:30'],
        ['tap', '22:30'],
      ],
      end: ['11:30', 'tap'],
    },
    {
      reason: 'the last start of another dimension',
      signs: [['started', '14:00', 'Deep Work', 'WORK_MODE']],
      end: ['14:00', 'started'],
    },
    {
      reason: 'a start of its own dimension tells nothing',
      signs: [['started', '14:00', 'Mail', 'PRIMARY']],
      end: ['12:00', null],
    },
    {
      reason: 'what comes with the start belongs to the start',
      signs: [
        ['tap', '09:01'],
        ['trigger-off', '09:04', 'Other Focus'],
      ],
      end: ['12:00', null],
    },
    {
      reason: 'what comes with the end belongs to the end',
      signs: [['trigger-off', '22:57', 'Work Focus']],
      end: ['12:00', null],
    },
    {
      reason: 'a game of the next morning is not this one',
      signs: [
        ['tap', '12:30'],
        ['discord-ended', '21:40', 'Factorio', 'SEGMENT'],
      ],
      end: ['12:30', 'tap'],
    },
    {
      reason: 'without a silence somebody is simply at work',
      signs: Array.from({ length: 27 }, (_, i): Given => {
        const minutes = 9 * 60 + (i + 1) * 30;
        const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
        return ['tap', `${hour}:${minutes % 60 === 0 ? '00' : '30'}`];
      }),
      end: ['12:00', null],
    },
  ])('ended by $reason', ({ signs, end }) => {
    expect(endAfter(signs)).toEqual(end);
  });
});

test('what is short by nature is told from signs as well', () => {
  const slice = sliceOf({ endAt: clock('09:08') });
  const short = { accepted: [], maximumMsOf: () => minuteMs };
  const found = overdue(slice, clock('23:00'), short);
  const off = { kind: 'trigger-off', at: clock('09:04'), name: 'Tea', dimension: null } as const;
  expect(found && proposedEnd(found, [off])).toEqual({ endAt: clock('09:04'), sign: off });
});

describe('a slice is overdue', () => {
  const maxima = { accepted: [], maximumMsOf: () => 180 * minuteMs };
  const long = sliceOf({ endAt: clock('12:30') });

  test.each([
    { reason: 'once it lasts longer than the most', slice: long, is: true },
    {
      reason: 'not while it lasts just as long',
      slice: { ...long, endAt: clock('12:00') },
      is: false,
    },
    { reason: 'while it runs too', slice: { ...long, endAt: null }, is: true },
    { reason: 'not where it is locked', slice: { ...long, isLocked: true }, is: false },
    {
      reason: 'not where a sensor measured it',
      slice: { ...long, source: 'HEALTH' as const },
      is: false,
    },
    { reason: 'not where Toggl told it', slice: { ...long, source: 'TIMERY' as const }, is: false },
    {
      reason: 'not where a file told it',
      slice: { ...long, source: 'IMPORT' as const },
      is: false,
    },
  ])('$reason', ({ slice, is }) => {
    expect(overdue(slice, clock('13:00'), maxima) !== null).toBe(is);
  });

  test('again once it has run as long once more after it was kept', () => {
    const running = { ...long, endAt: null };
    const accepted = [{ sliceId: 'a', startAt: clock('09:00'), endAt: clock('13:00') }];
    expect(overdue(running, clock('16:00'), { ...maxima, accepted })).toBeNull();
    expect(overdue(running, clock('16:01'), { ...maxima, accepted })).toMatchObject({
      startAt: clock('13:00'),
      endAt: clock('16:01'),
    });
  });
});
