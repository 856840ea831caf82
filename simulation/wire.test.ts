import { describe, expect, it } from 'vitest';
import type { Exchange, HttpRequest } from '../toggl/transport.ts';
import { createSandbox } from '../toggl-sandbox/sandbox.ts';
import { longestDelayMs, optionsOf, type WireFault } from './options.ts';
import { createRandom } from './random.ts';
import { createVirtualTime } from './virtualTime.ts';
import { createWire, type WireEvent } from './wire.ts';

/** 2026-11-02T05:00:00Z. */
const beginsAt = Date.UTC(2026, 10, 2, 5);
const timeoutMs = 10_000;

describe('the wire', () => {
  it('carries a call there and back, and takes its time', async () => {
    const world = wired(null, { least: 200, most: 200 });
    world.create();
    expect(world.wire.inFlight()).toBe(1);
    await world.passTo(200);
    expect(world.answers).toEqual([{ at: 200, kind: 'replied', status: 200 }]);
    expect(world.kinds()).toEqual(['sent', 'applied', 'answered']);
    expect(world.made()).toBe(1);
    expect(world.wire.inFlight()).toBe(0);
  });

  type Case = Readonly<{
    fault: WireFault;
    reason: string;
    answer: Readonly<{ at: number; kind: Exchange['kind']; status?: number }>;
    made: number;
  }>;
  const faults: readonly Case[] = [
    {
      fault: 'unreachable',
      reason: 'never left',
      answer: { at: 0, kind: 'unreachable' },
      made: 0,
    },
    { fault: 'lost-before', reason: 'never arrives', answer: { at: 0, kind: 'lost' }, made: 0 },
    { fault: 'lost-after', reason: 'has arrived', answer: { at: 0, kind: 'lost' }, made: 1 },
    {
      fault: 'hang-before',
      reason: 'never arrives, and its caller gives up',
      answer: { at: timeoutMs, kind: 'lost' },
      made: 0,
    },
    {
      fault: 'hang-after',
      reason: 'has arrived, and its caller gives up',
      answer: { at: timeoutMs, kind: 'lost' },
      made: 1,
    },
    {
      fault: 'server-error-before',
      reason: 'is refused before Toggl',
      answer: { at: 0, kind: 'replied', status: 502 },
      made: 0,
    },
    {
      fault: 'server-error-after',
      reason: 'is carried out all the same',
      answer: { at: 0, kind: 'replied', status: 502 },
      made: 1,
    },
    {
      fault: 'rate-limited',
      reason: 'came too soon',
      answer: { at: 0, kind: 'replied', status: 429 },
      made: 0,
    },
    {
      fault: 'quota-exhausted',
      reason: 'finds the bucket empty',
      answer: { at: 0, kind: 'replied', status: 402 },
      made: 0,
    },
    {
      fault: 'plan-refused',
      reason: 'asks for what the plan lacks',
      answer: { at: 0, kind: 'replied', status: 402 },
      made: 0,
    },
  ];
  it.each(faults)('$fault: the call $reason', async ({ fault, answer, made }) => {
    const world = wired(fault);
    world.create();
    await world.passTo(timeoutMs);
    expect(world.answers).toEqual([answer]);
    expect(world.made()).toBe(made);
    expect(world.wire.faultCounts().get(fault)).toBe(1);
  });

  it('late: the call arrives after its caller gave up, within the longest delay', async () => {
    const world = wired('late');
    world.create();
    await world.passTo(timeoutMs - 1);
    expect([world.answers, world.made()]).toEqual([[], 0]);
    await world.passTo(longestDelayMs);
    expect(world.answers).toEqual([{ at: timeoutMs, kind: 'lost' }]);
    expect(world.kinds()).toEqual(['sent', 'answered', 'applied']);
    expect([world.made(), world.wire.onTheWay()]).toEqual([1, 0]);
  });

  it('late: the call arrives while the machine sleeps, which hears of nothing', async () => {
    const world = wired('late');
    world.create();
    world.sleepTo(longestDelayMs);
    expect([world.answers, world.made(), world.wire.onTheWay()]).toEqual([[], 1, 0]);
    await world.passTo(longestDelayMs + 1);
    expect(world.answers).toEqual([{ at: longestDelayMs, kind: 'lost' }]);
  });

  it('reaches nobody in an outage, and somebody after it', async () => {
    const world = wired(null);
    world.wire.setOutage(true);
    world.create();
    await world.passTo(1);
    world.wire.setOutage(false);
    world.create();
    await world.passTo(2);
    expect(world.answers.map(({ kind }) => kind)).toEqual(['unreachable', 'replied']);
  });

  it('fails at nothing once it is healed', async () => {
    const world = wired('lost-before');
    world.wire.heal();
    world.create();
    await world.passTo(1);
    expect(world.answers).toMatchObject([{ kind: 'replied', status: 200 }]);
    expect(world.wire.faultCounts().size).toBe(0);
  });

  /** A wire on which every call meets the fault. */
  function wired(fault: WireFault | null, latencyMs = { least: 0, most: 0 }) {
    const time = createVirtualTime(beginsAt);
    const random = createRandom('wire');
    const sandbox = createSandbox({ now: time.now, random: random.fork('toggl').next });
    const events: WireEvent[] = [];
    const calm = { ...optionsOf('any', 1), wireFaults: noFaults(), latencyMs };
    const options =
      fault === null ? calm : { ...calm, wireFaults: { ...calm.wireFaults, [fault]: 1 } };
    const wire = createWire({
      sandbox,
      timers: time.timers,
      outside: time.outside,
      random,
      options,
      tell: (event) => void events.push(event),
    });
    const answers: { at: number; kind: Exchange['kind']; status?: number }[] = [];
    const { workspaceId } = sandbox.config().account;
    const request: HttpRequest = {
      method: 'POST',
      url: `http://sandbox/api/v9/workspaces/${workspaceId}/time_entries`,
      headers: { authorization: sandbox.authorization() },
      body: JSON.stringify({
        created_with: 'a test',
        workspace_id: workspaceId,
        start: new Date(beginsAt).toISOString(),
        duration: 60,
      }),
    };
    return {
      wire,
      answers,
      kinds: () => events.map(({ kind }) => kind),
      made: () => sandbox.entries().length,
      create: () =>
        void wire.transport(request).then((exchange) => {
          const at = time.now() - beginsAt;
          const status = exchange.kind === 'replied' ? { status: exchange.reply.status } : {};
          answers.push({ at, kind: exchange.kind, ...status });
        }),
      sleepTo: (ms: number) => time.sleepTo(beginsAt + ms),
      passTo: (ms: number) => time.advanceTo(beginsAt + ms, settled),
    };
  }

  /** What is already due has run. */
  async function settled(): Promise<void> {
    for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
  }

  function noFaults(): Record<WireFault, number> {
    const kinds = Object.keys(optionsOf('any', 1).wireFaults) as WireFault[];
    return Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<WireFault, number>;
  }
});
