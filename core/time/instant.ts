/**
 * Instants as text and as numbers. Inside the house an instant is UTC milliseconds; text lives at
 * the doors only.
 *
 * Invariant: a text without an offset is not an instant. Guessing a zone for it is how two clocks
 * come to disagree by an hour, so it is refused rather than read as UTC or as local time.
 */
// Years below 1000 are typing errors, and Date.UTC bends them into the twentieth century.
const form = new RegExp(
  '^([1-9]\\d{3})-(\\d{2})-(\\d{2})' +
    'T([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?' +
    '(Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)$',
);

/**
 * An earlier year is a typing error. Replies and civil dates write years of four digits, and the
 * day, the week or the zone around an instant may reach past it: so the last such year is left out.
 */
const earliestAt = Date.UTC(1900, 0, 1);
export const latestAt = Date.UTC(9998, 11, 31, 23, 59, 59, 999);

/** UTC milliseconds of an ISO 8601 instant with any offset; null for whatever is not one. */
export function parseInstant(text: string): number | null {
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset = ''] =
    form.exec(text) ?? [];
  const midnightAt = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // A month or day that does not exist rolls over into another date: seen here, not repaired.
  if (Number.isNaN(midnightAt) || !formatInstant(midnightAt).startsWith(text.slice(0, 10))) {
    return null;
  }
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const fractionMs = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const at = midnightAt + seconds * 1000 + fractionMs - offsetMinutes(offset) * 60_000;
  return at >= earliestAt && at <= latestAt ? at : null;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', ''));
  return offset.startsWith('-') ? -minutes : minutes;
}

/** ISO 8601 in UTC with milliseconds and `Z`: the one form of every reply. */
export function formatInstant(at: number): string {
  return new Date(at).toISOString();
}

export function formatInstantOrNull(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

/** The second an instant lies in, counted from 1970: Toggl's grain (docs/toggl-notes.md). */
export function floorSecond(at: number): number {
  return Math.floor(at / 1000);
}
