/**
 * What is known of what is seen: whether the connection tells everything, and the sightings that
 * are not handed on yet.
 *
 * Invariant: the first sighting after an absence says that there was one, whoever was away: the
 * connection, this machine while it slept, or one guild that had not told yet.
 */
import type { CauseSighting } from '../services/automations/causes.ts';

type Attention = Readonly<{
  /** Oldest first; whoever commits one takes it out. */
  queue: CauseSighting[];
  changed: () => void;
  lost: () => void;
  returned: () => void;
  letGo: () => void;
  /** Before each look: adds what a minute without news says, and notices that the machine slept. */
  notice: () => void;
  /** The last sighting of all. */
  close: () => void;
  /** Out of sight nothing falls due: whether it was still there is not known. */
  mayDecide: () => boolean;
}>;

type AttentionParts = Readonly<{
  /** null while nothing is known. */
  seen: () => CauseSighting['causes'] | null;
  /** Changes whenever the connection has answered. */
  lastAnswer: () => number;
  now: () => number;
}>;

type State = {
  mode: 'away' | 'watching' | 'letGo';
  /** Of the next sighting. */
  sight: CauseSighting['sight'];
  seenAt: number;
  lookedAt: number;
  /** The answer before the machine slept: another one proves that the connection still stands. */
  answerBeforeSleep: number | null;
};

/** Looks are a minute apart: after so long a pause the machine slept, and nobody looked. */
const sleptMs = 180_000;
const lookEveryMs = 60_000;

export function createAttention({ seen, lastAnswer, now }: AttentionParts): Attention {
  const queue: CauseSighting[] = [];
  const state: State = {
    mode: 'away',
    sight: 'returned',
    seenAt: 0,
    lookedAt: now(),
    answerBeforeSleep: null,
  };
  const enqueue = (): void => {
    const causes = seen();
    if (causes === null) return;
    state.seenAt = now();
    queue.push({ at: state.seenAt, sight: state.sight, causes });
    state.sight = 'watching';
  };
  const lost = (): void => {
    Object.assign(state, { mode: 'away', sight: 'returned', answerBeforeSleep: null });
  };
  const returned = (): void => {
    lost();
    state.mode = 'watching';
    state.lookedAt = now();
    enqueue();
  };
  const noticeSleep = (): void => {
    const hasSlept = now() - state.lookedAt > sleptMs;
    state.lookedAt = now();
    if (!hasSlept || state.mode !== 'watching') return;
    const [first] = queue;
    // What has arrived since proves the connection, and is the first since the sleep.
    if (first !== undefined) queue[0] = { ...first, sight: 'returned' };
    else {
      lost();
      state.answerBeforeSleep = lastAnswer();
    }
  };
  const hasAnswered = () =>
    state.answerBeforeSleep !== null && state.answerBeforeSleep !== lastAnswer();
  return {
    queue,
    lost,
    returned,
    changed: () => {
      if (state.answerBeforeSleep !== null) returned();
      else if (state.mode === 'watching') enqueue();
    },
    letGo: () => {
      lost();
      state.mode = 'letGo';
      queue.push({ at: now(), sight: 'returned', causes: { game: [], voice: [] } });
    },
    notice: () => {
      noticeSleep();
      if (hasAnswered()) returned();
      const isDue = queue.length === 0 && now() - state.seenAt >= lookEveryMs;
      if (state.mode === 'watching' && isDue) enqueue();
    },
    close: () => {
      if (state.mode === 'watching') enqueue();
    },
    mayDecide: () => state.mode !== 'away',
  };
}
