/**
 * The figures in docs/mutants.md, from the report of the last `npm run mutate`. What stands
 * between the marks is written here and nowhere else; the rest of the page is a person's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Report = Readonly<{
  files: Readonly<Record<string, Readonly<{ mutants: readonly Readonly<{ status: string }>[] }>>>;
}>;
type Row = Readonly<{ name: string; killed: number; all: number }>;

const page = join(import.meta.dirname, 'docs/mutants.md');
const marks =
  /(<!-- npm run mutate:report: from here -->\n).*(\n<!-- npm run mutate:report: to here -->)/s;

/** A mutant that makes a test run for ever is noticed too; one that does not compile is none. */
function rowOf(name: string, statuses: readonly string[]): Row {
  const count = (...wanted: readonly string[]) =>
    statuses.filter((status) => wanted.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  return { name, killed, all: killed + count('Survived', 'NoCoverage') };
}

function lineOf({ name, killed, all }: Row): string {
  return `| ${name} | ${all} | ${all - killed} | ${((100 * killed) / all).toFixed(1)} % |`;
}

const { files }: Report = JSON.parse(
  readFileSync(join(import.meta.dirname, 'reports/mutation.json'), 'utf8'),
);
const statuses = Object.entries(files).map(
  ([name, { mutants }]) => [name, mutants.map(({ status }) => status)] as const,
);
const folders = [...new Set(statuses.map(([name]) => name.slice(0, name.lastIndexOf('/'))))];
const rows = folders.flatMap((folder) => {
  const own = statuses.filter(([name]) => name.startsWith(`${folder}/`));
  const whole = rowOf(
    `**${folder}**`,
    own.flatMap(([, all]) => all),
  );
  return [whole, ...own.map(([name, all]) => rowOf(name.slice(folder.length + 1), all))];
});
const table = [
  '| | mutants | survived | killed |',
  '|---|---|---|---|',
  ...rows.filter(({ all }) => all > 0).map(lineOf),
].join('\n');
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(marks, (_all, begin, end) => `${begin}\n${table}\n${end}`),
);
