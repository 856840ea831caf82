/**
 * A transport that reaches a sandbox in the same process. Time passes only through the timers it is
 * given; without latency a call is applied before the transport returns, and no timer is used.
 *
 *   sent ──── latency / 2 ────▶ applied ──── latency / 2 ────▶ replied
 *   sent ──────────────── time-out ─────────────────────────▶ lost, applied or not
 */
import type { Exchange, Transport } from '../toggl/transport.ts';
import { carryOut, type FaultPlan, noFaults } from './faults.ts';
import type { Sandbox } from './sandbox.ts';

type Timers = Readonly<{ after(delayMs: number, run: () => void): void }>;

type InProcessTransportOptions = Readonly<{
  sandbox: Sandbox;
  timers: Timers;
  faults?: FaultPlan;
  /** There and back; asked once for each call. */
  latencyMs?: number | (() => number);
  timeoutMs?: number;
}>;

export function createInProcessTransport(options: InProcessTransportOptions): Transport {
  const { sandbox, timers, faults = noFaults, latencyMs = 0, timeoutMs = 10_000 } = options;
  const latency = typeof latencyMs === 'number' ? () => latencyMs : latencyMs;

  return (request) =>
    new Promise<Exchange>((resolve) => {
      const oneWayMs = latency() / 2;
      const giveUp = (delayMs: number) =>
        timers.after(delayMs, () =>
          resolve({ kind: 'lost', reason: `no reply in ${timeoutMs} ms` }),
        );
      if (oneWayMs * 2 >= timeoutMs) giveUp(timeoutMs);
      later(timers, oneWayMs, () => {
        const carried = carryOut(sandbox, faults, request);
        if (carried.kind === 'hanging') return giveUp(timeoutMs - oneWayMs);
        const exchange: Exchange =
          carried.kind === 'cut' ? { kind: 'lost', reason: carried.reason } : carried;
        later(timers, oneWayMs, () => resolve(exchange));
      });
    });
}

function later(timers: Timers, delayMs: number, run: () => void): void {
  if (delayMs === 0) run();
  else timers.after(delayMs, run);
}
