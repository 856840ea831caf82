/**
 * What a person starts for the table of calls per action and per day.
 *
 *     npm run calls                 prints it
 *     npm run calls -- --write      and stores it in docs/proof.md
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readHistory } from '../fit/history.ts';
import type { Row } from '../fit/row.ts';
import { writeSection } from '../proof.ts';
import { actions } from './actions.ts';
import { measureAction, measureHour, measureWeeks } from './measure.ts';
import { type Measured, sectionOf } from './section.ts';

const demo = join(import.meta.dirname, '..', '..', 'demo');

const section = sectionOf(await measure());
process.stdout.write(`${section}\n`);
if (process.argv.includes('--write')) writeSection('npm run calls -- --write', section);

async function measure(): Promise<Measured> {
  const scenario = z
    .object({ timeZone: z.string(), workModeOfTask: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(demo, 'scenarios', 'three-weeks.json'), 'utf8')));
  const { timeZone } = scenario;
  const rows = recordedRows(timeZone);
  const withMode = (row: Row) => ({ ...row, mode: modeOf(row, scenario.workModeOfTask) });
  return {
    actions: await inTurn(actions, measureAction),
    weeks: {
      plain: await measureWeeks(rows, timeZone),
      withModes: await measureWeeks(rows.map(withMode), timeZone),
    },
    hours: await inTurn(
      [
        { switches: 30, plan: 'free', timeryPerHour: 0 },
        { switches: 30, plan: 'free', timeryPerHour: 5 },
        { switches: 100, plan: 'free', timeryPerHour: 0 },
        { switches: 100, plan: 'free', timeryPerHour: 5 },
        { switches: 100, plan: 'starter', timeryPerHour: 5 },
      ] as const,
      measureHour,
    ),
  };
}

function recordedRows(timeZone: string): readonly Row[] {
  const text = readFileSync(join(demo, 'workloads', 'toggl-entries-3weeks.csv'), 'utf8');
  const history = readHistory(text, timeZone);
  if (history.kind === 'bad') throw new Error(history.line);
  return history.rows;
}

/** The category of a recorded row ends in its task. */
function modeOf({ category }: Row, workModeOfTask: Readonly<Record<string, string>>) {
  return workModeOfTask[category.split(': ').at(-1) ?? ''] ?? null;
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  measureOne: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await measureOne(item));
  return results;
}
