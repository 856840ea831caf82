/**
 * Measures the web app as a person feels it: the built app in Chromium against the real server, a
 * day with 500 slices and a year of them. Each figure is the time from a key, or a turn of the
 * wheel, to the end of the frame that shows its answer. Prints a table and a verdict for each;
 * exit code 1 when one is missed. `--write` stores what it printed in its part of docs/bench.md.
 *
 *     input ──▶ event ──▶ React, layout ──▶ frame        event.timeStamp … the task after it
 *
 * It is no test: a figure of a noisy machine must not break a build.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { tellErrors, times } from './interaction.ts';
import { withMarkedPart } from './markedPart.ts';
import { createProcesses } from './processes.ts';
import { type WebTimes, webTable, webVerdicts } from './webTimes.ts';

const secret = 'secret-of-the-benchmark';
const report = join(import.meta.dirname, '..', 'docs', 'bench.md');
/** Longer than it takes to read the neighbours of a day ahead. */
const lookMs = 400;

type History = Readonly<{ name: string; slices: number; days: number }>;

const busyDays: History = { name: 'busy-days', slices: 500 * 40, days: 40 };
const year: History = { name: 'year', slices: 60 * 400, days: 400 };

const [loadBefore = 0] = loadavg();
const folder = mkdtempSync(join(tmpdir(), 'compass-bench-web-'));
const processes = createProcesses(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const all = [...(await over(busyDays, measureDay)), ...(await over(year, measureYear))];
  const results = webVerdicts(all);
  const lines = results.map(({ passed, line }) => `${passed ? 'ok    ' : 'MISSED'} ${line}`);
  const printed = [webTable(all), '', ...lines].join('\n');
  process.stdout.write(`${printed}\n`);
  if (process.argv.includes('--write')) write(printed);
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
} finally {
  await browser.close();
  await processes.stopAll();
  rmSync(folder, { recursive: true, force: true });
}

/** A server on a history of its own, and a browser that is signed in to it. */
async function over(
  { name, slices, days }: History,
  measure: (page: Page) => Promise<WebTimes[]>,
): Promise<WebTimes[]> {
  const file = join(folder, `${name}.db`);
  await processes.runToEnd({
    program: 'bench/fillHistory.ts',
    arguments: [file, String(slices), String(days)],
  });
  const server = await processes.startServer({
    program: 'backend/src/main.ts',
    settings: { PORT: '0', API_SECRET: secret, DATABASE_URL: `file:${file}` },
  });
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
  });
  await context.request.post('/api/session', {
    data: { secret },
    headers: { origin: new URL(server.url).origin },
  });
  const page = await context.newPage();
  tellErrors(page);
  const measured = await measure(page);
  await context.close();
  await server.stop();
  return measured;
}

async function measureDay(page: Page): Promise<WebTimes[]> {
  const days = Array.from({ length: 20 }, (_, index) => dayBefore(30 - index));
  await page.goto(`/day?date=${days[0]}`);
  await page.locator('button[data-slice]').nth(400).waitFor({ state: 'attached' });
  await sleep(lookMs);
  const select = await times(page, 60, {
    name: 'Day with 500 slices, select the next',
    ready: () => focusASlice(page),
    act: () => page.keyboard.press('ArrowDown'),
    shown: `(() => {
      const before = document.activeElement.dataset.slice;
      return () => document.activeElement.dataset.slice !== before
        && document.activeElement.getAttribute('aria-pressed') === 'true';
    })()`,
  });
  await page.mouse.move(600, 500);
  const scroll = await times(page, 40, {
    name: 'Day with 500 slices, scroll',
    act: () => page.mouse.wheel(0, 120),
    shown: '() => true',
  });
  await page.keyboard.press('Escape');
  const step = await times(page, 20, {
    name: 'Day with 500 slices, step to the next day',
    ready: () => sleep(lookMs),
    act: () => page.keyboard.press('j'),
    shown: `(() => {
      const before = document.querySelector('h1').textContent;
      return () => document.querySelector('h1').textContent !== before
        && document.querySelectorAll('button[data-slice]').length > 400;
    })()`,
  });
  return [select, scroll, step];
}

async function measureYear(page: Page): Promise<WebTimes[]> {
  await page.goto(`/year`);
  await page.locator('main svg path').nth(20).waitFor({ state: 'attached' });
  await sleep(lookMs);
  await page.mouse.move(700, 500);
  const scroll = await times(page, 60, {
    name: 'Year of slices, scroll',
    ready: () => sleep(100),
    act: () => page.mouse.wheel(0, 170),
    shown: '() => true',
  });
  return [scroll];
}

async function focusASlice(page: Page): Promise<void> {
  const first = page.locator('button[data-slice]').first();
  const hasFocus = await page.evaluate("document.activeElement?.matches('button[data-slice]')");
  if (hasFocus !== true) await first.focus();
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

function write(printed: string): void {
  const cores = cpus();
  const part = `## The web app

What \`npm run web:bench -- --write\` printed on ${new Date().toISOString().slice(0, 10)}, on \
${cores.length} cores (${cores[0]?.model ?? 'unknown'}) whose load average before was \
${loadBefore.toFixed(2)}. The built app in Chromium, 1440 × 900, without a graphics card, against \
the real server. From the input, as the browser dates it, to the end of the frame that shows its \
answer; a frame comes every 16.7 ms.

\`\`\`
${printed}
\`\`\``;
  writeFileSync(report, withMarkedPart(readFileSync(report, 'utf8'), 'web', part));
}
