/** One process of a fleet: simulates the seeds it is sent, one after another. */

import type { Finding } from './checkers/finding.ts';
import { optionsOf } from './options.ts';
import { type Sums, sumsOf } from './report.ts';
import { simulate } from './simulate.ts';

export type Order = Readonly<{ seed: string; days: number }>;

export type Delivery = Readonly<{
  seed: string;
  sums: Sums;
  findings: readonly Finding[];
  traceHash: string;
  /** Empty without findings. */
  lastEvents: readonly string[];
}>;

const eventsKept = 50;

process.on('message', (order: Order) => {
  void deliver(order).then((delivery) => process.send?.(delivery));
});

async function deliver({ seed, days }: Order): Promise<Delivery> {
  const events: string[] = [];
  const outcome = await simulate(optionsOf(seed, days), (line) => {
    events.push(line);
    if (events.length > eventsKept) events.shift();
  });
  const { findings, traceHash } = outcome;
  const lastEvents = findings.length === 0 ? [] : events;
  return { seed, sums: sumsOf(outcome), findings, traceHash, lastEvents };
}
