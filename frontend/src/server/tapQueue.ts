/**
 * Taps on their way to the server, in the order they were made, kept across reloads.
 *
 *   made ──▶ waiting (stored) ──sent──▶ done      gone, the state is read anew
 *                 ▲               ├───▶ refused   gone, and told
 *                 └───────────────┴──── anything else: tried again later, under the same key
 *
 * Invariant: a tap leaves the store only once its answer is known; a line that was cut, a server
 * in trouble or words that this page cannot read are no answer. The Idempotency-Key makes that
 * safe: sent twice, by a lost reply or by two tabs, it is done once.
 */
import { type Api, bodyOf, isRefused } from './api.ts';
import type { Outside } from './outside.ts';
import { type Change, changeIdsIn, type OwnChanges } from './ownChanges.ts';
import type { Tell } from './queryClient.ts';
import { createStoredTaps } from './storedTaps.ts';
import type { Tap, TapCommand } from './taps.ts';

export type TapQueue = Readonly<{
  /** `command` is given the instant of the tap, for its `at`. */
  make: (command: (at: string) => TapCommand) => void;
  waiting: () => readonly Tap[];
  /** What keeps the first of them, in a sentence; null while nothing does. */
  heldUpBy: () => string | null;
  subscribe: (run: () => void) => () => void;
  /** Ends when all are sent, or the first of them is held up. */
  send: () => Promise<void>;
  /** Drops the first of them, which the server cannot take: those behind it go. */
  giveUp: () => void;
}>;

type QueueOptions = Readonly<{
  outside: Pick<Outside, 'newKey' | 'after' | 'store'>;
  now: () => number;
  api: Api;
  changes: Pick<OwnChanges, 'made'>;
  tell: Tell;
  /** Reads what runs and what ran anew: the tap is dropped once its effect is there. */
  settled: () => Promise<unknown>;
}>;

type Outcome = Readonly<
  | { kind: 'done'; say: string; change: Change }
  | { kind: 'refused'; message: string }
  | { kind: 'held-up'; message: string }
>;

const retryMs = 5_000;
/** So long a tap that is done may stand for its effect, which is still being read. */
const settleMs = 3_000;

export function createTapQueue(options: QueueOptions): TapQueue {
  const { outside, now, api } = options;
  const listeners = new Set<() => void>();
  const tellListeners = () => {
    for (const run of listeners) run();
  };
  let heldUpBy: string | null = null;
  let underWay: Promise<void> | null = null;
  let callOff = () => {};
  const taps = createStoredTaps({
    store: outside.store,
    changed: tellListeners,
    changedElsewhere: () => {
      if (taps.waiting().length === 0) heldUpBy = null;
      // The tab that made one sends it. It may be closed before it has.
      else if (underWay === null) sendLater();
    },
  });
  function sendLater() {
    callOff();
    callOff = outside.after(retryMs, () => void send());
  }
  function send(): Promise<void> {
    if (underWay !== null) return underWay;
    callOff();
    underWay = sendAll().finally(() => {
      underWay = null;
    });
    return underWay;
  }
  async function sendAll() {
    for (let [first] = taps.waiting(); first !== undefined; [first] = taps.waiting()) {
      const outcome = await outcomeOf(api, first);
      heldUpBy = outcome.kind === 'held-up' ? outcome.message : null;
      if (outcome.kind === 'held-up') {
        sendLater();
        return tellListeners();
      }
      if (outcome.kind === 'done') await seen(options);
      taps.drop(first);
      tellOf(options, outcome);
    }
  }
  return {
    make: (command) => {
      const at = new Date(now()).toISOString();
      taps.add({ key: outside.newKey(), madeAt: at, command: command(at) });
      void send();
    },
    waiting: taps.waiting,
    heldUpBy: () => heldUpBy,
    subscribe: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    send,
    giveUp: () => {
      const [first] = taps.waiting();
      heldUpBy = null;
      if (first !== undefined) taps.drop(first);
      void send();
    },
  };
}

/** A read that hangs keeps no tap from being sent. */
function seen({ outside, settled }: QueueOptions): Promise<void> {
  return new Promise((goOn) => {
    const callOff = outside.after(settleMs, goOn);
    void settled().finally(() => {
      callOff();
      goOn();
    });
  });
}

function tellOf(
  { changes, tell }: QueueOptions,
  outcome: Exclude<Outcome, { kind: 'held-up' }>,
): void {
  if (outcome.kind === 'refused') {
    tell.failed(outcome.message);
    return;
  }
  changes.made(outcome.change);
  tell.done(outcome.say, outcome.change);
}

async function outcomeOf(api: Api, { key, command }: Tap): Promise<Outcome> {
  try {
    const reply = await answerTo(api, command, key);
    return { kind: 'done', say: reply.say, change: changeIdsIn(reply) };
  } catch (error) {
    return isRefused(error)
      ? { kind: 'refused', message: error.message }
      : { kind: 'held-up', message: error instanceof Error ? error.message : String(error) };
  }
}

type TapAnswer = Readonly<{ say: string; changeId: string | null }>;

function answerTo(api: Api, command: TapCommand, key: string): Promise<TapAnswer> {
  switch (command.kind) {
    case 'start':
      return bodyOf(api.start(command.body, key));
    case 'stop':
      return bodyOf(api.stop(command.body, key));
    case 'favorite':
      return bodyOf(
        api.startFavorite(command.favoriteId, { source: 'MANUAL', at: command.at }, key),
      );
  }
}
