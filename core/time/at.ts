/**
 * Reads the `at` of a command: when a start or a stop really happened.
 *
 * Invariant: the answer never lies after `now`. A phone whose clock runs ahead by up to a minute
 * means now; more than that is refused, because a slice that begins later would be a plan.
 */
import type { Refusal } from '../refusal.ts';
import { formatInstant, parseInstant } from './instant.ts';

/** How far ahead of ours a caller's clock may run before we doubt what it says. */
export const futureToleranceMs = 60_000;

/**
 * `now` and `at` differ on purpose: a live tap follows what runs, even when our clock stepped
 * back, while a tap that names its instant is put into history where it says.
 */
export type When = Readonly<{ kind: 'now' }> | Readonly<{ kind: 'at'; at: number }>;
export type ResolvedAt = When | Readonly<{ kind: 'refused'; refusal: Refusal }>;

type AtContext = Readonly<{
  now: number;
  /** When the latest stop of the dimension was, null when nothing was ever stopped. */
  lastStopAt: number | null;
}>;

/** Forms: nothing (now), an ISO instant with an offset, `-90s`, `-15m`, `-2h`, `last-stop`. */
export function resolveAt(text: string | undefined, context: AtContext): ResolvedAt {
  if (text === undefined) return { kind: 'now' };
  if (text === 'last-stop') {
    return context.lastStopAt === null ? noLastStop : notAfterNow(context.lastStopAt, context.now);
  }
  const agoMs = readAgo(text);
  if (agoMs !== null) return { kind: 'at', at: context.now - agoMs };
  const at = parseInstant(text);
  return at === null ? malformed(text) : notAfterNow(at, context.now);
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function readAgo(text: string): number | null {
  const [, count, unit = ''] = /^-(\d{1,6})([smh])$/.exec(text) ?? [];
  const perUnitMs = unitMs[unit];
  return perUnitMs === undefined ? null : Number(count) * perUnitMs;
}

function notAfterNow(at: number, now: number): ResolvedAt {
  if (at <= now) return { kind: 'at', at };
  if (at - now <= futureToleranceMs) return { kind: 'at', at: now };
  return {
    kind: 'refused',
    refusal: {
      code: 'at_in_future',
      message:
        `at is ${formatInstant(at)}, but here it is ${formatInstant(now)}. ` +
        'Send an instant that has passed, or leave at out for now.',
    },
  };
}

const noLastStop: ResolvedAt = {
  kind: 'refused',
  refusal: {
    code: 'no_last_stop',
    message:
      'Nothing has been stopped yet, so last-stop names no instant. ' +
      'Send an ISO instant or a form like -15m.',
  },
};

function malformed(text: string): ResolvedAt {
  return {
    kind: 'refused',
    refusal: {
      code: 'malformed_at',
      message:
        `Cannot read at ${JSON.stringify(text.slice(0, 40))}. Send an ISO instant with an offset ` +
        '(2026-11-05T09:30:00+01:00), a time ago (-90s, -15m, -2h) or last-stop.',
    },
  };
}
