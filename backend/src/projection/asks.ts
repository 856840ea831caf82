/**
 * What a person asked of Toggl and waits for, done between two looks: one thing at a time, so that
 * no look works on what another call is just changing.
 *
 * Invariant: whoever asks is answered, also when nothing is connected or the program ends.
 */
import { type Asked, notConnected } from '../../../core/projection/asked.ts';
import type { TogglConnection } from '../store/togglConnections.ts';

type Work<Value> = (connection: TogglConnection) => Promise<Asked<Value>>;

type Asks = Readonly<{
  ask: <Value>(work: Work<Value>) => Promise<Asked<Value>>;
  /** Does the next one. Whether there was one. */
  take: (connection: TogglConnection) => Promise<boolean>;
  /** Answers all that wait that nothing is connected. */
  refuse: () => void;
  /** The same, and from now on everybody. */
  end: () => void;
}>;

export function createAsks(): Asks {
  const waiting: ((connection: TogglConnection | null) => Promise<void>)[] = [];
  let isOver = false;
  const refuse = () => {
    for (const answer of waiting.splice(0)) void answer(null);
  };
  return {
    ask: (work) => {
      if (isOver) return Promise.resolve(notConnected);
      return new Promise((resolve, reject) => {
        waiting.push((connection) => {
          if (connection === null) return Promise.resolve(resolve(notConnected));
          return work(connection).then(resolve, reject);
        });
      });
    },
    take: async (connection) => {
      const next = waiting.shift();
      await next?.(connection);
      return next !== undefined;
    },
    refuse,
    end: () => {
      isOver = true;
      refuse();
    },
  };
}
