/**
 * The two files that say what is played. They are read with a schema, so that a slip in one is
 * told with its place instead of being played in silence.
 */
import { z } from 'zod';
import { dimensions } from '../core/engine/slice.ts';

const dimension = z.enum(dimensions);
const name = z.string().min(1);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Minutes and seconds from the start of the hour; before it with a minus. */
const offset = z.string().regex(/^-?\d\d:[0-5]\d$/);

/** What the recorded weeks do not hold: their zone and the three lanes beside PRIMARY. */
const weeksSchema = z.strictObject({
  timeZone: name,
  /** A pause up to this long is one tap: a person taps the next thing instead of stop. */
  switchWithinSeconds: z.int().min(0),
  workModeOfTask: z.record(name, name),
  socialOfTask: z.record(name, name),
  segments: z.array(z.strictObject({ name, from: timeOfDay, to: timeOfDay })),
  togglProjects: z.array(name),
});

const hourEvent = z.union([
  z.strictObject({ at: offset, start: z.partialRecord(dimension, name) }),
  z.strictObject({ at: offset, stop: z.array(dimension) }),
  z.strictObject({ at: offset, connection: z.enum(['works', 'broken']) }),
  z.strictObject({ at: offset, empty: z.enum(['organization', 'user']) }),
  z.strictObject({ at: offset, timery: name }),
]);

const hourSchema = z.strictObject({
  timeZone: name,
  startsAt: name,
  togglProjects: z.array(name),
  /** What the page offers to start by hand. */
  choices: z.record(dimension, z.array(name)),
  events: z.array(hourEvent),
});

export type Weeks = z.output<typeof weeksSchema>;
export type Hour = z.output<typeof hourSchema>;
export type HourEvent = z.output<typeof hourEvent>;

export function parseWeeks(text: string): Weeks {
  return weeksSchema.parse(JSON.parse(text));
}

export function parseHour(text: string): Hour {
  return hourSchema.parse(JSON.parse(text));
}
