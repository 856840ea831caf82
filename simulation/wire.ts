/**
 * The wire between the program and the sandbox: latency, seeded faults, outages, calls that arrive
 * late. What passes is told to the listeners, as an observer between the two would see it.
 *
 *   sent ──▶ applied ──▶ answered          a good call
 *   sent ──▶ answered (lost) ──▶ applied   `late`: its caller has given up long before
 */
import type { Timers } from '../backend/src/projection/wakeup.ts';
import type { Exchange, HttpReply, HttpRequest, Transport } from '../toggl/transport.ts';
import { type Carried, carryOut } from '../toggl-sandbox/faults.ts';
import type { Sandbox } from '../toggl-sandbox/sandbox.ts';
import { longestDelayMs, type Options, type WireFault } from './options.ts';
import type { Random } from './random.ts';

export type Call = Readonly<{
  number: number;
  method: HttpRequest['method'];
  /** Path and query. */
  path: string;
  body: Readonly<Record<string, unknown>> | null;
  fault: WireFault | null;
}>;

export type WireEvent =
  | Readonly<{ kind: 'sent'; call: Call }>
  | Readonly<{ kind: 'applied'; call: Call; reply: HttpReply | null }>
  | Readonly<{ kind: 'answered'; call: Call; exchange: Exchange }>;

export type Wire = Readonly<{
  transport: Transport;
  /** Calls that wait for the clock. */
  inFlight(): number;
  /** Late calls that have not arrived yet. */
  onTheWay(): number;
  setOutage(isOn: boolean): void;
  /** From now on nothing fails. */
  heal(): void;
  faultCounts(): ReadonlyMap<WireFault, number>;
}>;

type WireOptions = Readonly<{
  sandbox: Sandbox;
  timers: Timers;
  random: Random;
  options: Options;
  tell: (event: WireEvent) => Promise<void>;
}>;

const timeoutMs = 10_000;

export function createWire(parts: WireOptions): Wire {
  const { random, options, tell } = parts;
  const state = { inFlight: 0, onTheWay: 0, isOut: false, isHealed: false, calls: 0 };
  const counts = new Map<WireFault, number>();
  const nextFault = (): WireFault | null => {
    const fault = drawnFault(random, options);
    if (state.isHealed) return null;
    return state.isOut ? 'unreachable' : fault;
  };
  const transport: Transport = async (request) => {
    const fault = nextFault();
    if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
    state.calls += 1;
    const call = callOf(request, { number: state.calls, fault });
    await tell({ kind: 'sent', call });
    state.inFlight += 1;
    const oneWayMs = random.between(options.latencyMs.least, options.latencyMs.most) / 2;
    const exchange = await carry({ ...parts, request, call, oneWayMs, state });
    await tell({ kind: 'answered', call, exchange });
    state.inFlight -= 1;
    return exchange;
  };
  return {
    transport,
    inFlight: () => state.inFlight,
    onTheWay: () => state.onTheWay,
    setOutage: (isOn) => {
      state.isOut = isOn;
    },
    heal: () => {
      state.isHealed = true;
    },
    faultCounts: () => counts,
  };
}

function drawnFault(random: Random, { wireFaults }: Options): WireFault | null {
  let draw = random.next();
  for (const [fault, chance] of Object.entries(wireFaults)) {
    if (draw < chance) return fault as WireFault;
    draw -= chance;
  }
  return null;
}

function callOf(
  request: HttpRequest,
  more: Readonly<{ number: number; fault: WireFault | null }>,
): Call {
  const { pathname, search } = new URL(request.url);
  const body = request.body === null ? null : JSON.parse(request.body);
  return { ...more, method: request.method, path: `${pathname}${search}`, body };
}

type Carrying = WireOptions &
  Readonly<{
    request: HttpRequest;
    call: Call;
    oneWayMs: number;
    state: { onTheWay: number };
  }>;

function carry(carrying: Carrying): Promise<Exchange> {
  const { timers, oneWayMs, call } = carrying;
  return new Promise((resolve) => {
    const giveUpAfter = (delayMs: number) =>
      later(timers, delayMs, () => resolve({ kind: 'lost', reason: 'no reply in 10 s' }));
    if (call.fault === 'late') {
      arriveLate(carrying);
      return giveUpAfter(timeoutMs);
    }
    later(timers, oneWayMs, async () => {
      const carried = await arrive(carrying);
      if (carried.kind === 'hanging') return giveUpAfter(timeoutMs - oneWayMs);
      const exchange: Exchange =
        carried.kind === 'cut' ? { kind: 'lost', reason: carried.reason } : carried;
      later(timers, oneWayMs, () => resolve(exchange));
    });
  });
}

function arriveLate(carrying: Carrying): void {
  const { timers, random, state } = carrying;
  state.onTheWay += 1;
  later(timers, random.between(timeoutMs, longestDelayMs), async () => {
    await arrive(carrying);
    state.onTheWay -= 1;
  });
}

async function arrive({ sandbox, request, call, tell }: Carrying): Promise<Carried> {
  const fault = call.fault === 'late' ? null : call.fault;
  const carried = carryOut(sandbox, { next: () => fault }, request);
  const reply = carried.kind === 'replied' ? carried.reply : null;
  await tell({ kind: 'applied', call, reply });
  return carried;
}

function later(timers: Timers, delayMs: number, run: () => void): void {
  if (delayMs === 0) run();
  else timers.after(delayMs, run);
}
