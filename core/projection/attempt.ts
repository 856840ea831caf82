/**
 * The life of a create before its entry is known: pending while it is on its way, unknown once
 * its reply is lost, wanted again when it surely did nothing. And what a start in Toggl, known or
 * in doubt, does to the other entries of ours.
 */
import { sentRecord } from './carried.ts';
import { type EntryFields, sameFields } from './entry.ts';
import { type Attempt, isRunningInToggl, type Link, type TwinCheck } from './link.ts';

/** No sooner than this after a lost create is it looked up: the request may still be on its way. */
export const lookDelayMs = 5_000;

/**
 * So long a request may stay on its way after its caller gave up. A create that was repeated is
 * checked for a twin only then; the repeated one is visible meanwhile. See lateWrites.ts too.
 */
export const longestFlightMs = 60_000;

/** null for a create that was sent once: nothing else of it can arrive. */
export function twinCheckOf(attempt: Attempt, now: number): TwinCheck | null {
  if (attempt.number === 1) return null;
  const { fields: record, earlierFields = [], firstAttemptedAt: sinceAt, mayRun } = attempt;
  const check = { at: now + longestFlightMs, sinceAt, record, mayRun };
  return earlierFields.length === 0 ? check : { ...check, earlierFields };
}

/** Committed before the create goes out, so that a crash in between leaves `pending` on disk. */
export function markPending(link: Link, fields: EntryFields, now: number): Link {
  const { state } = link;
  const earlier = state.kind === 'wanted' || state.kind === 'parked' ? state.earlier : null;
  const attempt: Attempt = {
    attemptedAt: now,
    fields,
    earlierFields: earlier === null ? [] : recordsBeside(fields, earlier),
    number: (earlier?.number ?? 0) + 1,
    firstAttemptedAt: earlier?.firstAttemptedAt ?? now,
    mayRun: fields.stopSecond === null || earlier?.mayRun === true,
    isOvertaken: false,
  };
  return { ...link, state: { kind: 'pending', attempt } };
}

/** What was sent for the same slice before, and says something else. */
function recordsBeside(fields: EntryFields, { fields: last, earlierFields = [] }: Attempt) {
  return [...earlierFields, last].filter((record) => !sameFields(record, fields));
}

/**
 * Which of the creates made this entry: the one that says what it shows, of several the one that
 * says most. Else the last, and what differs was changed by a human.
 */
export function recordBehind(link: Link, attempt: Attempt, shown: EntryFields): EntryFields {
  const sent = [attempt.fields, ...(attempt.earlierFields ?? []).toReversed()];
  const fitting = sent.filter(
    (record) =>
      record.startSecond === shown.startSecond &&
      sentRecord(link, record).description === shown.description &&
      record.projectId === shown.projectId &&
      record.tags.every((tag) => shown.tags.includes(tag)),
  );
  return fitting.toSorted((a, b) => b.tags.length - a.tags.length)[0] ?? attempt.fields;
}

/** A create found pending at start-up was cut off: nobody knows whether it arrived. */
export function doubtPending(link: Link): Link {
  if (link.state.kind !== 'pending') return link;
  const { attempt } = link.state;
  return {
    ...link,
    state: { kind: 'unknown', attempt, lookAt: attempt.attemptedAt + lookDelayMs },
  };
}

/** The create did nothing: it is as if it had not been tried. */
export function undoPending(link: Link): Link {
  if (link.state.kind !== 'pending') return link;
  return { ...link, state: { kind: 'wanted', earlier: attemptBefore(link.state.attempt) } };
}

/** What is left in doubt once the last create surely did nothing. */
export function attemptBefore(attempt: Attempt): Attempt | null {
  return attempt.number === 1 ? null : { ...attempt, number: attempt.number - 1 };
}

/**
 * A running entry of ours just started, so Toggl ended every other one at its own now.
 * The stop is taken from the reply's Date, which is at most a second after it.
 */
export function endedBySwitch(link: Link, togglSecond: number): Link {
  const { applied } = link;
  if (applied === null || !isRunningInToggl(link)) return overtaken(link);
  const stopSecond = Math.max(togglSecond, applied.startSecond);
  return { ...link, applied: { ...applied, stopSecond, stopToleranceSeconds: 1 } };
}

/** An entry of ours may have begun to run: an earlier start in doubt may have ended there. */
export function overtaken(link: Link): Link {
  const { state } = link;
  if (state.kind !== 'unknown' || state.attempt.isOvertaken) return link;
  return { ...link, state: { ...state, attempt: { ...state.attempt, isOvertaken: true } } };
}

type Sought = Readonly<{ attempt: Attempt; lookAt: number }>;

/**
 * The create that a reading is to find: one in doubt, or one that was not found and after which
 * none is sent, because its slice wants no entry any more or the next one was refused. Nobody
 * would see such a one come late.
 */
export function soughtCreate({ state }: Link, desired: EntryFields | null): Sought | null {
  if (state.kind === 'unknown') return { attempt: state.attempt, lookAt: state.lookAt };
  const isSentAgain = state.kind === 'wanted' && desired !== null;
  if (isSentAgain || (state.kind !== 'wanted' && state.kind !== 'parked')) return null;
  const { earlier } = state;
  if (earlier === null) return null;
  return { attempt: earlier, lookAt: earlier.attemptedAt + longestFlightMs };
}
