/**
 * The ways Toggl writes and reads instants: `…Z` in write replies, `…+00:00` in reads, microseconds
 * in `at`, the user's offset in Reports (docs/toggl-notes.md). Pure; never reads a clock.
 */

export const secondsPerDay = 86_400;

/** 2026-05-18T08:00:00Z */
export function writtenSecond(second: number): string {
  return `${isoSecond(second)}Z`;
}

/** 2026-05-18T08:00:00+00:00 */
export function readSecond(second: number): string {
  return `${isoSecond(second)}+00:00`;
}

/** 2026-05-20T19:27:27.64345Z: trailing zeros are dropped, as Toggl drops them. */
export function microsecondInstant(microseconds: number): string {
  const second = Math.floor(microseconds / 1_000_000);
  const fraction = String(microseconds - second * 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${isoSecond(second)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** 2026-05-18 */
export function utcDate(second: number): string {
  return isoSecond(second).slice(0, 10);
}

/** RFC 3339 with seconds and any offset, floored to the second; null when it is anything else. */
export function parsedInstantSecond(text: string): number | null {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (!shape.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.floor(atMs / 1000);
}

/** A plain date is midnight UTC: no recording shows the profile's zone at work here. */
export function parsedDateSecond(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  return parsedInstantSecond(`${text}T00:00:00Z`);
}

export type ZoneClock = Readonly<{
  /** 2026-05-18, as a calendar in the zone shows it. */
  date(second: number): string;
  /** 2026-05-18T01:00:00-07:00 */
  instant(second: number): string;
}>;

/** The formatter is made once a call: making it costs far more than using it. */
export function zoneClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const local = (second: number) => format.format(second * 1000).replace(' ', 'T');
  return {
    date: (second) => local(second).slice(0, 10),
    instant(second) {
      const shown = local(second);
      return `${shown}${offsetText(Date.parse(`${shown}Z`) / 1000 - second)}`;
    },
  };
}

function offsetText(offsetSeconds: number): string {
  const minutes = Math.abs(offsetSeconds) / 60;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetSeconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function isoSecond(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19);
}
