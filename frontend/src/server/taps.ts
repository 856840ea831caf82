/**
 * A tap: a start or a stop with the instant it was made at, kept until the server has answered.
 * What is shown is what the server said last with the waiting taps on top, so a tap is seen at
 * once and is gone again when it is refused.
 */
import { z } from 'zod';
import { startBody, type stateReply, stopBody } from '../../../contract/engine.ts';
import { dimension } from '../../../contract/slice.ts';
import { foldName } from '../../../core/engine/category.ts';
import type { Dimension } from '../../../core/engine/slice.ts';
import { unreachable } from '../../../core/invariant.ts';

const started = z.object({ dimension, category: z.string() });

const command = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), body: startBody.extend({ at: z.string() }) }),
  z.object({ kind: z.literal('stop'), body: stopBody.extend({ at: z.string() }) }),
  z.object({
    kind: z.literal('favorite'),
    favoriteId: z.string(),
    at: z.string(),
    starts: z.array(started),
  }),
]);

export const tap = z.object({
  /** The Idempotency-Key: however often it is sent, it is done once. */
  key: z.string(),
  /** ISO instant, by the server's clock. */
  madeAt: z.string(),
  command,
});

export type TapCommand = z.output<typeof command>;
export type Tap = z.output<typeof tap>;

type State = z.output<typeof stateReply>;
export type Running = NonNullable<State['primary']>;
type Lane = keyof State;

export const laneOf: Readonly<Record<Dimension, Lane>> = {
  PRIMARY: 'primary',
  WORK_MODE: 'work_mode',
  SOCIAL: 'social',
  SEGMENT: 'segment',
};

/** Of a slice that only a waiting tap has begun. */
export const unsentId = 'unsent';

export function withTaps(state: State, taps: readonly Tap[]): State {
  return taps.reduce(withTap, state);
}

function withTap(state: State, { command: made, madeAt }: Tap): State {
  switch (made.kind) {
    case 'start':
      return withStarts(state, [made.body, ...made.body.also], startOf(made.body.at, madeAt));
    case 'favorite':
      return withStarts(state, made.starts, startOf(made.at, madeAt));
    case 'stop':
      return { ...state, [laneOf[made.body.dimension]]: null };
    default:
      return unreachable(made);
  }
}

type Started = z.output<typeof started>;

function withStarts(state: State, starts: readonly Started[], start: string): State {
  const next = { ...state };
  for (const { dimension: where, category } of starts) {
    const now = next[laneOf[where]];
    next[laneOf[where]] =
      now !== null && foldName(now.category) === foldName(category)
        ? { ...now, start: now.start < start ? now.start : start }
        : { id: unsentId, category, start, source: 'MANUAL', linkedTaskId: null };
  }
  return next;
}

/** Only the server knows when something stopped last: until it answers, the tap's time stands. */
function startOf(at: string, madeAt: string): string {
  return at === 'last-stop' ? madeAt : at;
}
