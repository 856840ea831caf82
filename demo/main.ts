/**
 * `npm run demo`: what a person starts. Exit code 1 when Toggl does not show what it should, or
 * when something failed, which is told in one line.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unreachable } from '../core/invariant.ts';
import { type Programme, runDemo } from './demo.ts';
import { type Flags, readFlags } from './flags.ts';
import { hourEvents } from './hourEvents.ts';
import { parseHour, parseWeeks } from './scenario.ts';
import { tapsOf } from './taps.ts';

const asked = readFlags(process.argv.slice(2));
switch (asked.kind) {
  case 'usage':
    process.stdout.write(`${asked.text}\n`);
    break;
  case 'bad':
    leave(asked.line);
    break;
  case 'ok':
    await start(asked.flags);
    break;
  default:
    unreachable(asked);
}

async function start(flags: Flags): Promise<void> {
  const quit = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => quit.abort());
  const { stdin: input, stdout: output } = process;
  try {
    const complaints = await runDemo({ flags, quit, input, output, programme: await programme() });
    for (const line of complaints) process.stderr.write(`${line}\n`);
    process.exitCode = complaints.length === 0 ? 0 : 1;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    leave(`The demo failed: ${reason.replaceAll('\n', ' ')}`);
  }
}

async function programme(): Promise<Programme> {
  const weeks = parseWeeks(await file('scenarios/three-weeks.json'));
  const hour = parseHour(await file('scenarios/thirty-switches.json'));
  return {
    timeZone: weeks.timeZone,
    togglProjects: [...weeks.togglProjects, ...hour.togglProjects],
    choices: hour.choices,
    weeks: tapsOf(await file('workloads/toggl-entries-3weeks.csv'), weeks),
    hour: hourEvents(hour),
  };
}

function file(path: string): Promise<string> {
  return readFile(join(import.meta.dirname, path), 'utf8');
}

function leave(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
