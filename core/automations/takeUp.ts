/**
 * When a start that was held back may begin after all: what held it is over, and its cause lasts.
 *
 *     signal     ^ Coding                         asked at each edge of what ran, and when a
 *     ran     [== Reading ==)   [== Music ==)     rule's time is over, up to `untilAt`
 *     free                  ^
 *
 * Decided from the past alone, so a look that comes late, or after a restart, finds the same.
 */
import { invariant } from '../invariant.ts';
import { arbitrate, type Held, type Signal } from './arbitrate.ts';
import type { Begun } from './doer.ts';
import type { Rule } from './rule.ts';

type Past = Readonly<{
  /** What the dimension held around and after the signal, by start. */
  begun: readonly Begun[];
  /** Up to where the past is known, and the cause lasts. */
  untilAt: number;
  timeZone: string;
}>;

export type TakeUp =
  | Readonly<{ kind: 'free'; at: number; preferredBy: string | null }>
  /** By what, at the end of the past. */
  | Readonly<{ kind: 'waiting'; held: Held }>
  /** A rule that drops what it holds back came in the way. */
  | Readonly<{ kind: 'dropped'; held: Held }>;

export function takeUp(rules: readonly Rule[], signal: Signal, past: Past): TakeUp {
  const { begun, untilAt, timeZone } = past;
  let at = signal.at;
  for (;;) {
    const last = begun.findLast(({ startAt }) => startAt <= at) ?? null;
    const verdict = arbitrate(rules, { signal: { ...signal, at }, last, timeZone });
    if (verdict.kind === 'through') return { kind: 'free', at, preferredBy: verdict.preferredBy };
    if (verdict.onceFree === 'drop') return { kind: 'dropped', held: verdict };
    const nextAt = Math.min(verdict.untilAt ?? Number.POSITIVE_INFINITY, edgeAfter(begun, at));
    invariant(nextAt > at, 'a rule holds until later than it was asked');
    if (nextAt > untilAt) return { kind: 'waiting', held: verdict };
    at = nextAt;
  }
}

function edgeAfter(begun: readonly Begun[], at: number): number {
  const edges = begun.flatMap(({ startAt, endAt }) =>
    endAt === null ? [startAt] : [startAt, endAt],
  );
  return Math.min(...edges.filter((edge) => edge > at), Number.POSITIVE_INFINITY);
}

type Line = Readonly<{ signal: Signal; begun: readonly Begun[] }>;

/** What begins at one instant begins together: as soon as nothing holds any part of it. */
export function takeUpTogether(
  rules: readonly Rule[],
  lines: readonly Line[],
  until: Omit<Past, 'begun'>,
): TakeUp {
  let together: Extract<TakeUp, { kind: 'free' }> | null = null;
  for (;;) {
    const fromAt: number | null = together?.at ?? null;
    for (const { signal, begun } of lines) {
      const at = Math.max(signal.at, together?.at ?? signal.at);
      const one = takeUp(rules, { ...signal, at }, { ...until, begun });
      if (one.kind !== 'free') return one;
      together = together === null || one.at > together.at ? one : together;
    }
    invariant(together !== null, 'something is to begin');
    if (together.at === fromAt) return together;
  }
}
