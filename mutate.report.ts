/**
 * The figures in docs/mutants.md, from the reports of the last `npm run mutate` and
 * `npm run mutate:projection`; one that was not made is told and left out. What stands between the
 * marks is written here and nowhere else; the rest of the page is a person's.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Report = Readonly<{
  files: Readonly<Record<string, Readonly<{ mutants: readonly Readonly<{ status: string }>[] }>>>;
}>;
type Row = Readonly<{ name: string; killed: number; timedOut: number; all: number }>;

const page = join(import.meta.dirname, 'docs/mutants.md');
const marks =
  /(<!-- npm run mutate:report: from here -->\n).*(<!-- npm run mutate:report: to here -->)/s;

/** A mutant that makes a test run for ever is noticed too; one that does not compile is none. */
function rowOf(name: string, statuses: readonly string[]): Row {
  const count = (...wanted: readonly string[]) =>
    statuses.filter((status) => wanted.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const all = killed + count('Survived', 'NoCoverage');
  return { name, killed, timedOut: count('Timeout'), all };
}

function lineOf({ name, killed, timedOut, all }: Row): string {
  const share = `${((100 * killed) / all).toFixed(1)} %`;
  return `| ${name} | ${all} | ${all - killed} | ${timedOut} | ${share} |`;
}

function statusesIn(report: string): (readonly [string, string[]])[] {
  const path = join(import.meta.dirname, 'reports', report);
  if (!existsSync(path)) {
    process.stdout.write(`Without reports/${report}, which is not there.\n`);
    return [];
  }
  const { files }: Report = JSON.parse(readFileSync(path, 'utf8'));
  // The report lists first what ran last.
  const names = Object.keys(files).toSorted();
  return names.map((name) => [name, (files[name]?.mutants ?? []).map(({ status }) => status)]);
}

const statuses = ['mutation.json', 'mutation-projection.json'].flatMap(statusesIn);
const folders = [...new Set(statuses.map(([name]) => name.slice(0, name.lastIndexOf('/'))))];
const rows = folders.flatMap((folder) => {
  const own = statuses.filter(([name]) => name.startsWith(`${folder}/`));
  const whole = rowOf(
    `**${folder}**`,
    own.flatMap(([, all]) => all),
  );
  return [whole, ...own.map(([name, all]) => rowOf(name.slice(folder.length + 1), all))];
});
const everything = rowOf(
  '**all**',
  statuses.flatMap(([, all]) => all),
);
const table = [
  '| | mutants | survived | ran for ever | killed |',
  '|---|---|---|---|---|',
  ...[everything, ...rows].filter(({ all }) => all > 0).map(lineOf),
].join('\n');
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(marks, (_all, begin, end) => `${begin}\n${table}\n\n${end}`),
);
