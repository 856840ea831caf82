/**
 * Time as Toggl writes it: RFC 3339, read with any offset and any fraction, written in UTC whole
 * seconds, because that is all Toggl keeps (docs/toggl-notes.md, Time precision).
 */
import * as z from 'zod';

/** Milliseconds since the epoch. */
export const instantSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Whole seconds since the epoch: the fraction is dropped, as Toggl drops it. */
export const secondSchema = instantSchema.transform((instantMs) => Math.floor(instantMs / 1000));

export function formatSecond(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}
