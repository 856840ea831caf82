/**
 * What a person starts.
 *
 *     npm run sim:week -- --seed 7               one week: its options, figures and trace hash
 *     npm run sim:week -- --seed 7 --trace       and every event
 *     npm run sim:week -- --seed a --total 500   so many weeks, a-1 to a-500
 *     npm run sim:week -- --minutes 30           or as many as fit
 *     npm run sim:week -- --total 500 --write    and stores what it printed in docs/proof.md
 *
 * Exit code 1 when a checker found something.
 */
import { parseArgs } from 'node:util';
import type { Finding } from '../checkers/finding.ts';
import { machineText, writeSection } from '../proof.ts';
import { playWeek } from './playWeek.ts';
import { addWeek, noWeeks, weekTable, weekVerdict } from './report.ts';
import { weekOptionsOf } from './weekOptions.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'week' },
    total: { type: 'string' },
    minutes: { type: 'string' },
    trace: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const isMany = values.total !== undefined || values.minutes !== undefined;
process.exitCode = (await (isMany ? playMany() : playOne())) ? 0 : 1;

async function playOne(): Promise<boolean> {
  const options = weekOptionsOf(values.seed);
  say(JSON.stringify(options, null, 2));
  const onTrace = values.trace ? (line: string) => say(line.trimEnd()) : () => {};
  const outcome = await playWeek(options, { onTrace });
  tell(outcome.findings);
  say(weekTable(addWeek(noWeeks, outcome)));
  say(`trace ${outcome.traceHash}`);
  return outcome.findings.length === 0;
}

async function playMany(): Promise<boolean> {
  const total = Number(values.total ?? Number.POSITIVE_INFINITY);
  const untilMs = performance.now() + Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  let sums = noWeeks;
  for (let number = 1; number <= total && performance.now() < untilMs; number += 1) {
    const seed = `${values.seed}-${number}`;
    const outcome = await playWeek(weekOptionsOf(seed));
    sums = addWeek(sums, outcome);
    if (outcome.findings.length > 0) say(`Seed ${seed}: npm run sim:week -- --seed ${seed}`);
    tell(outcome.findings);
    if (number % 10 === 0) say(`… ${number} weeks, ${sums.findings} findings`);
  }
  const { passed, line } = weekVerdict(sums);
  const printed = `${weekTable(sums)}\n${line}`;
  say(printed);
  if (values.write) writeSection('npm run sim:week -- --write', sectionOf(printed, sums.weeks));
  return passed;
}

function sectionOf(printed: string, total: number): string {
  const repeat = `npm run sim:week -- --seed ${values.seed} --total ${total}`;
  return `## Weeks of automations

Printed by \`${repeat} --write\` on ${new Date().toISOString().slice(0, 10)}. Machine: \
${machineText()}. Each week is drawn from its seed: what a person's Focus modes, places, tags and \
Shortcuts truly did and what a watch measured, how late, how often and in which order the server \
was told, and what struck the server and Toggl meanwhile. In the end its history is compared \
slice by slice with what a perfect observer wrote, and Toggl with what is wanted. The seeds are \
\`${values.seed}-1\` to \`${values.seed}-${total}\`; one of them: \
\`npm run sim:week -- --seed ${values.seed}-1\`.

\`\`\`
${printed}
\`\`\``;
}

function tell(findings: readonly Finding[]): void {
  for (const { checker, at, text } of findings) {
    say(`  ${checker} at ${new Date(at).toISOString()}: ${text}`);
  }
}
