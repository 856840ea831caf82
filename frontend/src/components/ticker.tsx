/** The second that is now, for whatever counts it: one timer for all, none while nobody looks. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { invariant } from '../../../core/invariant.ts';

export type Ticker = Readonly<{
  /** UTC milliseconds by the server's clock, of whole seconds. */
  second: () => number;
  subscribe: (run: () => void) => () => void;
}>;

type TickerOptions = Readonly<{
  now: () => number;
  after: (delayMs: number, run: () => void) => () => void;
}>;

export function createTicker({ now, after }: TickerOptions): Ticker {
  const listeners = new Set<() => void>();
  let callOff = () => {};
  const tick = () => {
    for (const run of listeners) run();
    callOff = after(1000 - (now() % 1000), tick);
  };
  return {
    second: () => Math.floor(now() / 1000) * 1000,
    subscribe: (run) => {
      listeners.add(run);
      if (listeners.size === 1) callOff = after(1000 - (now() % 1000), tick);
      return () => {
        listeners.delete(run);
        if (listeners.size === 0) callOff();
      };
    },
  };
}

const TickerContext = createContext<Ticker | null>(null);

export function TickerProvider({ ticker, children }: { ticker: Ticker; children: ReactNode }) {
  return <TickerContext value={ticker}>{children}</TickerContext>;
}

/** Draws what uses it anew each second: keep it low in the tree. */
export function useNow(): number {
  const ticker = useTicker();
  return useSyncExternalStore(ticker.subscribe, ticker.second);
}

/** What is made of the second that is now: a value that is compared by `Object.is`. */
export function useTicked<Value extends string | number | boolean>(
  madeOf: (now: number) => Value,
): Value {
  const ticker = useTicker();
  return useSyncExternalStore(ticker.subscribe, () => madeOf(ticker.second()));
}

function useTicker(): Ticker {
  const ticker = useContext(TickerContext);
  invariant(ticker !== null, 'Something is drawn outside of TickerProvider.');
  return ticker;
}
