/**
 * Hands what is seen to the engine, in order, one look at a time, and looks again every minute and
 * whenever something falls due.
 *
 * Invariant: a sighting leaves the queue once it is committed, so a database that fails for a
 * while loses none. While the connection is away nothing is handed on: not to know is not to see
 * nothing.
 */
import { invariant } from '../../../core/invariant.ts';
import { createWakeup, type Look, settled, type Timers } from '../projection/wakeup.ts';
import type { CauseSighting, Causes, Looked } from '../services/automations/causes.ts';
import type { Caller, CommandResult } from '../services/engineCommand.ts';
import { createAttention } from './attention.ts';

export type Watcher = Readonly<{
  /** What is seen now may differ from before. */
  changed: () => void;
  /** The connection went. */
  lost: () => void;
  /** It is there again, and what was missed is known to be missed. */
  returned: () => void;
  /** Discord is given up: what it began ends where it was last seen. */
  letGo: () => void;
  whenIdle: () => Promise<void>;
  stop: () => Promise<void>;
}>;

type WatcherParts = Readonly<{
  look: Causes['look'];
  caller: Caller;
  seen: () => CauseSighting['causes'] | null;
  lastAnswer: () => number;
  timers: Timers;
  now: () => number;
  log: Readonly<{ warn(message: string): void; error(facts: object, message: string): void }>;
}>;

export function createWatcher(parts: WatcherParts): Watcher {
  const { caller, timers, now, log } = parts;
  const attention = createAttention(parts);
  const { queue } = attention;

  const asked = (looked: CommandResult<Looked>): Look => {
    invariant(looked.kind === 'done', 'a look is never refused');
    for (const sentence of looked.told) log.warn(sentence);
    if (looked.wakeAt === null) return settled;
    return { kind: 'wake', at: Math.max(looked.wakeAt, now() + 1) };
  };
  const handOn = async (): Promise<Look> => {
    let next: Look = settled;
    for (let [first] = queue; first !== undefined; [first] = queue) {
      next = asked(await parts.look(caller, first));
      queue.shift();
    }
    return next;
  };
  const look = async (): Promise<Look> => {
    attention.notice();
    if (queue.length > 0) return handOn();
    return attention.mayDecide() ? asked(await parts.look(caller, null)) : settled;
  };
  const onFault = (fault: unknown): void =>
    log.error({ fault }, 'What Discord showed is not recorded yet; it is tried again.');
  const wakeup = createWakeup({ look, timers, now, onFault });
  const thenLook = (notice: () => void) => () => {
    notice();
    wakeup.nudge(0);
  };
  return {
    changed: thenLook(attention.changed),
    lost: attention.lost,
    returned: thenLook(attention.returned),
    letGo: thenLook(attention.letGo),
    whenIdle: () => wakeup.whenIdle(),
    stop: async () => {
      await wakeup.stop();
      // So that the next start knows to the second what this one saw last.
      attention.close();
      await handOn();
    },
  };
}
