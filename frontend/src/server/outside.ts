/**
 * What the app needs of the browser. `browserWorld.ts` makes the real ones; tests hand in their
 * own. Nothing below reads a clock, draws chance or reaches the network by itself.
 */
export type Send = (
  url: string,
  init: Readonly<{
    method: string;
    headers: Record<string, string>;
    body?: string;
    /** After so long without the whole answer it fails. */
    timeoutMs: number;
  }>,
) => Promise<Readonly<{ status: number; headers: Headers; text(): Promise<string> }>>;

type EventLineOptions = Readonly<{
  path: string;
  kinds: readonly string[];
  opened: () => void;
  /** The line is gone; nobody takes it up again but the one who listens. */
  lost: () => void;
  told: (data: string) => void;
}>;

export type Outside = Readonly<{
  now: () => number;
  newKey: () => string;
  /** The zone that the device is set to. */
  timeZone: () => string;
  /** Runs once; the returned function calls it off. */
  after: (delayMs: number, run: () => void) => () => void;
  send: Send;
  /** Server-sent events; the returned function ends them. */
  openEventLine: (options: EventLineOptions) => () => void;
  /** Survives a reload; shared by all tabs. */
  store: Readonly<{
    read: (name: string) => string | null;
    write: (name: string, text: string) => void;
    remove: (name: string) => void;
    /** Another tab has written. */
    whenChanged: (run: () => void) => () => void;
  }>;
  /** The network is back, or the app is looked at again. */
  whenBack: (run: () => void) => () => void;
}>;
