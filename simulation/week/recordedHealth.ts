/**
 * Nights and workouts as phones recorded them: in how many pieces a night comes, from how many
 * apps, with which pauses between them, and how long a workout lasts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from '../../core/time/range.ts';

/** From the beginning of its night, milliseconds. */
type Piece = Range & Readonly<{ sourceName: string }>;
type NightShape = Readonly<{ lengthMs: number; pieces: readonly Piece[] }>;
type WorkoutShape = Readonly<{ lengthMs: number; type: string; sourceName: string }>;

type Row = Readonly<Record<'startTime' | 'endTime' | 'package', string>> & { type?: string };

const minuteMs = 60_000;
/** Two pieces further apart are of two nights. */
const pauseMs = 30 * minuteMs;
const leastNightMs = 240 * minuteMs;
const workoutMs = { least: 10 * minuteMs, most: 90 * minuteMs };

export function recordedNights(): readonly NightShape[] {
  const nights: Piece[][] = [];
  let endAt = Number.NEGATIVE_INFINITY;
  for (const piece of read('healthkit-sleep-segments.ndjson')) {
    if (piece.startAt - endAt > pauseMs) nights.push([]);
    nights.at(-1)?.push(piece);
    endAt = Math.max(endAt, piece.endAt);
  }
  return nights.map(shapeOf).filter(({ lengthMs }) => lengthMs >= leastNightMs);
}

export function recordedWorkouts(): readonly WorkoutShape[] {
  return read('workouts.ndjson')
    .map(({ startAt, endAt, ...rest }) => ({ ...rest, lengthMs: endAt - startAt }))
    .filter(({ lengthMs }) => lengthMs >= workoutMs.least && lengthMs <= workoutMs.most);
}

function shapeOf(pieces: readonly Piece[]): NightShape {
  const beganAt = Math.min(...pieces.map(({ startAt }) => startAt));
  return {
    lengthMs: Math.max(...pieces.map(({ endAt }) => endAt)) - beganAt,
    pieces: pieces.map(({ startAt, endAt, sourceName }) => {
      return { startAt: startAt - beganAt, endAt: endAt - beganAt, sourceName };
    }),
  };
}

function read(name: string) {
  const path = join(import.meta.dirname, '../../backend/test/workloads', name);
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .map(({ startTime, endTime, type = '', package: sourceName }) => {
      return { startAt: Date.parse(startTime), endAt: Date.parse(endTime), sourceName, type };
    })
    .toSorted((a, b) => a.startAt - b.startAt);
}
