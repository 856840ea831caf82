/**
 * What a person starts to see whether days of theirs fit Toggl's quota.
 *
 *     npm run fit -- report.csv --plan free
 *
 * It plays the days as taps on the whole program, with a sandbox in place of Toggl and a clock that
 * jumps; nothing leaves the machine. Exit code 1 for a file or a flag that cannot be read.
 */
import { readFileSync } from 'node:fs';
import { type Figures, figuresOf } from './figures.ts';
import { type Flags, readFlags } from './flags.ts';
import { readHistory } from './history.ts';
import { type PlanName, planNames } from './plans.ts';
import { play } from './play.ts';
import { reportLines } from './report.ts';
import type { Row } from './row.ts';
import { type Tap, tapsOf } from './taps.ts';
import { gradeOf, type Remedy, verdict } from './verdict.ts';

const machineTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const read = readFlags(process.argv.slice(2), machineTimeZone);
if (read.kind === 'usage') say(read.text);
else if (read.kind === 'bad') refuse(read.line);
else await tellFit(read.flags);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

async function tellFit(flags: Flags): Promise<void> {
  const text = textOf(flags.file);
  if (text === null) return refuse(`${flags.file} cannot be read. Check the path.`);
  const history = readHistory(text, flags.timeZone);
  if (history.kind === 'bad') return refuse(`${flags.file}: ${history.line}`);
  const days = { taps: tapsOf(history.rows), projects: projectsIn(history.rows) };
  const played = (plan: PlanName, timeryPerHour: number) =>
    playDays(days, { ...flags, plan, timeryPerHour });
  const figures = await played(flags.plan, flags.timeryPerHour);
  for (const line of reportLines(figures, flags)) say(line);
  const remedies = gradeOf(figures) === 'fits' ? [] : await remediesFor(flags, played);
  say(verdict(figures, { ...flags, remedies }));
}

type Days = Readonly<{ taps: readonly Tap[]; projects: readonly string[] }>;

async function playDays(days: Days, { plan, timeryPerHour, timeZone }: Flags): Promise<Figures> {
  return figuresOf(await play({ ...days, plan, timeryPerHour }), timeZone);
}

/** The cheapest first; those behind the first that helps are not tried. */
async function remediesFor(
  { plan, timeryPerHour }: Flags,
  played: (plan: PlanName, timeryPerHour: number) => Promise<Figures>,
): Promise<readonly Remedy[]> {
  const dearer = planNames.slice(planNames.indexOf(plan) + 1);
  const tried = [
    ...(timeryPerHour === 0 ? [] : [{ plan, timeryPerHour: 0 }]),
    ...dearer.map((name) => ({ plan: name, timeryPerHour })),
  ];
  const remedies: Remedy[] = [];
  for (const what of tried) {
    const grade = gradeOf(await played(what.plan, what.timeryPerHour));
    remedies.push({ what, grade });
    if (grade === 'fits') break;
  }
  return remedies;
}

function projectsIn(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap(({ project }) => (project === null ? [] : [project])))];
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
