/**
 * What a person starts.
 *
 *     npm run sim -- --seed 7 --days 3        one seed: its options, its figures, its trace hash
 *     npm run sim -- --seed 7 --trace         and every event
 *     npm run sim -- --total 2000             so many days over many seeds, from --seed on
 *     npm run sim -- --minutes 60             for so long
 *     npm run sim:night -- --write            and stores what it printed in docs/proof.md
 *
 * Exit code 1 when a checker found something or a bar was missed.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { sail } from './fleet.ts';
import { optionsOf } from './options.ts';
import { machineText, writeSection } from './proof.ts';
import { add, noSums, type Sums, sumsOf, table, verdicts } from './report.ts';
import { simulate } from './simulate.ts';
import type { Delivery } from './worker.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
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
const isMany = values.total !== undefined || values.minutes !== undefined;
let seedsGiven = 0;
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
  const lastSeed = Math.ceil(Number(values.total ?? Number.POSITIVE_INFINITY) / days);
  let sums: Sums = noSums;
  const nextOrder = () => {
    const isOver = seedsGiven >= lastSeed || performance.now() - startedAt > untilMs;
    if (isOver) return null;
    seedsGiven += 1;
    return { seed: `${values.seed}-${seedsGiven}`, days };
  };
  const onDelivery = (delivery: Delivery) => {
    sums = add(sums, delivery.sums);
    if (delivery.findings.length > 0) tellFindings(delivery);
    if (sums.seeds % 50 === 0) say(`… ${sums.days} days, ${sums.findings} findings`);
  };
  await sail({ workers: Number(values.workers), nextOrder, onDelivery });
  const seconds = (performance.now() - startedAt) / 1000;
  const results = verdicts(sums);
  const printed = [
    table(sums),
    `${(sums.days / seconds).toFixed(1)} days a second over ${seconds.toFixed(0)} s`,
    ...results.map(({ passed, line }) => `${passed ? 'ok    ' : 'MISSED'} ${line}`),
  ].join('\n');
  say(printed);
  if (values.write) writeSection(writeCommand, nightSection(printed));
  return results.every(({ passed }) => passed);
}

function nightSection(printed: string): string {
  const repeat = `npm run sim -- --seed ${values.seed} --days ${days} --total ${seedsGiven * days}`;
  const seeds = `\`${values.seed}-1\` to \`${values.seed}-${seedsGiven}\``;
  const one = `npm run sim -- --seed ${values.seed}-1 --days ${days}`;
  return `## A night of simulated days

Printed by \`${writeCommand}\` on ${new Date().toISOString().slice(0, 10)} with ${values.workers} \
processes. Machine: ${machineText()}. Every day is the whole program on a SQLite file, a sandbox \
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
