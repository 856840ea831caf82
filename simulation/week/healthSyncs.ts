/**
 * How a phone tells what was measured: each morning, as docs/guides/health.md has it, what began
 * within the last two days. Some mornings it tells twice, or before all is there, or of an end that
 * was only guessed, or in a wrong order, or late, or not at all; the next morning tells it again.
 *
 *     night      [========================)
 *     whole                                  │
 *     grown                │                 │       the rest of it later
 *     scattered                              ├─ │    some samples came over later
 *     stale                                  │ ─┤    the older telling arrives last
 *     lost                                           the next morning
 *
 * Invariant: after a morning that leaves something wrong comes one that does not.
 */

import type { Command } from '../answered.ts';
import type { Random } from '../random.ts';
import type { HealthSample, Measured, MeasuredDay } from './nights.ts';

export type HealthTelling = Readonly<{
  sendAt: number;
  /** The civil date on which the phone gathered it. */
  date: string;
  samples: readonly HealthSample[];
}>;

type Morning = Readonly<{
  /** By when the first tap may come, at the earliest. */
  tapsFromAt: number;
  /** The last telling of the day comes by then. */
  latestAt: number;
  /** The evening after it, when the day is closed. */
  closesAt: number;
  night: Measured;
  /** It is right once it is told: a stop was forgotten, or no morning follows. */
  isAwaited: boolean;
}>;

type Manner = (typeof manners)[number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const windowMs = 48 * hourMs;
/** Berlin, in November. */
const zoneMs = hourMs;

const swiftManners = ['whole', 'whole', 'twice', 'grown', 'scattered', 'corrected'] as const;
const rightManners = [...swiftManners, 'late'] as const;
const manners = [...rightManners, 'stale', 'lost'] as const;

type Phone = Readonly<{ has: readonly Measured[]; random: Random }>;

export function healthTellings(
  mornings: readonly Morning[],
  days: readonly MeasuredDay[],
  random: Random,
): readonly HealthTelling[] {
  const phone = { has: days.flatMap(({ night, byDay }) => [night, ...byDay]), random };
  let before: Manner = 'whole';
  return mornings
    .flatMap((morning) => {
      before = mannerOf(morning, before, random);
      return [...morningOf(morning, before, phone), ...eveningOf(morning, phone)];
    })
    .toSorted((a, b) => a.sendAt - b.sendAt);
}

function mannerOf({ isAwaited }: Morning, before: Manner, random: Random): Manner {
  // What began two days ago is out of the window later in the day.
  if (before === 'stale' || before === 'lost') return random.pick(swiftManners);
  return random.pick(isAwaited ? rightManners : manners);
}

function morningOf(morning: Morning, manner: Manner, phone: Phone): HealthTelling[] {
  const { night, tapsFromAt, latestAt } = morning;
  const { random } = phone;
  const upAt = night.endAt + 3 * minuteMs;
  const firstAt = upAt + random.between(0, 10) * minuteMs;
  const secondAt = random.between(firstAt + minuteMs, latestAt);
  const whole = told(phone, firstAt);
  const some = { ...whole, samples: whole.samples.filter((one) => !isLost(one, night, random)) };
  switch (manner) {
    case 'whole':
      return [whole];
    case 'twice':
      return [whole, { ...whole, sendAt: secondAt }];
    case 'grown':
      return [told(phone, random.between(night.startAt + minuteMs, night.endAt)), whole];
    case 'scattered':
      return [some, told(phone, secondAt)];
    case 'corrected':
      return [guessed(whole, night), told(phone, secondAt)];
    case 'stale':
      return [whole, { ...some, sendAt: secondAt }];
    case 'late':
      return [told(phone, random.between(tapsFromAt, latestAt))];
    case 'lost':
      return [];
  }
}

function isLost({ startAt }: HealthSample, night: Measured, random: Random): boolean {
  return startAt >= night.startAt && random.chance(0.4);
}

/** The watch was not looked at yet, and the phone takes the sleeper to sleep on. */
function guessed(whole: HealthTelling, night: Measured): HealthTelling {
  const range = { startAt: night.endAt - minuteMs, endAt: night.endAt + 2 * minuteMs };
  const rest = { kind: 'sleep', stage: 'asleep', sourceName: 'iPhone' } as const;
  return {
    ...whole,
    samples: [...whole.samples, { ...rest, ...range, id: `guess-${range.endAt}` }],
  };
}

/** Now and then it tells in the evening too, once the day is closed. */
function eveningOf({ closesAt }: Morning, phone: Phone): HealthTelling[] {
  const { random } = phone;
  return random.chance(0.4) ? [told(phone, closesAt + random.between(1, 20) * minuteMs)] : [];
}

/** All that has ended and began within the window. */
function told({ has }: Phone, at: number): HealthTelling {
  const samples = has
    .filter(({ knownAt }) => knownAt <= at)
    .flatMap((measured) => measured.samples)
    .filter(({ startAt, endAt }) => startAt >= at - windowMs && endAt <= at);
  return { sendAt: at, date: new Date(at + zoneMs).toISOString().slice(0, 10), samples };
}

/** `ids`: the Shortcut of the guide sends none, other apps do. */
export function commandOfTelling(
  { date, samples }: HealthTelling,
  ids: 'sent' | 'left-out',
): Command {
  const bodyOf = ({ id, startAt, endAt, kind: _, ...rest }: HealthSample) => ({
    ...rest,
    start: new Date(startAt).toISOString(),
    end: new Date(endAt).toISOString(),
    ...(ids === 'sent' && { id }),
  });
  const of = (kind: HealthSample['kind']) =>
    samples.filter((sample) => sample.kind === kind).map(bodyOf);
  const body = { date, sleepSessions: of('sleep'), workouts: of('workout') };
  return { method: 'POST', path: '/api/engine/health/sync', body };
}
