/**
 * Where an instant of a day is drawn, and which instant lies where: real time, so a day of 23 or
 * 25 hours is drawn shorter or longer, and no hour of it longer than another.
 *
 *     0 px                                   heightOf
 *     [======================================)
 *     range.startAt                          range.endAt
 */
import type { Range } from '../../../../core/time/range.ts';
import { createWallClock } from '../../../../core/time/wallClock.ts';

export type Axis = Readonly<{ range: Range; pixelsPerHour: number }>;

const hourMs = 3_600_000;

export function positionOf({ range, pixelsPerHour }: Axis, at: number): number {
  return ((at - range.startAt) / hourMs) * pixelsPerHour;
}

export function msOfPixels({ pixelsPerHour }: Axis, pixels: number): number {
  return (pixels / pixelsPerHour) * hourMs;
}

export function heightOf(axis: Axis): number {
  return positionOf(axis, axis.range.endAt);
}

/** A full hour on the clocks of the zone. One that was put back shows an hour twice. */
type HourLine = Readonly<{ at: number; label: string; isRepeated: boolean }>;

/** Where clocks were put forward or back. */
type ClockChange = Readonly<{ at: number; minutes: number }>;

type Marks = Readonly<{ hours: readonly HourLine[]; clockChanges: readonly ClockChange[] }>;

/** Zones differ from UTC by multiples of this, and change by multiples of it. */
const stepMs = 15 * 60_000;
const dayMinutes = 1440;

export function marksOf({ startAt, endAt }: Range, timeZone: string): Marks {
  const clock = createWallClock(timeZone);
  const hours: HourLine[] = [];
  const clockChanges: ClockChange[] = [];
  const seen = new Set<string>();
  let before: number | null = null;
  for (let at = startAt; at < endAt; at += stepMs) {
    const label = clock.show(at).time.slice(0, 5);
    const minutes = minutesOf(label);
    const moved = before === null ? 0 : shortestWay(minutes - before - stepMs / 60_000);
    if (moved !== 0) clockChanges.push({ at, minutes: moved });
    if (label.endsWith(':00')) hours.push({ at, label, isRepeated: seen.has(label) });
    seen.add(label);
    before = minutes;
  }
  return { hours, clockChanges };
}

function minutesOf(label: string): number {
  return Number(label.slice(0, 2)) * 60 + Number(label.slice(3));
}

/** The difference of two clocks, across midnight too: from -12 to 12 hours. */
function shortestWay(minutes: number): number {
  return ((minutes + dayMinutes * 1.5) % dayMinutes) - dayMinutes / 2;
}
