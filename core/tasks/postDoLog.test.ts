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
    logs: [],
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

  const minutesOf = (earlier: PostDoLog) => {
    const decision = made({}, { logs: [earlier] });
    return decision.kind === 'log' ? decision.log.actualMinutes : null;
  };

  test.each<{ reason: string; earlier: Partial<PostDoLog>; minutes: number }>([
    {
      reason: 'leaves out what an earlier log has counted',
      earlier: { counted: [span('08:00', '10:45')] },
      minutes: 15,
    },
    {
      reason: 'counts what was tapped late, before what an earlier log has',
      earlier: { counted: [span('10:30', '11:00')] },
      minutes: 30,
    },
    {
      reason: 'counts what was tapped late into a pause of an earlier log',
      earlier: { counted: [span('08:00', '09:00'), span('10:30', '11:30')] },
      minutes: 30,
    },
    {
      reason: 'counts anew beside a log by hand',
      earlier: { origin: 'hand', counted: [] },
      minutes: 60,
    },
    {
      reason: 'leaves out all before the end of a log that does not say what it counted',
      earlier: { counted: null, endAt: clock('10:45') },
      minutes: 15,
    },
  ])('$reason', ({ earlier, minutes }) => {
    expect(minutesOf(logOf(earlier))).toBe(minutes);
  });

  it('takes for counted what a correction adds, and not what it cuts off', () => {
    const fields = { startAt: clock('08:45'), endAt: clock('10:40') };
    expect(made(fields)).toMatchObject({
      log: { counted: [span('08:45', '09:30'), span('10:30', '10:40')] },
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
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1 });

  it('hold each minute of its slices once, in whatever order they were tapped', () => {
    fc.assert(
      fc.property(places, fc.array(fc.boolean(), { maxLength: 24 }), (hours, doneAfter) => {
        const spans: { startAt: number; endAt: number }[] = [];
        const logs: PostDoLog[] = [];
        for (const [index, hour] of hours.entries()) {
          const startAt = clock('00:00') + hour * 30 * minuteMs;
          spans.push({ startAt, endAt: startAt + 30 * minuteMs });
          const isDone = doneAfter[index] === true || index === hours.length - 1;
          const decision = made({}, { spans, logs });
          if (isDone && decision.kind === 'log') logs.push(decision.log);
        }
        const minutes = logs.reduce((sum, { actualMinutes }) => sum + actualMinutes, 0);
        expect(minutes).toBe(hours.length * 30);
      }),
    );
  });
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
