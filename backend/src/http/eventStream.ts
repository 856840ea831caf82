/**
 * One listener of server-sent events: a queue that is sent in order, and a heartbeat.
 *
 *   take ──▶ queue (bounded) ──▶ textOf ──▶ socket
 *              └─ full, or nobody takes what was written: the line is cut, and the client comes
 *                 back and is told the state
 *
 * Invariant: taking never waits and never throws, so a slow or dead listener holds up nobody. What
 * is sent was read while the listener might still hear it.
 */
type EventSocket = Readonly<{
  write(text: string): unknown;
  end(): unknown;
  destroy(): unknown;
  /** Bytes that were written and not taken yet. */
  writableLength: number;
}>;

type StreamOptions<Item> = Readonly<{
  socket: EventSocket;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
  /** What is sent for it; null for nothing. */
  textOf: (item: Item) => Promise<string | null>;
  /** Of items with the same key only the last waits; null where each counts. */
  keyOf: (item: Item) => string | null;
  /** Asked before anything is sent; the line ends where the answer is no. */
  mayListen: () => Promise<boolean>;
}>;

type EventStream<Item> = Readonly<{ take: (item: Item) => void; end: () => void }>;

/** Proxies and phones drop what is silent for half a minute. */
const heartbeatMs = 25_000;
/** How soon a client comes back. */
const retryMs = 3_000;
/** More than any burst of commands; what waits longer is of no use to a listener. */
const mostWaiting = 256;
const mostUnsentBytes = 1_000_000;

export function createEventStream<Item>(options: StreamOptions<Item>): EventStream<Item> {
  const { socket, timers, textOf, keyOf, mayListen } = options;
  const queue: Item[] = [];
  const life = { isOver: false, isSending: false, stopBeating: () => {} };
  const end = () => {
    if (life.isOver) return;
    life.isOver = true;
    life.stopBeating();
    socket.end();
  };
  const cut = () => {
    end();
    socket.destroy();
  };
  const write = (text: string) => {
    if (life.isOver) return;
    socket.write(text);
    if (socket.writableLength > mostUnsentBytes) cut();
  };
  const tell = async (text: string) => {
    if (await mayListen()) write(text);
    else end();
  };
  const beatLater = () => {
    life.stopBeating = timers.after(heartbeatMs, () => void beat().catch(cut));
  };
  const beat = async () => {
    await tell(': still here\n\n');
    if (!life.isOver) beatLater();
  };
  const sendAll = async () => {
    life.isSending = true;
    for (let next = queue.shift(); next !== undefined && !life.isOver; next = queue.shift()) {
      const text = await textOf(next);
      if (text !== null) await tell(text);
    }
    life.isSending = false;
  };
  const take = (item: Item) => {
    if (life.isOver) return;
    const key = keyOf(item);
    const waiting = key === null ? -1 : queue.findIndex((other) => keyOf(other) === key);
    if (waiting >= 0) queue.splice(waiting, 1);
    queue.push(item);
    if (queue.length > mostWaiting) return cut();
    // What cannot be read is not told: the client comes back and asks anew.
    if (!life.isSending) void sendAll().catch(cut);
  };
  write(`retry: ${retryMs}\n\n`);
  beatLater();
  return { take, end };
}
