/**
 * A week as it truly was: what went on and off, what was tapped, and when. Every cause has its own
 * rhythm and knows nothing of the others, so that they meet in every way they can.
 *
 *     Work      on────────off  on──off              a Focus, now and then flickering
 *     Desk          tap    tap                      a tag, now and then tapped twice on purpose
 *     Errands                        switch         a Shortcut
 *
 * Invariant: two events never share a moment, so that their order is no matter of taste.
 */
import type { Random } from '../random.ts';
import {
  calls,
  type Happening,
  lastingTriggers,
  longestMeetingMs,
  type Signal,
  type TriggerKey,
  tappedTriggers,
} from './signals.ts';

export type Rhythm = Readonly<{
  beginsAt: number;
  days: number;
  /** How many times a day each lasting cause begins, and each tag is tapped. */
  busyness: number;
  /** Phones send whole seconds. */
  instants: 'seconds' | 'milliseconds';
}>;

type Drawn = Readonly<{ at: number; signal: Signal }>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Then the phones are silent. */
export const wakingMs = 12 * hourMs;
export const latestMorningMs = 2 * hourMs;
const meanOnMs = 50 * minuteMs;
const leastOnMs = 2 * minuteMs;
/** Longer than two firings of one tap can lie apart. */
const leastGapMs = 6_000;

export function trueWeek(rhythm: Rhythm, random: Random): readonly Happening[] {
  const drawn: Drawn[] = [];
  for (let day = 0; day < rhythm.days; day += 1) {
    const morningAt = rhythm.beginsAt + day * dayMs + random.between(hourMs, latestMorningMs);
    const eveningAt = morningAt + wakingMs;
    const waking: Waking = { morningAt, eveningAt, random, rhythm };
    for (const trigger of lastingTriggers) drawn.push(...dayOf(trigger, waking));
    for (const trigger of tappedTriggers) drawn.push(...tapsOf(trigger, waking));
    drawn.push(...callsOf(waking), ...pausesOf(waking));
  }
  return spaced(drawn.toSorted((a, b) => a.at - b.at));
}

type Waking = Readonly<{ morningAt: number; eveningAt: number; random: Random; rhythm: Rhythm }>;

/** On and off until the evening, when everything goes off. */
function dayOf(trigger: TriggerKey, waking: Waking): Drawn[] {
  const { morningAt, eveningAt, random, rhythm } = waking;
  const meanOffMs = (eveningAt - morningAt) / rhythm.busyness;
  const drawn: Drawn[] = [];
  const fire = (at: number, state: 'on' | 'off') =>
    drawn.push({ at: grained(at, rhythm), signal: { kind: 'trigger', trigger, state } });
  let at = morningAt + lasting(random, meanOffMs);
  while (at < eveningAt) {
    const onMs = Math.min(longestMeetingMs - hourMs, leastOnMs + lasting(random, meanOnMs));
    const offAt = Math.min(eveningAt, at + onMs);
    fire(at, 'on');
    if (random.chance(0.2)) flicker(fire, { at, offAt, random });
    fire(offAt, 'off');
    at = offAt + leastOnMs + lasting(random, meanOffMs);
  }
  return drawn;
}

type Flicker = Readonly<{ at: number; offAt: number; random: Random }>;

/** Off and on again within a minute or two, as a Focus does that another one covers. */
function flicker(fire: (at: number, state: 'on' | 'off') => void, { at, offAt, random }: Flicker) {
  const gapMs = random.between(10_000, 110_000);
  const goneAt = at + Math.floor((offAt - at) * random.next() * 0.5);
  if (goneAt <= at + leastGapMs || goneAt + gapMs >= offAt - leastGapMs) return;
  fire(goneAt, 'off');
  fire(goneAt + gapMs, 'on');
}

/** At noon and in the evening the person stops whatever runs: nothing goes on for a night. */
function pausesOf({ morningAt, eveningAt, rhythm }: Waking): Drawn[] {
  const pause: Signal = { kind: 'trigger', trigger: 'pause', state: 'tap' };
  const noonAt = morningAt + (eveningAt - morningAt) / 2;
  const nightAt = eveningAt + 5 * minuteMs;
  const action = { do: 'stop-if', dimension: 'WORK_MODE', category: 'Shallow' } as const;
  return [
    { at: grained(noonAt, rhythm), signal: pause },
    { at: grained(nightAt, rhythm), signal: pause },
    {
      at: grained(nightAt + minuteMs, rhythm),
      signal: { kind: 'call', action, source: 'SHORTCUT' },
    },
  ];
}

function tapsOf(trigger: TriggerKey, waking: Waking): Drawn[] {
  const signal: Signal = { kind: 'trigger', trigger, state: 'tap' };
  return momentsOf(waking, 2).flatMap((at) => mistaken(waking, { at, signal }));
}

function callsOf(waking: Waking): Drawn[] {
  const { random } = waking;
  return momentsOf(waking, 3).flatMap((at) => {
    const signal: Signal = { kind: 'call', ...random.pick(calls) };
    return mistaken(waking, { at, signal });
  });
}

/** Some taps are taken back at once by a second one. */
function mistaken({ random, rhythm }: Waking, tap: Drawn): Drawn[] {
  if (!random.chance(0.15)) return [tap];
  const again = grained(tap.at + random.between(6_500, 9_000), rhythm);
  return [tap, { ...tap, at: again }];
}

function momentsOf({ morningAt, eveningAt, random, rhythm }: Waking, timesMore: number): number[] {
  const meanMs = (eveningAt - morningAt) / (rhythm.busyness * timesMore);
  const moments: number[] = [];
  for (
    let at = morningAt + lasting(random, meanMs);
    at < eveningAt;
    at += lasting(random, meanMs)
  ) {
    moments.push(grained(at, rhythm));
  }
  return moments;
}

function lasting(random: Random, meanMs: number): number {
  return Math.round(-Math.log(1 - random.next()) * meanMs);
}

function grained(at: number, { instants }: Rhythm): number {
  return instants === 'seconds' ? Math.floor(at / 1000) * 1000 : at;
}

function spaced(drawn: readonly Drawn[]): Happening[] {
  let lastAt = 0;
  return drawn.map(({ at, signal }, number) => {
    lastAt = Math.max(at, lastAt + leastGapMs);
    return { number, at: lastAt, signal };
  });
}
