/**
 * Measures starts and stops over HTTP against a bare server on the same machine, with and without
 * ten years of history, and with a Toggl that hangs or is gone; then reports over long histories,
 * beside other programs (reports.ts). Prints tables and a verdict for each bar; exit code 1 when
 * one is missed. `--write` also stores what it printed as docs/bench.md; nothing else is left
 * behind, and what web.ts wrote there stays. `--only reports` and `--only commands` measure one of
 * the two, and store nothing.
 *
 *     bare ▂▂ engine ▂▂ bare ▂▂ engine ▂▂ …    in turns, so that a machine that drifts hits both
 *
 * It is no test: a figure of a noisy machine must not break a build.
 */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from './figures.ts';
import { markedPart } from './markedPart.ts';
import { createProcesses, type Processes } from './processes.ts';
import {
  type HistoryPair,
  type Measurements,
  type Pair,
  table,
  type Verdict,
  verdicts,
} from './report.ts';
import { measureReports } from './reports.ts';
import { type ReportTimes, reportTable, reportVerdicts } from './reportTimes.ts';

const secret = 'secret-of-the-benchmark';
const busyConnections = 10;
/** Longer than the time-out of a call to Toggl, so that giving up falls into it. */
const hangingSeconds = 12;

type Bench = Readonly<{ folder: string; processes: Processes }>;

/** Of the histories that reports are measured over. */
const millionSlices = 1_000_000;
const sliceCounts = [100_000, millionSlices];

const only = process.argv[process.argv.indexOf('--only') + 1];
const isWanted = (part: 'commands' | 'reports') =>
  !process.argv.includes('--only') || only === part;
const [loadBefore = 0] = loadavg();
const folder = mkdtempSync(join(tmpdir(), 'compass-bench-'));
const processes = createProcesses(folder);
try {
  const commands = isWanted('commands')
    ? commandSection(await measure({ folder, processes }))
    : null;
  if (commands !== null) process.stdout.write(`${commands.printed}\n\n`);
  const reports = isWanted('reports') ? reportSection(await measureAllReports()) : null;
  if (reports !== null) process.stdout.write(`${reports.printed}\n`);
  const isWhole = commands !== null && reports !== null;
  if (isWhole && process.argv.includes('--write')) writeReport(commands, reports);
  const verdictsOfAll = [...(commands?.results ?? []), ...(reports?.results ?? [])];
  process.exitCode = verdictsOfAll.every(({ passed }) => passed) ? 0 : 1;
} finally {
  await processes.stopAll();
  rmSync(folder, { recursive: true, force: true });
}

type Section = Readonly<{ printed: string; results: readonly Verdict[] }>;

function commandSection(measured: Measurements): Section {
  return section(table(measured), verdicts(measured));
}

function reportSection(all: readonly ReportTimes[]): Section {
  return section(reportTable(all), reportVerdicts(all));
}

function section(printedTable: string, results: readonly Verdict[]): Section {
  const lines = results.map(({ passed, line }) => `${passed ? 'ok    ' : 'MISSED'} ${line}`);
  return { printed: [printedTable, '', ...lines].join('\n'), results };
}

async function measureAllReports(): Promise<ReportTimes[]> {
  const all: ReportTimes[] = [];
  for (const slices of sliceCounts) {
    const file = join(folder, `reports-${slices}.db`);
    if (slices === millionSlices) copyFileSync(await filledMillion(), file);
    else await fill(file, slices);
    all.push(await measureReports({ folder, processes, secret }, { file, slices }));
    rmSync(file);
  }
  return all;
}

/** Filled once for both parts, which takes a minute: each works on a copy. */
async function filledMillion(): Promise<string> {
  const file = join(folder, 'million.db');
  if (!existsSync(file)) await fill(file, millionSlices);
  return file;
}

function fill(file: string, slices: number): Promise<void> {
  const program = 'bench/fillHistory.ts';
  return processes.runToEnd({ program, arguments: [file, String(slices)] });
}

async function measure(bench: Bench): Promise<Measurements> {
  const pairs = await measurePairs(bench);
  const history = await measureHistory(bench);
  const togglHanging = await measureWithoutToggl(bench, 'hangs');
  const togglDown = await measureWithoutToggl(bench, 'is down');
  return { ...pairs, history, togglHanging, togglDown };
}

async function measurePairs(bench: Bench): Promise<Pick<Measurements, 'busy' | 'single'>> {
  const bare = await bench.processes.startServer({
    program: 'bench/bareServer.ts',
    arguments: [join(bench.folder, 'bare.db')],
  });
  const engine = await startEngine(bench, { name: 'alone', settings: {} });
  const pair = async (connections: number, durationSeconds: number): Promise<Pair> => ({
    bare: await load(bench, { url: bare.url, connections, durationSeconds }),
    engine: await load(bench, { url: engine.url, connections, durationSeconds }),
  });
  // Warm-up: neither is judged by code that is not compiled yet.
  await pair(busyConnections, 4);
  const busy = await inTurn(5, () => pair(busyConnections, 1.5));
  const single = await inTurn(3, () => pair(1, 1));
  await bare.stop();
  await engine.stop();
  return { busy, single };
}

