/** The demo as a person starts it: a process of its own, with a temporary folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compass-demo-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function startDemo(...flags: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...flags], {
    env: { TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { text: '', complaints: '' };
  child.stdout.on('data', (chunk) => {
    output.text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.complaints += chunk;
  });
  return { child, output };
}

async function codeOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'close');
  return code;
}

describe('the demo', () => {
  it('ends with no difference between what Toggl should show and what it shows', async () => {
    const { child, output } = startDemo('--once', '--fast');
    expect(await codeOf(child)).toBe(0);
    expect(output.complaints).toBe('');
    expect(output.text).toContain('the connection to Toggl breaks');
    expect(output.text).toContain('the organization bucket is empty');
    expect(output.text).toContain('someone starts "Call from the school" in Timery');
    const last = output.text.trimEnd().split('\n').at(-1);
    expect(last).toMatch(
      /^transitions \d{3} · calls \d{3} · calls per transition \d\.\d\d · differences 0$/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows its page, takes a tap from it, and gives everything back at Ctrl-C', async () => {
    const { child, output } = startDemo('--live', '--fast');
    while (!output.text.includes('  live')) await once(child.stdout, 'data');
    const page = /^page +(\S+)$/m.exec(output.text)?.[1] ?? '';
    expect(await (await fetch(page)).text()).toContain('<title>Compass demo</title>');
    const tap = await fetch(`${page}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'toggle', dimension: 'SOCIAL', category: 'Call' }),
    });
    expect(tap.status).toBe(200);
    child.kill('SIGINT');
    expect(await codeOf(child)).toBe(0);
    expect(output.text).toContain('by hand: Started Call.');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a flag that it does not know in one line', async () => {
    const { child, output } = startDemo('--slow');
    expect(await codeOf(child)).toBe(1);
    expect(output.complaints).toBe('The demo does not know "--slow". Try --help.\n');
  });
});
