/**
 * What a person starts.
 *
 *     npm run sim -- --seed 7 --days 3        one seed: its options, its figures, its trace hash
 *     npm run sim -- --seed 7 --trace         and every event
 *     npm run sim -- --total 2000             so many days over many seeds, from --seed on
 *     npm run sim -- --minutes 60             for so long
 *     npm run sim -- --seeds a,b --days 3     exactly these seeds, told as many are
 *     npm run sim:night -- --write            and stores what it printed in docs/proof.md
 *
 * Exit code 1 when a checker found something or a bar was missed.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { sail } from './fleet.ts';
import { optionsOf } from './options.ts';
import { createOrders, seedsIn } from './orders.ts';
import { machineText, writeSection } from './proof.ts';
import { add, noSums, type Sums, sumsOf, table, verdicts } from './report.ts';
import { simulate } from './simulate.ts';
import type { Delivery } from './worker.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    days: { type: 'string', default: '5' },
    total: { type: 'string' },
    minutes: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    trace: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const days = Number(values.days);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const writeCommand = 'npm run sim:night -- --write';
const seeds = values.seeds === undefined ? null : seedsIn(values.seeds);
if (seeds !== null && values.write) {
  throw new Error('--write stores a run of numbered seeds. Leave --seeds or --write out.');
}
const isMany = [values.total, values.minutes, values.seeds].some((value) => value !== undefined);
process.exitCode = (await (isMany ? runMany() : runOne())) ? 0 : 1;

async function runOne(): Promise<boolean> {
  const options = optionsOf(values.seed, days);
  say(JSON.stringify(options, null, 2));
  const outcome = await simulate(options, values.trace ? (line) => say(line.trimEnd()) : undefined);
  for (const { checker, at, text } of outcome.findings) say(findingLine(checker, at, text));
  say(table(sumsOf(outcome)));
  say(`calls ${outcome.calls} · least ${outcome.leastCalls} · trace ${outcome.traceHash}`);
  return outcome.findings.length === 0;
}

async function runMany(): Promise<boolean> {
  const startedAt = performance.now();
  const untilMs = Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const orders = createOrders({
    days,
    seed: values.seed,
    seeds,
    totalDays: Number(values.total ?? Number.POSITIVE_INFINITY),
    isTimeOver: () => performance.now() - startedAt > untilMs,
  });
  let sums: Sums = noSums;
  const onDelivery = (delivery: Delivery) => {
    sums = add(sums, delivery.sums);
    if (delivery.findings.length > 0) tellFindings(delivery);
    if (sums.seeds % 50 === 0) say(`… ${sums.days} days, ${sums.findings} findings`);
  };
  await sail({ workers: Number(values.workers), nextOrder: orders.next, onDelivery });
  const seconds = (performance.now() - startedAt) / 1000;
  const results = verdicts(sums);
  const printed = [
    table(sums),
    `${(sums.days / seconds).toFixed(1)} days a second over ${seconds.toFixed(0)} s`,
    ...results.map(({ passed, line }) => `${passed ? 'ok    ' : 'MISSED'} ${line}`),
  ].join('\n');
  say(printed);
  if (values.write) writeSection(writeCommand, nightSection(printed, orders.given()));
  return results.every(({ passed }) => passed);
}

function nightSection(printed: string, seedsGiven: number): string {
  const repeat = `npm run sim -- --seed ${values.seed} --days ${days} --total ${seedsGiven * days}`;
  const seeds = `\`${values.seed}-1\` to \`${values.seed}-${seedsGiven}\``;
  const one = `npm run sim -- --seed ${values.seed}-1 --days ${days}`;
  const workers = `${values.workers} process${values.workers === '1' ? '' : 'es'}`;
  return `## A night of simulated days

Printed by \`${writeCommand}\` on ${new Date().toISOString().slice(0, 10)} in ${workers}. \
Machine: ${machineText()}. Every day is the whole program on a SQLite file, a sandbox \
Toggl, faults, a human in Timery and a clock that only the simulation moves; every checker of \
\`simulation/checkers/\` is on. The seeds are ${seeds}, ${days} days each. One of them: \
\`${one}\`. All of them: \`${repeat}\`.

\`\`\`
${printed}
\`\`\``;
}

function tellFindings({ seed, findings, lastEvents }: Delivery): void {
  say(`Seed ${seed}: npm run sim -- --seed ${seed} --days ${days} --trace`);
  for (const { checker, at, text } of findings) say(findingLine(checker, at, text));
  for (const line of lastEvents) say(`    ${line.trimEnd().slice(0, 300)}`);
}

function findingLine(checker: string, at: number, text: string): string {
  return `  ${checker} at ${new Date(at).toISOString()}: ${text}`;
}
