/**
 * Times, dates and durations as people read them: by Intl, in the browser's language and the
 * account's time zone, wherever the browser is.
 */
export type Words = Readonly<{
  /** `14:03` */
  time: (at: Instant) => string;
  /** `14:03 – 15:20`; without an end, `since 14:03`. */
  range: (from: Instant, to: Instant | null) => string;
  /** `Mon 2 Nov` */
  day: (at: Instant) => string;
  /** The same of a civil date, `2026-11-02`, which has no zone. */
  civilDay: (date: string) => string;
  /** `Mon, 2 Nov 2026`: where the year is not plain. */
  civilDayOfYear: (date: string) => string;
  /** `2 Nov` */
  civilDayShort: (date: string) => string;
  /** `Mon` */
  weekday: (date: string) => string;
  /** `November 2026` of a civil date. */
  civilMonth: (date: string) => string;
  /** `Mon, 2 Nov 2026` */
  dayOfYear: (at: Instant) => string;
  /** `Mon 2 Nov, 14:03` */
  dayAndTime: (at: Instant) => string;
  /** `5 minutes ago`, `in 2 hours` */
  fromNow: (at: Instant, now: number) => string;
  number: (value: number) => string;
  /** Of a share from 0 to 1. */
  percent: (share: number) => string;
}>;

/** ISO text as replies have it, or UTC milliseconds. */
export type Instant = string | number;

type WordsOptions = Readonly<{ timeZone: string; locale?: string }>;

const dayParts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const timeParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export function createWords({ timeZone, locale }: WordsOptions): Words {
  const format = (parts: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone });
  const time = byMinute(format(timeParts));
  const day = format(dayParts);
  const civilDay = format(dayParts, 'UTC');
  const civilDayOfYear = format({ ...dayParts, year: 'numeric' }, 'UTC');
  const dayOfYear = format({ ...dayParts, year: 'numeric' });
  const civilDayShort = format({ day: 'numeric', month: 'short' }, 'UTC');
  const weekday = format({ weekday: 'short' }, 'UTC');
  const civilMonth = format({ month: 'long', year: 'numeric' }, 'UTC');
  const dayAndTime = format({ ...dayParts, ...timeParts });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return {
    time: (at) => time(msOf(at)),
    range: (from, to) =>
      to === null ? `since ${time(msOf(from))}` : `${time(msOf(from))} – ${time(msOf(to))}`,
    day: (at) => day.format(msOf(at)),
    civilDay: (date) => civilDay.format(Date.parse(`${date}T00:00:00Z`)),
    civilDayOfYear: (date) => civilDayOfYear.format(Date.parse(`${date}T00:00:00Z`)),
    civilDayShort: (date) => civilDayShort.format(Date.parse(`${date}T00:00:00Z`)),
    weekday: (date) => weekday.format(Date.parse(`${date}T00:00:00Z`)),
    civilMonth: (date) => civilMonth.format(Date.parse(`${date}T00:00:00Z`)),
    dayOfYear: (at) => dayOfYear.format(msOf(at)),
    dayAndTime: (at) => dayAndTime.format(msOf(at)),
    fromNow: (at, now) => fromNow(relative, msOf(at) - now),
    number: number.format,
    percent: percent.format,
  };
}

/** Of a few weeks; then it begins anew. */
const mostMinutes = 20_000;

/**
 * Formatting is dear, and the slices of a day name the same minutes again and again: one ends where
 * the next begins, and each is written for the eye and for a screen reader.
 */
function byMinute(format: Intl.DateTimeFormat): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    const minute = Math.floor(at / 60_000);
    const written = known.get(minute) ?? format.format(minute * 60_000);
    if (known.size >= mostMinutes) known.clear();
    known.set(minute, written);
    return written;
  };
}

export function msOf(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

function fromNow(relative: Intl.RelativeTimeFormat, differenceMs: number): string {
  const step = steps.find(({ ms }) => Math.abs(differenceMs) >= ms);
  if (step === undefined) return relative.format(0, 'minute');
  return relative.format(Math.trunc(differenceMs / step.ms), step.unit);
}
