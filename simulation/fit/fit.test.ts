/** The command as a person starts it: a process of its own, on small files. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const header = 'Description,Project,Start date,Start time,Stop date,Stop time,Tags';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compass-fit-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function tell(text: string, ...flags: readonly string[]) {
  const file = join(folder, 'history');
  writeFileSync(file, text);
  const words = [join(import.meta.dirname, 'main.ts'), file, '--zone', 'Europe/Berlin', ...flags];
  const done = { code: 0, stdout: '', stderr: '' };
  return run(process.execPath, words).then(
    (output) => ({ ...done, ...output }),
    (failed: typeof done) => ({ ...done, ...failed }),
  );
}

const clock = (second: number) => new Date(second * 1000).toISOString().slice(11, 19);
const nine = 9 * 3600;

/** One after another, without a gap. */
function switches(count: number, everySeconds: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const start = nine + index * everySeconds;
    const [from, to] = [clock(start), clock(start + everySeconds)];
    return `Task ${index % 5},Site,2026-06-08,${from},2026-06-08,${to},`;
  });
  return [header, ...rows].join('\n');
}

const fact = (stdout: string, name: string) =>
  stdout
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length)
    .trim();

describe('npm run fit', () => {
  it('plays a morning that fits, counts its calls and says so last', async () => {
    const { code, stdout, stderr } = await tell(switches(6, 1200));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // The connection, six starts, one stop and the look after the start from idle.
    expect(fact(stdout, 'calls')).toBe(
      '9: 7 for the workspace, 2 for the user; the least possible is 9',
    );
    expect(fact(stdout, 'taps')).toBe('7');
    expect(fact(stdout, '402 met')).toBe('0');
    expect(stdout).toMatch(/^09:00 {2}█+ 4$/m);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^These days fit the free plan: /);
  });

  it('tells of an hour that is too much for the free plan what would help', async () => {
    const { code, stdout } = await tell(switches(40, 60));
    expect(code).toBe(0);
    expect(fact(stdout, 'worst hour, workspace')).toMatch(/^\d\d of 30, [01] left, from .* 09:00$/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^These days do not fit the free plan: .* They would fit the starter plan\.$/,
    );
  });

  it('plays our own slices', async () => {
    const slice = (category: string, start: string, end: string) => ({
      ...{ dimension: 'PRIMARY', category, source: 'NFC' },
      ...{ start: `2026-06-08T${start}:00.000Z`, end: `2026-06-08T${end}:00.000Z` },
    });
    const slices = [slice('Mail', '08:00', '09:00'), slice('Coding', '07:00', '08:00')];
    const { stdout } = await tell(JSON.stringify(slices), '--plan', 'starter', '--timery', '0');
    expect(fact(stdout, 'days with taps')).toBe('1, 2026-06-08 to 2026-06-08');
    expect(stdout).toContain('These days fit the starter plan: ');
  });

  it('ends with 1 and one line that names the row of a bad file', async () => {
    const { code, stdout, stderr } = await tell(`${switches(2, 60)}\nx,y,never,,,,`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^\S*history: Row 4: its start "never" is not a time like .*\.\n$/);
  });
});