async function measureHistory(bench: Bench): Promise<HistoryPair[]> {
  copyFileSync(await filledMillion(), join(bench.folder, 'full.db'));
  const empty = await startEngine(bench, { name: 'empty', settings: {} });
  const full = await startEngine(bench, { name: 'full', settings: {} });
  const pair = async (durationSeconds: number): Promise<HistoryPair> => ({
    empty: await load(bench, { url: empty.url, connections: 1, durationSeconds }),
    full: await load(bench, { url: full.url, connections: 1, durationSeconds }),
  });
  await pair(3);
  const history = await inTurn(9, () => pair(1.5));
  await empty.stop();
  await full.stop();
  return history;
}

async function measureWithoutToggl(bench: Bench, how: 'hangs' | 'is down'): Promise<Figures> {
  const toggl = await bench.processes.startServer({ program: 'bench/hangingToggl.ts' });
  const settings = { TOGGL_API_TOKEN: 'sandbox-token', TOGGL_API_URL: toggl.url };
  const engine = await startEngine(bench, { name: how, settings });
  await connected(engine.url);
  if (how === 'is down') await toggl.stop();
  await load(bench, { url: engine.url, connections: busyConnections, durationSeconds: 1 });
  const figures = await load(bench, {
    url: engine.url,
    connections: busyConnections,
    durationSeconds: how === 'hangs' ? hangingSeconds : 6,
  });
  // First, so that a hanging call ends at once.
  await toggl.stop();
  await engine.stop();
  return figures;
}

type Engine = Readonly<{ name: string; settings: Readonly<Record<string, string>> }>;

/** The product as a person starts it, on the database of that name. */
function startEngine({ folder, processes }: Bench, { name, settings }: Engine) {
  const databaseUrl = `file:${join(folder, `${name}.db`)}`;
  return processes.startServer({
    program: 'backend/src/main.ts',
    settings: { PORT: '0', API_SECRET: secret, DATABASE_URL: databaseUrl, ...settings },
  });
}

/** Until then there is nothing that could hang. */
async function connected(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const reply = await fetch(`${url}/api/toggl/status`, { headers: { 'x-api-secret': secret } });
    const { connected } = (await reply.json()) as { connected: boolean };
    if (connected) return;
    await sleep(50);
  }
  throw new Error('The engine did not connect to the sandbox. Run npm start to see why.');
}

type Target = Readonly<{ url: string; connections: number; durationSeconds: number }>;

/** The bare server is sent the secret too: both read the same bytes. */
function load({ processes }: Bench, target: Target): Promise<Figures> {
  return processes.runLoad({ ...target, headers: { 'x-api-secret': secret } });
}

async function inTurn<Result>(times: number, run: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let count = 0; count < times; count += 1) results.push(await run());
  return results;
}

function writeReport(commands: Section, reports: Section): void {
  const cores = cpus();
  const machine = `${cores.length} cores (${cores[0]?.model ?? 'unknown'}), ${process.platform}`;
  const text = `# Benchmark

What \`npm run bench -- --write\` printed on ${new Date().toISOString().slice(0, 10)}. Machine: \
${machine}, Node ${process.versions.node}; its load average before the run was \
${loadBefore.toFixed(2)}, and whatever else ran took its share of the cores and of the disk.

The bare server is Fastify of the same version with one durable insert a request. Both are sent \
the same starts and stops over ${busyConnections} connections that never pause, which tells the \
throughput, or over one where it says "one by one" or "slices before", which tells the latency: \
callers that never pause queue behind each other, so that theirs is their number ÷ throughput. \
Each figure is the middle of the runs, \`worst\` the slowest reply of all.

\`\`\`
${commands.printed}
\`\`\`

## Reports

Over ten years of slices in four dimensions. Compass answers over HTTP, one request after another: \
the middle of 200 requests for a month day by day, of 50 for all months there are. "Never \
counted before" is the first report of all, which counts every day and keeps it. \`ledger\` and \
\`timew\` are started for each report, as they are made to be, and read the same slices from their \
own files: ledger all of them, timew PRIMARY alone because it knows one dimension.

\`\`\`
${reports.printed}
\`\`\`
`;
  const path = join(import.meta.dirname, '..', 'docs', 'bench.md');
  const web = markedPart(readFileSync(path, 'utf8'), 'web');
  writeFileSync(path, web === '' ? text : `${text}\n${web}\n`);
}
