/**
 * Measures reports over histories of a hundred thousand and of a million slices: Compass over
 * HTTP, one request after another, beside `ledger` and `timew`, which read the same slices from
 * files of their own. What is not installed is told, not guessed.
 *
 * Compass is a running server and the others are programs that read their files each time. That
 * is what a person waits for with each; it is no contest of parsers.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Processes } from './processes.ts';
import type { ReportTimes, RivalTimes } from './reportTimes.ts';

type Bench = Readonly<{ folder: string; processes: Processes; secret: string }>;

/** A filled history that no load has touched. */
type Filled = Readonly<{ file: string; slices: number }>;

const rivalLimitMs = 60_000;
const today = () => new Date().toISOString().slice(0, 10);

export async function measureReports(bench: Bench, filled: Filled): Promise<ReportTimes> {
  const folder = join(bench.folder, `rivals-${filled.slices}`);
  mkdirSync(folder);
  await bench.processes.runToEnd({
    program: 'bench/rivalFiles.ts',
    arguments: [filled.file, folder],
  });
  const compass = await measureCompass(bench, filled);
  return { slices: filled.slices, ...compass, ...(await measureRivals(folder, compass.seconds)) };
}

type Compass = Pick<ReportTimes, 'firstMs' | 'thisMonthMs' | 'lastMonthMs' | 'wholeMs'> &
  Readonly<{ seconds: number }>;

async function measureCompass({ processes, secret }: Bench, { file }: Filled): Promise<Compass> {
  const server = await processes.startServer({
    program: 'backend/src/main.ts',
    settings: {
      PORT: '0',
      API_SECRET: secret,
      DATABASE_URL: `file:${file}`,
      // As the history was filled: another zone would cut other days than ledger does.
      COMPASS_TIMEZONE: 'UTC',
    },
  });
  const ask = (query: string) => timed(`${server.url}/api/reviews/metrics?${query}`, secret);
  const whole = `from=2000-01-01&to=${today()}&by=month`;
  const first = await ask(whole);
  const { total } = first.body as { total: { totals: { PRIMARY: number } } };
  const times = async (query: string, count: number) => {
    const all: number[] = [];
    for (let i = 0; i < count; i += 1) all.push((await ask(query)).ms);
    return all;
  };
  const thisMonth = `from=${today().slice(0, 7)}-01&to=${today()}`;
  await times(thisMonth, 100);
  const measured = {
    firstMs: first.ms,
    thisMonthMs: await times(thisMonth, 200),
    lastMonthMs: await times(lastMonth(), 200),
    wholeMs: await times(whole, 50),
    seconds: total.totals.PRIMARY,
  };
  await server.stop();
  return measured;
}

function lastMonth(): string {
  const lastDay = new Date(`${today().slice(0, 7)}-01T00:00:00Z`);
  lastDay.setUTCDate(0);
  const to = lastDay.toISOString().slice(0, 10);
  return `from=${to.slice(0, 7)}-01&to=${to}`;
}

/** Until the whole reply is there and read. */
async function timed(url: string, secret: string): Promise<{ ms: number; body: unknown }> {
  const startedAt = performance.now();
  const reply = await fetch(url, { headers: { 'x-api-secret': secret } });
  const text = await reply.text();
  const ms = performance.now() - startedAt;
  if (!reply.ok) throw new Error(`A report was refused: ${text}`);
  return { ms, body: JSON.parse(text) };
}

type Rivals = Pick<ReportTimes, 'ledger' | 'timew' | 'seconds'>;

async function measureRivals(folder: string, compass: number): Promise<Rivals> {
  const balance = ['-f', join(folder, 'history.ledger'), 'balance', '--flat'];
  const month = `${today().slice(0, 7)}-01`;
  const whole = await inTurn('ledger', balance, folder);
  const timew = (from: string) =>
    inTurn('timew', ['summary', from, '-', `${today()}T23:59:59`], folder);
  const [output] = whole.outputs;
  return {
    ledger: {
      whole: whole.times,
      month: (await inTurn('ledger', [...balance, '--begin', month], folder)).times,
    },
    timew: { month: (await timew(month)).times, whole: (await timew('2000-01-01')).times },
    seconds: { compass, ledger: output === undefined ? null : primarySeconds(output) },
  };
}

function primarySeconds(balance: string): number {
  const amounts = [...balance.matchAll(/^\s*(\d+) ms\s+PRIMARY:/gm)].map(([, ms]) => Number(ms));
  return Math.round(amounts.reduce((sum, ms) => sum + ms, 0) / 1000);
}

type Turns = Readonly<{ times: RivalTimes; outputs: readonly string[] }>;

/** Three times; a program that is too slow is not asked again. */
async function inTurn(program: string, args: readonly string[], folder: string): Promise<Turns> {
  const timesMs: number[] = [];
  const outputs: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const run = await runRival(program, args, folder);
    if (run.kind !== 'done') return { times: run, outputs };
    timesMs.push(run.ms);
    outputs.push(run.output);
  }
  return { times: { kind: 'measured', timesMs }, outputs };
}

type Run =
  | Exclude<RivalTimes, { kind: 'measured' }>
  | Readonly<{ kind: 'done'; ms: number; output: string }>;

function runRival(program: string, args: readonly string[], folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, TIMEWARRIORDB: join(folder, 'timew') },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: rivalLimitMs,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', (fault: NodeJS.ErrnoException) =>
      fault.code === 'ENOENT' ? resolve({ kind: 'absent' }) : reject(fault),
    );
    child.on('close', (code) => {
      const ms = performance.now() - startedAt;
      if (code === 0) resolve({ kind: 'done', ms, output });
      else if (ms >= rivalLimitMs) resolve({ kind: 'slow', limitMs: rivalLimitMs });
      else reject(new Error(`${program} ended with ${code}. Its reason stands above.`));
    });
  });
}
