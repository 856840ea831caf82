/**
 * Three weeks of a person's recorded entries (demo/workloads), with the dimensions that the demo's
 * scenario gives them, read into the account as a file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compass } from './compass.ts';

const demo = join(import.meta.dirname, '../../demo');

/** Days of the record on which something was tracked. */
export const recordedDay = '2021-04-14';

type Scenario = Readonly<{
  workModeOfTask: Readonly<Record<string, string>>;
  socialOfTask: Readonly<Record<string, string>>;
}>;

export async function readInThreeWeeks({ client }: Compass): Promise<void> {
  const answer = await client.importSlices({ format: 'json' }, JSON.stringify(slices()));
  if (!answer.ok || answer.body.inserted === 0) {
    throw new Error(`The record was not taken: ${JSON.stringify(answer)}`);
  }
}

function slices() {
  const scenario: Scenario = JSON.parse(
    readFileSync(join(demo, 'scenarios/three-weeks.json'), 'utf8'),
  );
  const record = readFileSync(join(demo, 'workloads/toggl-entries-3weeks.csv'), 'utf8');
  return record
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [start = '', end = '', project = '', , task = ''] = line.split(',');
      const span = { start: instantOf(start), end: instantOf(end) };
      const beside = [
        { dimension: 'WORK_MODE', category: scenario.workModeOfTask[task] },
        { dimension: 'SOCIAL', category: scenario.socialOfTask[task] },
      ].filter(({ category }) => category !== undefined);
      return [{ dimension: 'PRIMARY', category: project }, ...beside].map((one) => ({
        ...one,
        ...span,
      }));
    });
}

/** The record is of British summer time. */
function instantOf(clock: string): string {
  return `${clock.replace(' ', 'T')}+01:00`;
}
