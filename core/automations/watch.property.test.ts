/**
 * Whatever is seen how often, in which order, and whenever the watch is asked or restarted: what
 * comes out is what somebody would write who had looked all the time and thought afterwards.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Cause,
  nothingWatched,
  type Patience,
  type Sighting,
  saw,
  type Turn,
} from './watch.ts';

const latenessMs = 10;
const endAt = 3_000;
const keys = ['a', 'b', 'c'];

type Span = Readonly<{ key: string; startAt: number; endAt: number }>;

const cause = (key: string): Cause => ({ key, name: key, beganAt: null, stamp: null });

/** Levels at instants of their own; at the last one nothing is there any more. */
const levels = fc
  .uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 1_500 }), on: fc.subarray(keys) }), {
    selector: ({ at }) => at,
    maxLength: 25,
  })
  .map((drawn) => [...drawn.sort((a, b) => a.at - b.at), { at: 1_600, on: [] as string[] }]);

type Level = Readonly<{ at: number; on: readonly string[] }>;

/** Merges, leaves out what is short, then walks: the first stays, the next follows. */
function perfect(seen: readonly Level[], patience: Patience): Span[] {
  const sessions = keys
    .flatMap((key) => merged(seen, { key, ...patience }))
    .filter((span) => span.endAt - span.startAt >= patience.debounceMs)
    .sort((a, b) => a.startAt - b.startAt || (a.key < b.key ? -1 : 1));
  const spans: Span[] = [];
  let freeFrom = 0;
  for (const span of sessions) {
    if (span.endAt <= freeFrom) continue;
    spans.push({ ...span, startAt: Math.max(span.startAt, freeFrom) });
    freeFrom = span.endAt;
  }
  return spans;
}

type Merging = Patience & Readonly<{ key: string }>;

function merged(seen: readonly Level[], { key, mergeMs }: Merging): Span[] {
  const spans: Span[] = [];
  for (const [position, { at, on }] of seen.entries()) {
    const next = seen[position + 1];
    if (next === undefined || !on.includes(key)) continue;
    const last = spans.at(-1);
    if (last !== undefined && at - last.endAt < mergeMs) {
      spans[spans.length - 1] = { ...last, endAt: next.at };
    } else spans.push({ key, startAt: at, endAt: next.at });
  }
  return spans;
}

function written(turns: readonly Turn[]): Span[] {
  const spans: Span[] = [];
  const close = (at: number) => {
    const last = spans.at(-1);
    if (last !== undefined) spans[spans.length - 1] = { ...last, endAt: at };
  };
  for (const turn of turns) {
    if (turn.kind !== 'began') close(turn.at);
    if (turn.kind !== 'ended') {
      spans.push({ key: turn.name, startAt: turn.at, endAt: Number.POSITIVE_INFINITY });
    }
  }
  return spans;
}

/** What follows at the instant of an end is one turn, not two. */
function isSplit(before: Turn | undefined, turn: Turn): boolean {
  return before?.kind === 'ended' && turn.at === before.at;
}

type Delivery = Readonly<{ arrivesAt: number; sighting: Sighting | null }>;

/** Each sighting once or several times, late by less than the lateness, and bare wakes between. */
const deliveries = levels.chain((seen) => {
  const one = ({ at, on }: Level) =>
    fc
      .array(fc.integer({ min: 0, max: latenessMs - 1 }), { minLength: 1, maxLength: 3 })
      .map((delays) =>
        delays.map((delay): Delivery => {
          const causes = on.map(cause);
          return { arrivesAt: at + delay, sighting: { at, causes, unseenSince: null } };
        }),
      );
  const wakes = fc
    .array(fc.integer({ min: 0, max: endAt }), { maxLength: 20 })
    .map((all) => all.map((arrivesAt): Delivery => ({ arrivesAt, sighting: null })));
  return fc.tuple(fc.constant(seen), wakes, ...seen.map(one));
});

function watchAll(all: readonly Delivery[], patience: Patience): Turn[] {
  const turns: Turn[] = [];
  let watch = nothingWatched;
  const ordered = all.toSorted((a, b) => a.arrivesAt - b.arrivesAt);
  for (const { arrivesAt, sighting } of [...ordered, { arrivesAt: endAt, sighting: null }]) {
    if (sighting !== null) watch = saw(watch, sighting);
    const advanced = advance(watch, arrivesAt, patience);
    // As after a restart: what is kept is text.
    watch = JSON.parse(JSON.stringify(advanced.watch));
    turns.push(...advanced.turns);
  }
  expect(watch).toMatchObject({ tracks: [], holder: null, unread: [] });
  return turns;
}

describe('a watch', () => {
  it.each([
    { debounceMs: 60, mergeMs: 90, reason: 'an end is known later than a beginning' },
    { debounceMs: 90, mergeMs: 60, reason: 'an end is known before the next is sure' },
    { debounceMs: 60, mergeMs: 60, reason: 'both fall on one instant' },
    { debounceMs: 0, mergeMs: 30, reason: 'everything counts' },
  ])('writes what a perfect observer would, however it hears of it: $reason', (waits) => {
    const patience = { ...waits, latenessMs };
    fc.assert(
      fc.property(deliveries, ([seen, wakes, ...arrivals]) => {
        const turns = watchAll([...wakes, ...arrivals.flat()], patience);
        expect(written(turns)).toEqual(perfect(seen, patience));
        expect(turns.filter((turn, n) => isSplit(turns[n - 1], turn))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
