/**
 * When a slice that somebody forgot to stop probably ended, told from what else happened while it
 * lasted. First what tells an end, then the last sign of life, then the maximum alone.
 *
 *     slice        [========================================= runs   now
 *     Focus              on ───────── off                               an interlude: no sign
 *     Work Focus   ───────────────────────────── off                    1  and stayed off
 *     sleep                                              [=====         2
 *     call, game             [====================)                     3
 *     taps, starts     |  |      |                    |                 4  before the silence
 *     maximum      [====================)                               5
 *
 * Invariant: a proposed end lies inside the stretch that is asked about, off both of its edges.
 */

import type { Dimension } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import type { Overdue } from './overdue.ts';

export const signKinds = [
  'trigger-off',
  'asleep',
  'discord-ended',
  'tap',
  'trigger-on',
  'started',
] as const;

/** Something that happened at an instant and tells of what a person did. */
export type Sign = Readonly<{
  kind: (typeof signKinds)[number];
  at: number;
  /** The trigger, or the category of the slice that began or ended. */
  name: string;
  /** Of the slice that began or ended; null for a tap. */
  dimension: Dimension | null;
}>;

export type ProposedEnd = Readonly<{
  endAt: number;
  /** null where nothing but the maximum tells. */
  sign: Sign | null;
}>;

/** What comes with the start or with the end tells nothing of where in between it was over. */
const edgeMs = 300_000;

/** After a shorter one somebody may simply be at work. */
const shortestSilenceMs = 3_600_000;

export function proposedEnd(overdue: Overdue, signs: readonly Sign[]): ProposedEnd {
  const sign = endingSign(overdue, signsOf(overdue, signs));
  return { endAt: sign?.at ?? overdue.startAt + overdue.maximumMs, sign };
}

/** What begins in its own dimension ends it, and tells nothing of an end before that. */
function signsOf({ slice, startAt, endAt }: Overdue, signs: readonly Sign[]): readonly Sign[] {
  const edge = Math.min(edgeMs, (endAt - startAt) / 4);
  return signs
    .filter(({ at }) => startAt + edge < at && at < endAt - edge)
    .filter(({ dimension, kind }) => kind === 'asleep' || dimension !== slice.dimension)
    .toSorted((a, b) => a.at - b.at);
}

/** Nobody who sleeps goes on with anything: later signs are of another day. */
function endingSign({ endAt }: Overdue, signs: readonly Sign[]): Sign | null {
  const asleep = signs.find(({ kind }) => kind === 'asleep');
  const awake = signs.filter(({ at }) => at < (asleep?.at ?? endAt));
  const off = awake.find((sign) => isOffForGood(sign, signs));
  if (off !== undefined) return off;
  if (asleep !== undefined) return asleep;
  const last = beforeSilence(awake, endAt);
  if (last === null) return null;
  const ended = awake.findLast(({ kind, at }) => kind === 'discord-ended' && at <= last.at);
  return ended ?? last;
}

/** What went on in between was an interlude, or is the next day's. */
function isOffForGood({ kind, name }: Sign, signs: readonly Sign[]): boolean {
  if (kind !== 'trigger-off') return false;
  return !signs.some((other) => other.kind === 'trigger-on' && other.name === name);
}

/**
 * The sign after which nothing happened for longest. Not simply the last one: who comes back in
 * the morning taps something before they see what still runs.
 *
 *     signs   |   |  |                          |  |
 *                    ^ longest silence
 */
function beforeSilence(signs: readonly Sign[], untilAt: number): Sign | null {
  let longestMs = shortestSilenceMs;
  let found: Sign | null = null;
  for (const [position, sign] of signs.entries()) {
    const silenceMs = (signs[position + 1]?.at ?? untilAt) - sign.at;
    if (silenceMs < longestMs) continue;
    longestMs = silenceMs;
    found = sign;
  }
  return found;
}

/** What it says of the end: `It probably ended when …`. */
export function saySign({ kind, name }: Sign, time: string): string {
  switch (kind) {
    case 'trigger-off':
      return `${name} went off at ${time}`;
    case 'asleep':
      return `you fell asleep at ${time}`;
    case 'discord-ended':
      return `${name} ended in Discord at ${time}`;
    case 'tap':
    case 'trigger-on':
      return `you last tapped before a long silence, at ${time} (${name})`;
    case 'started':
      return `you last started something else before a long silence, at ${time} (${name})`;
    default:
      return unreachable(kind);
  }
}
