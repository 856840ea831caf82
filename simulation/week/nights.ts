/**
 * What a watch measured of a week, as it truly was: nights, naps, workouts, and the samples in
 * which a phone has them. A night lies between the evening in Discord and the first tap of the
 * morning.
 *
 *     day        ─ taps ── [workout) ── [nap) ── taps ─│ evening [=== night ===)│ taps ─
 *     samples                                            [core)[deep)..[rem)[core)
 *
 * Invariant: samples of sleep, with pauses of up to half an hour, come to the night exactly.
 */
import type { Range } from '../../core/time/range.ts';
import type { Random } from '../random.ts';
import { recordedNights, recordedWorkouts } from './recordedHealth.ts';

export type HealthSample = Range &
  Readonly<{ id: string; sourceName: string }> &
  (Readonly<{ kind: 'sleep'; stage: Stage }> | Readonly<{ kind: 'workout'; type: string }>);

type Stage = 'asleep' | 'core' | 'deep' | 'rem' | 'awake' | 'inBed';

export type Measured = Range &
  Readonly<{
    kind: 'night' | 'nap' | 'workout';
    /** The phone has all of it by then: what a watch measures by day comes over in the evening. */
    knownAt: number;
    samples: readonly HealthSample[];
  }>;

type DayPlan = Readonly<{
  beginsAt: number;
  /** All that was tapped is told by then. */
  closesAt: number;
  /** When the person is seen no more. */
  eveningEndsAt: number;
}>;

export type MeasuredDay = Readonly<{ night: Measured; byDay: readonly Measured[] }>;

type Drawing = Readonly<{
  random: Random;
  number: () => string;
  shapes: Readonly<{
    nights: ReturnType<typeof recordedNights>;
    workouts: ReturnType<typeof recordedWorkouts>;
  }>;
}>;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Before the day begins on which a night ends. */
const upBeforeMs = 12 * minuteMs;

export function measuredDays(days: readonly DayPlan[], random: Random): readonly MeasuredDay[] {
  let made = 0;
  const number = () => {
    made += 1;
    return `sample-${made}`;
  };
  const shapes = { nights: recordedNights(), workouts: recordedWorkouts() };
  const drawing = { random, number, shapes };
  return days.map((day) => ({ night: nightOf(day, drawing), byDay: byDayOf(day, drawing) }));
}

function nightOf({ beginsAt, eveningEndsAt }: DayPlan, drawing: Drawing): Measured {
  const { random, shapes } = drawing;
  const startAt = wholeSecond(eveningEndsAt) + random.between(10 * 60, 40 * 60) * secondMs;
  const latestEndAt = beginsAt + dayMs - upBeforeMs - random.between(0, 60) * minuteMs;
  const shape = random.pick(shapes.nights);
  const scale = Math.min(1, (latestEndAt - startAt) / shape.lengthMs);
  const at = (ms: number) => startAt + wholeSecond(ms * scale);
  const asleep = shape.pieces.flatMap(({ sourceName, ...piece }) => {
    const range = { startAt: at(piece.startAt), endAt: at(piece.endAt) };
    return staged(range, { ...drawing, sourceName });
  });
  const endAt = at(shape.lengthMs);
  const samples = [...asleep, ...besides({ startAt, endAt }, drawing)];
  return { kind: 'night', startAt, endAt, knownAt: startAt, samples };
}

type Staging = Drawing & Readonly<{ sourceName: string }>;

/** One piece after the other without a gap, as a watch tells stages. */
function staged({ startAt, endAt }: Range, { random, number, sourceName }: Staging) {
  const samples: HealthSample[] = [];
  let at = startAt;
  while (at < endAt) {
    const until = Math.min(endAt, at + random.between(4 * 60, 45 * 60) * secondMs);
    const stage = random.pick(['asleep', 'core', 'deep', 'rem'] as const);
    samples.push({ kind: 'sleep', id: number(), startAt: at, endAt: until, stage, sourceName });
    at = until;
  }
  return samples;
}

/** The phone guesses the time in bed, and somebody lies awake now and then: neither is sleep. */
function besides({ startAt, endAt }: Range, { random, number }: Drawing): HealthSample[] {
  const sleep = { kind: 'sleep', sourceName: 'iPhone' } as const;
  const inBed = { startAt: startAt - random.between(1, 9) * minuteMs, endAt: endAt + minuteMs };
  const awakeAt = startAt + random.between(60, 180) * minuteMs;
  const awake = { startAt: awakeAt, endAt: awakeAt + random.between(1, 20) * minuteMs };
  return [
    ...(random.chance(0.5) ? [{ ...sleep, ...inBed, id: number(), stage: 'inBed' as const }] : []),
    ...(random.chance(0.5) ? [{ ...sleep, ...awake, id: number(), stage: 'awake' as const }] : []),
  ];
}

/** A workout and a nap, an hour apart at least: what was slept is no workout. */
function byDayOf({ beginsAt, closesAt }: DayPlan, drawing: Drawing): Measured[] {
  const { random } = drawing;
  const all: Measured[] = [];
  const workoutAt = beginsAt + random.between(2 * 3600, 6 * 3600) * secondMs;
  if (random.chance(0.6)) all.push(workoutFrom(workoutAt, closesAt, drawing));
  const napAt = beginsAt + random.between(9 * 3600, 12 * 3600) * secondMs;
  if (random.chance(0.3)) all.push(napFrom(napAt, closesAt, drawing));
  return all;
}

function workoutFrom(startAt: number, knownAt: number, drawing: Drawing): Measured {
  const { random, number, shapes } = drawing;
  const { lengthMs, type, sourceName } = random.pick(shapes.workouts);
  const endAt = startAt + wholeSecond(lengthMs);
  const sample = { kind: 'workout', type, sourceName } as const;
  const samples = [{ ...sample, id: number(), startAt, endAt }];
  if (random.chance(0.3)) {
    // Another app has the middle of it too.
    const inner = { startAt: startAt + minuteMs, endAt: endAt - minuteMs };
    samples.push({ ...sample, ...inner, id: number() });
  }
  return { kind: 'workout', startAt, endAt, knownAt, samples };
}

function napFrom(startAt: number, knownAt: number, drawing: Drawing): Measured {
  const endAt = startAt + drawing.random.between(15 * 60, 70 * 60) * secondMs;
  const samples = staged({ startAt, endAt }, { ...drawing, sourceName: 'Watch' });
  return { kind: 'nap', startAt, endAt, knownAt, samples };
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / secondMs) * secondMs;
}
