/**
 * The wire between the program and the sandbox: latency, seeded faults, outages, calls that arrive
 * late. What passes is told to the listeners, as an observer between the two would see it.
 *
 *   sent ──▶ applied ──▶ answered          a good call
 *   sent ──▶ answered (lost) ──▶ applied   `late`: its caller has given up long before
 */
import type { Timers } from '../backend/src/projection/wakeup.ts';
import type { Exchange, HttpReply, HttpRequest, Transport } from '../toggl/transport.ts';
import { type Carried, carryOut, noFaults } from '../toggl-sandbox/faults.ts';
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
  /** Of the machine: what it waits for, and hears. */
  timers: Timers;
  /** What has left the machine arrives whether that sleeps or not. */
  outside: Timers;
  random: Random;
  options: Options;
  tell: (event: WireEvent) => void;
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
    const fault = faultOn(request, nextFault());
    if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
    state.calls += 1;
    const call = callOf(request, { number: state.calls, fault });
    tell({ kind: 'sent', call });
    state.inFlight += 1;
    const oneWayMs = random.between(options.latencyMs.least, options.latencyMs.most) / 2;
    const exchange = await carry({ ...parts, request, call, oneWayMs, state });
    tell({ kind: 'answered', call, exchange });
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

/** A plan forbids to write some things, and nothing else. */
function faultOn({ method }: HttpRequest, drawn: WireFault | null): WireFault | null {
  const isRefusable = method === 'POST' || method === 'PUT';
  return drawn === 'plan-refused' && !isRefusable ? null : drawn;
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
  const { timers, outside, oneWayMs, call } = carrying;
  return new Promise((resolve) => {
    const giveUpAfter = (delayMs: number) =>
      later(timers, delayMs, () => resolve({ kind: 'lost', reason: 'no reply in 10 s' }));
    if (call.fault === 'late') {
      arriveLate(carrying);
      return giveUpAfter(timeoutMs);
    }
    later(outside, oneWayMs, () => {
      const carried = arrive(carrying);
      if (carried.kind === 'hanging') return giveUpAfter(timeoutMs - oneWayMs);
      const exchange: Exchange =
        carried.kind === 'cut' ? { kind: 'lost', reason: carried.reason } : carried;
      later(timers, oneWayMs, () => resolve(exchange));
    });
  });
}

function arriveLate(carrying: Carrying): void {
  const { outside, random, state } = carrying;
  state.onTheWay += 1;
  later(outside, random.between(timeoutMs, longestDelayMs), () => {
    arrive(carrying);
    state.onTheWay -= 1;
  });
}

function arrive(carrying: Carrying): Carried {
  const { call, tell } = carrying;
  const carried = carriedBy(carrying);
  const reply = carried.kind === 'replied' ? carried.reply : null;
  tell({ kind: 'applied', call, reply });
  return carried;
}

function carriedBy({ sandbox, request, call }: Carrying): Carried {
  switch (call.fault) {
    case 'late':
      return carryOut(sandbox, noFaults, request);
    case 'plan-refused':
      return { kind: 'replied', reply: planRefusal(sandbox) };
    default: {
      const { fault } = call;
      return carryOut(sandbox, { next: () => fault }, request);
    }
  }
}

/** A paid feature (docs/toggl-notes.md): asking again is of no use. */
function planRefusal(sandbox: Sandbox): HttpReply {
  return {
    status: 402,
    headers: { date: new Date(sandbox.togglNow()).toUTCString() },
    body: JSON.stringify('This feature is not available on your current plan.'),
  };
}

function later(timers: Timers, delayMs: number, run: () => void): void {
  if (delayMs === 0) run();
  else timers.after(delayMs, run);
}
