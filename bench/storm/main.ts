/**
 * Measures the storm: how fast the engine answers in it, and how it fares with Toggl's quota.
 *
 *     npm run storm                  prints it
 *     npm run storm -- --rounds 3    so many times against a fresh server, five by default
 *     npm run storm -- --write       and stores what it printed in docs/proof.md
 *
 * Exit code 1 when a bar was missed. It is no test: a figure of a noisy machine must not break a
 * build.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineText, writeSection } from '../../simulation/proof.ts';
import { createProcesses } from '../processes.ts';
import { playOnToggl } from './onToggl.ts';
import { measureRound, type Round } from './overHttp.ts';
import { stormTable, stormVerdicts } from './report.ts';
import { readScenario } from './scenario.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
});
const scenario = readScenario();
const folder = mkdtempSync(join(tmpdir(), 'compass-storm-'));
const processes = createProcesses(folder);
try {
  const rounds: Round[] = [];
  for (let number = 1; number <= Number(values.rounds); number += 1) {
    rounds.push(await measureRound(scenario, { folder, processes, number }));
  }
  const toggl = await playOnToggl(scenario);
  const storm = { taps: scenario.taps.length, rounds, toggl };
  const verdicts = stormVerdicts(storm);
  const lines = verdicts.map(({ passed, line }) => `${passed ? 'ok    ' : 'MISSED'} ${line}`);
  const printed = [stormTable(storm), '', ...lines].join('\n');
  process.stdout.write(`${printed}\n${toggl.findings.join('\n')}\n`);
  if (values.write) writeSection('npm run storm -- --write', sectionOf(printed));
  process.exitCode = verdicts.every(({ passed }) => passed) ? 0 : 1;
} finally {
  await processes.stopAll();
  rmSync(folder, { recursive: true, force: true });
}

function sectionOf(printed: string): string {
  const [load = 0] = loadavg();
  return `## The storm

Printed by \`npm run storm -- --write\` on ${new Date().toISOString().slice(0, 10)}. Machine: \
${machineText()}, load ${load.toFixed(1)}. The scenario is \`bench/storm/scenario.json\`: an hour \
in which two Focus modes flap, tags fire twice, a game and a call in Discord come and go, the mode \
is turned over and over, and one in ten is late by up to three minutes. It is sent to the real \
server as fast as one request follows the other, each followed by one to a bare server that does \
nothing but commit a row; and played once more with a clock that jumps and a Toggl of the free \
plan.

\`\`\`
${printed}
\`\`\``;
}
