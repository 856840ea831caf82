/**
 * What a tap means beside the taps before it: phones and tags fire twice, and a person taps the
 * same tag again on purpose.
 *
 *     taps      on            on          within doubleFireMs: one tap, answered again
 *     taps      toggle   toggle           later, but within takesBack: the first is undone
 *     taps      on   off   on             another tap lies between: each counts
 *
 * Measured by when taps were made, never by when they arrive: both of a pair may come an hour
 * late, and in the wrong order. One that names the same instant again is the same tap, whatever
 * our clock made of that instant: up to a minute ahead counts as now, and now goes on.
 */
import type { Source } from '../engine/slice.ts';

type MadeTap = Readonly<{
  at: number;
  /** The instant it named for itself; null where it named none. */
  namedAt: number | null;
  /** What was tapped: the same text is the same tap. */
  fingerprint: string;
}>;

export type KnownTap = MadeTap &
  Readonly<{
    /** It began something, so taking it back is what a second tap can mean. */
    began: boolean;
    /** null when it changed nothing. */
    changeId: string | null;
  }>;

export type TapRules = Readonly<{
  /** null where every call is taken at its word. */
  doubleFireMs: number | null;
  /** The tap before that this one undoes; null where none is. */
  takesBack: Readonly<{ fingerprint: string; withinMs: number; only: 'begun' | 'any' }> | null;
}>;

type TapDecision<Known> =
  | Readonly<{ kind: 'repeat'; tap: Known }>
  | Readonly<{ kind: 'undo'; changeId: string }>
  | Readonly<{ kind: 'act' }>;

export function decideTap<Known extends KnownTap>(
  known: readonly Known[],
  tap: MadeTap,
  rules: TapRules,
): TapDecision<Known> {
  const twin = twinOf(known, tap, rules.doubleFireMs);
  if (twin !== undefined) return { kind: 'repeat', tap: twin };
  const changeId = takenBack(known, tap.at, rules.takesBack);
  return changeId === null ? { kind: 'act' } : { kind: 'undo', changeId };
}

function twinOf<Known extends KnownTap>(
  known: readonly Known[],
  { at, namedAt, fingerprint }: MadeTap,
  doubleFireMs: number | null,
): Known | undefined {
  if (doubleFireMs === null) return undefined;
  const same = known.find(
    (one) => namedAt !== null && one.namedAt === namedAt && one.fingerprint === fingerprint,
  );
  if (same !== undefined) return same;
  const near = known.filter((one) => Math.abs(one.at - at) <= doubleFireMs);
  const liesBetween = (other: Known, one: Known) =>
    other.fingerprint !== fingerprint &&
    Math.min(one.at, at) <= other.at &&
    other.at <= Math.max(one.at, at);
  return near
    .filter((one) => one.fingerprint === fingerprint)
    .filter((one) => !near.some((other) => liesBetween(other, one)))
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}

function takenBack(
  known: readonly KnownTap[],
  at: number,
  takesBack: TapRules['takesBack'],
): string | null {
  const [last] = known.filter((one) => one.at < at).toSorted((a, b) => b.at - a.at);
  if (takesBack === null || last?.fingerprint !== takesBack.fingerprint) return null;
  if (at - last.at > takesBack.withinMs) return null;
  return last.began || takesBack.only === 'any' ? last.changeId : null;
}

/** Sources whose calls are taps; a program or a person at a screen means each call. */
const tapSources: readonly (Source | undefined)[] = ['NFC', 'SHORTCUT', 'FOCUS'];

export function isTapSource(source: Source | undefined): boolean {
  return tapSources.includes(source);
}

const usualDoubleFireMs = 3000;
const usualUndoWithinMs = 10_000;

/**
 * Of a verb that a token calls. A toggle by a program is taken at its word, because there two
 * calls in one second are two calls; any other verb twice in three seconds is one.
 */
export function rulesOfCall(
  call: Readonly<{ verb: string; isTap: boolean; fingerprint: string }>,
): TapRules {
  if (call.verb !== 'toggle') return { doubleFireMs: usualDoubleFireMs, takesBack: null };
  if (!call.isTap) return { doubleFireMs: null, takesBack: null };
  const { fingerprint } = call;
  return {
    doubleFireMs: usualDoubleFireMs,
    takesBack: { fingerprint, withinMs: usualUndoWithinMs, only: 'begun' },
  };
}
