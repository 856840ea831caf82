/**
 * Taps on their way to the server, in the order they were made, kept across reloads.
 *
 *   made ──▶ waiting (stored) ──sent──▶ done      gone, the state is read anew
 *                 ▲               ├───▶ refused   gone, and told
 *                 └───────────────┴──── unreachable: tried again later, under the same key
 *
 * Invariant: a tap leaves the store only once its answer is known. The Idempotency-Key makes that
 * safe: sent twice, by a lost reply or by two tabs, it is done once.
 */
import { z } from 'zod';
import { type Api, bodyOf, Refusal, Unreachable } from './api.ts';
import type { Outside } from './outside.ts';
import type { Tell } from './queryClient.ts';
import { type Tap, type TapCommand, tap } from './taps.ts';

export type TapQueue = Readonly<{
  /** `command` is given the instant of the tap, for its `at`. */
  make: (command: (at: string) => TapCommand) => void;
  waiting: () => readonly Tap[];
  /** The server could not be reached with the first of them. */
  isHeldUp: () => boolean;
  subscribe: (run: () => void) => () => void;
  send: () => Promise<void>;
}>;

type QueueOptions = Readonly<{
  outside: Pick<Outside, 'newKey' | 'after' | 'store'>;
  now: () => number;
  api: Api;
  tell: Tell;
  /** Reads what runs and what ran anew: the tap is dropped once its effect is there. */
  settled: () => Promise<unknown>;
}>;

type Outcome = Readonly<
  | { kind: 'done'; say: string; changeId: string | null }
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' }
>;

const storeName = 'compass-taps';
const retryMs = 5_000;
const taps = z.array(tap);

export function createTapQueue({ outside, now, api, tell, settled }: QueueOptions): TapQueue {
  const { store } = outside;
  const listeners = new Set<() => void>();
  const sending = { isSending: false, isHeldUp: false, callOff: () => {} };
  let waiting = readTaps(store.read(storeName));
  const tellListeners = () => {
    for (const run of listeners) run();
  };
  /** The store is the truth: another tab may have written to it. */
  const change = (next: (stored: readonly Tap[]) => readonly Tap[]) => {
    waiting = next(readTaps(store.read(storeName)));
    store.write(storeName, JSON.stringify(waiting));
    tellListeners();
  };
  const drop = ({ key }: Tap) => change((stored) => stored.filter((other) => other.key !== key));
  const holdUp = () => {
    sending.isHeldUp = true;
    sending.callOff = outside.after(retryMs, () => void send());
    tellListeners();
  };
  const sendAll = async () => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const outcome = await outcomeOf(api, first);
      if (outcome.kind === 'unreachable') return holdUp();
      sending.isHeldUp = false;
      if (outcome.kind === 'done') await settled();
      drop(first);
      if (outcome.kind === 'done') tell.done(outcome.say, outcome.changeId);
      else tell.failed(outcome.message);
    }
  };
  async function send(): Promise<void> {
    if (sending.isSending) return;
    sending.callOff();
    sending.isSending = true;
    await sendAll().finally(() => {
      sending.isSending = false;
    });
  }
  store.whenChanged(() => {
    waiting = readTaps(store.read(storeName));
    tellListeners();
  });
  return {
    make: (command) => {
      const at = new Date(now()).toISOString();
      const made: Tap = { key: outside.newKey(), madeAt: at, command: command(at) };
      change((stored) => [...stored, made]);
      void send();
    },
    waiting: () => waiting,
    isHeldUp: () => sending.isHeldUp,
    subscribe: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    send,
  };
}

/** A store that an older or a later version wrote is taken as empty rather than half understood. */
function readTaps(text: string | null): readonly Tap[] {
  if (text === null) return [];
  const read = taps.safeParse(JSON.parse(text));
  return read.success ? read.data : [];
}

async function outcomeOf(api: Api, { key, command }: Tap): Promise<Outcome> {
  try {
    const { say, changeId } = await answerTo(api, command, key);
    return { kind: 'done', say, changeId };
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'unreachable' };
    // Signed out: the tap waits for whoever signs in.
    if (error instanceof Refusal && error.status === 401) return { kind: 'unreachable' };
    if (error instanceof Refusal) return { kind: 'refused', message: error.message };
    throw error;
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
