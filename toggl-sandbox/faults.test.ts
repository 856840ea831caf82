/** Faults between a client and the sandbox, and the transport that carries them. */
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../toggl/transport.ts';
import { type Fault, scriptedFaults, seededFaults } from './faults.ts';
import { createInProcessTransport } from './inProcessTransport.ts';
import { type Bench, benchSecond, isoSecond, seededRandom, setUpBench } from './test/bench.ts';

/** Timers turned by hand: everything due up to an instant runs in order. */
function handTimers(bench: Bench) {
  const waiting: { dueAt: number; run: () => void }[] = [];
  return {
    after: (delayMs: number, run: () => void) => {
      waiting.push({ dueAt: bench.clock.atMs + delayMs, run });
    },
    async advance(byMs: number) {
      const untilMs = bench.clock.atMs + byMs;
      for (;;) {
        waiting.sort((left, right) => left.dueAt - right.dueAt);
        const next = waiting[0];
        if (next === undefined || next.dueAt > untilMs) break;
        waiting.shift();
        bench.clock.atMs = next.dueAt;
        next.run();
        await Promise.resolve();
      }
      bench.clock.atMs = untilMs;
    },
  };
}

function start(bench: Bench) {
  return bench.request('POST', '/workspaces/{w}/time_entries', {
    created_with: 'bench',
    workspace_id: 7_000_001,
    start: isoSecond(benchSecond),
    duration: -1,
  });
}

type Struck = Readonly<{ fault: Fault; kind: Exchange['kind']; status?: number; applied: number }>;

const struck: readonly Struck[] = [
  { fault: 'unreachable', kind: 'unreachable', applied: 0 },
  { fault: 'lost-before', kind: 'lost', applied: 0 },
  { fault: 'lost-after', kind: 'lost', applied: 1 },
  { fault: 'hang-before', kind: 'lost', applied: 0 },
  { fault: 'hang-after', kind: 'lost', applied: 1 },
  { fault: 'server-error-before', kind: 'replied', status: 502, applied: 0 },
  { fault: 'server-error-after', kind: 'replied', status: 502, applied: 1 },
  { fault: 'rate-limited', kind: 'replied', status: 429, applied: 0 },
  { fault: 'quota-exhausted', kind: 'replied', status: 402, applied: 0 },
];

describe('a transport in the process', () => {
  it.each(struck)('struck by $fault ends as $kind', async ({ fault, kind, status, applied }) => {
    const bench = setUpBench();
    const timers = handTimers(bench);
    const faults = scriptedFaults();
    faults.add({ fault });
    const transport = createInProcessTransport({ sandbox: bench.sandbox, timers, faults });
    const exchange = transport(start(bench));
    await timers.advance(10_000);
    const seen = await exchange;
    expect(seen.kind).toBe(kind);
    if (seen.kind === 'replied') expect(seen.reply.status).toBe(status);
    expect(bench.sandbox.entries()).toHaveLength(applied);
  });

  it('without latency answers without a timer', async () => {
    const bench = setUpBench();
    const timers = handTimers(bench);
    const exchange = createInProcessTransport({ sandbox: bench.sandbox, timers })(start(bench));
    expect(bench.sandbox.entries()).toHaveLength(1);
    expect(await exchange).toMatchObject({ kind: 'replied', reply: { status: 200 } });
  });

  it('applies a call half way there', async () => {
    const bench = setUpBench();
    const timers = handTimers(bench);
    const { sandbox } = bench;
    const exchange = createInProcessTransport({ sandbox, timers, latencyMs: 400 })(start(bench));
    await timers.advance(199);
    expect(sandbox.entries()).toHaveLength(0);
    await timers.advance(1);
    expect(sandbox.entries()).toHaveLength(1);
    await timers.advance(200);
    expect((await exchange).kind).toBe('replied');
  });

  it('slower than the time-out is lost, and applied all the same', async () => {
    const bench = setUpBench();
    const timers = handTimers(bench);
    const { sandbox } = bench;
    const exchange = createInProcessTransport({
      sandbox,
      timers,
      latencyMs: () => 30_000,
    })(start(bench));
    await timers.advance(10_000);
    expect((await exchange).kind).toBe('lost');
    await timers.advance(5000);
    expect(sandbox.entries()).toHaveLength(1);
  });
});

describe('a plan of faults', () => {
  it('by script strikes the calls that match, as often as it says', () => {
    const { request } = setUpBench();
    const faults = scriptedFaults();
    faults.add({ fault: 'lost-after', times: 2, matches: ({ method }) => method === 'POST' });
    faults.add({ fault: 'unreachable' });
    const read = request('GET', '/me');
    const write = request('POST', '/workspaces/{w}/tags');
    const seen = [write, read, write, write, read].map((sent) => faults.next(sent));
    expect(seen).toEqual(['lost-after', 'unreachable', 'lost-after', null, null]);
  });

  it('by seed strikes about as often as its chances, and the same way again', () => {
    const { request } = setUpBench();
    const sent = request('GET', '/me');
    const draw = () => {
      const chances = { 'lost-after': 0.2, 'hang-before': 0.1 };
      const faults = seededFaults({ random: seededRandom(3), chances });
      return Array.from({ length: 1000 }, () => faults.next(sent));
    };
    const seen = draw();
    const share = (fault: Fault | null) => seen.filter((it) => it === fault).length / 1000;
    expect(share('lost-after')).toBeCloseTo(0.2, 1);
    expect(share('hang-before')).toBeCloseTo(0.1, 1);
    expect(share(null)).toBeCloseTo(0.7, 1);
    expect(draw()).toEqual(seen);
  });
});
