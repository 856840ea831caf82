import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clock } from '../engine/history.fixture.ts';
import {
  decideLog,
  decideLogEdit,
  type LogFields,
  metricsOf,
  type PostDoLog,
} from './postDoLog.ts';
import { logOf } from './task.fixture.ts';

const now = clock('12:00');
const span = (start: string, end: string) => ({ startAt: clock(start), endAt: clock(end) });
const worked = [span('09:00', '09:30'), span('10:30', '11:00')];

function made(fields: LogFields, changed: Partial<Parameters<typeof decideLog>[1]> = {}) {
  return decideLog(fields, {
    id: 'log',
    taskId: 'report',
    estimateMinutes: 45,
    spans: worked,
    countedUntilAt: null,
    now,
    ...changed,
  });
}

describe('a log', () => {
  test.each<{ reason: string; fields: LogFields; from: string; to: string; minutes: number }>([
    {
      reason: 'counts the slices and not the pause between them',
      fields: {},
      from: '09:00',
      to: '11:00',
      minutes: 60,
    },
    {
      reason: 'adds what a correction sets before the first slice',
      fields: { startAt: clock('08:45') },
      from: '08:45',
      to: '11:00',
      minutes: 75,
    },
    {
      reason: 'adds what a correction sets after the last slice',
      fields: { endAt: clock('11:10') },
      from: '09:00',
      to: '11:10',
      minutes: 70,
    },
    {
      reason: 'leaves out what a correction cuts off',
      fields: { endAt: clock('10:40') },
      from: '09:00',
      to: '10:40',
      minutes: 40,
    },
    {
      reason: 'believes the minutes that a person gives',
      fields: { actualMinutes: 5 },
      from: '09:00',
      to: '11:00',
      minutes: 5,
    },
  ])('$reason', ({ fields, from, to, minutes }) => {
    expect(made(fields)).toMatchObject({
      kind: 'log',
      log: {
        startAt: clock(from),
        endAt: clock(to),
        actualMinutes: minutes,
        origin: 'slices',
        estimateMinutes: 45,
      },
    });
  });

  it('leaves out what an earlier log has counted', () => {
    expect(made({}, { countedUntilAt: clock('10:45') })).toMatchObject({
      log: { startAt: clock('10:45'), endAt: clock('11:00'), actualMinutes: 15 },
    });
  });

  it('without slices holds what a person says, and no more', () => {
    const fields = { startAt: clock('10:00'), endAt: clock('10:20') };
    expect(made(fields, { spans: [] })).toMatchObject({
      log: { ...fields, origin: 'hand', actualMinutes: 20 },
    });
    expect(made({}, { spans: [] })).toMatchObject({
      log: { startAt: null, endAt: null, origin: 'hand', actualMinutes: 0 },
    });
  });

  it('rounds once, over all slices', () => {
    const halves = [1, 2, 3].map((hour) => ({
      startAt: clock(`0${hour}:00`),
      endAt: clock(`0${hour}:00`) + 40_000,
    }));
    expect(made({}, { spans: halves })).toMatchObject({ log: { actualMinutes: 2 } });
  });

  test.each<{ reason: string; fields: LogFields; code: string }>([
    {
      reason: 'ends before it starts',
      fields: { startAt: clock('11:30') },
      code: 'ends_before_start',
    },
    { reason: 'reaches into the future', fields: { endAt: clock('12:30') }, code: 'at_in_future' },
  ])('that $reason is refused', ({ fields, code }) => {
    expect(made(fields)).toMatchObject({ kind: 'refused', refusal: { code } });
    const edited = decideLogEdit(logOf({ endAt: clock('11:00') }), fields, { now });
    expect(edited).toMatchObject({ kind: 'refused', refusal: { code } });
  });

  it('that is edited keeps what was not sent', () => {
    const edited = decideLogEdit(logOf({ outcome: 'sent' }), { keyInsight: 'start' }, { now });
    expect(edited).toEqual({
      kind: 'log',
      log: logOf({ outcome: 'sent', keyInsight: 'start', updatedAt: now }),
    });
  });
});

describe('the logs of a task that is done again and again', () => {
  const minuteMs = 60_000;
  const gapAndLength = fc.record({
    gap: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 0, max: 90 }),
    isDone: fc.boolean(),
  });

  it('hold each minute of its slices once', () => {
    fc.assert(
      fc.property(fc.array(gapAndLength, { minLength: 1, maxLength: 10 }), (stretches) => {
        const minutes = stretches.reduce((sum, { length }) => sum + length, 0);
        expect(loggedMinutes([...stretches, { gap: 0, length: 0, isDone: true }])).toBe(minutes);
      }),
    );
  });

  type Stretch = Readonly<{ gap: number; length: number; isDone: boolean }>;

  function loggedMinutes(stretches: readonly Stretch[]): number {
    const spans: { startAt: number; endAt: number }[] = [];
    const logs: PostDoLog[] = [];
    let at = clock('00:00');
    for (const { gap, length, isDone } of stretches) {
      const startAt = at + gap * minuteMs;
      at = startAt + length * minuteMs;
      spans.push({ startAt, endAt: at });
      const counted = logs.filter(({ origin }) => origin === 'slices').at(-1);
      const decision = made({}, { spans, countedUntilAt: counted?.endAt ?? null, now: at });
      if (isDone && decision.kind === 'log') logs.push(decision.log);
    }
    return logs.reduce((sum, { actualMinutes }) => sum + actualMinutes, 0);
  }
});

describe('the figures of a log', () => {
  test.each([
    { estimate: 30, actual: 60, variance: 30, efficiency: 0.5 },
    { estimate: 30, actual: 20, variance: -10, efficiency: 1.5 },
    { estimate: null, actual: 20, variance: null, efficiency: null },
    { estimate: 30, actual: 0, variance: -30, efficiency: null },
  ])('with $estimate planned and $actual done', ({ estimate, actual, variance, efficiency }) => {
    const log = logOf({ estimateMinutes: estimate, actualMinutes: actual });
    expect(metricsOf(log)).toEqual({
      estimateMinutes: estimate,
      actualMinutes: actual,
      varianceMinutes: variance,
      efficiency,
    });
  });
});
