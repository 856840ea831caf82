/** The recorded weeks (demo/workloads) as entries of a sandbox: what a person tracked in Toggl. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../../../core/time/instant.ts';
import type { Seed, SeedEntry } from '../../../toggl-sandbox/seed.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'demo', 'workloads');

function rowsOf(name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(folder, name), 'utf8').trim().split('\n');
  const names = header.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(names.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** The clock on the wall is taken for UTC, moved by whole days. */
function secondOf(text: string, days: number): number {
  const at = parseInstant(`${text.replace(' ', 'T')}Z`);
  if (at === null) throw new Error(`Not an instant: ${text}`);
  return at / 1000 + days * 86_400;
}

const firstProjectId = 500;

/** 53 entries with projects and texts. */
export function realWeeks(days = 0): Required<Pick<Seed, 'entries' | 'projects'>> {
  const rows = rowsOf('toggl-entries-3weeks.csv');
  const names = [...new Set(rows.map((row) => row.Project ?? ''))].filter((name) => name !== '');
  const idOf = (name: string) => (name === '' ? null : firstProjectId + names.indexOf(name));
  return {
    projects: names.map((name, index) => ({ id: firstProjectId + index, name })),
    entries: rows.map((row) => ({
      startSecond: secondOf(row.dt_start ?? '', days),
      stopSecond: secondOf(row.dt_end ?? '', days),
      projectId: idOf(row.Project ?? ''),
      description: row.Task ?? '',
    })),
  };
}

/** 241 stretches on a desktop, as entries without a project. */
export function realTimeline(days = 0): readonly SeedEntry[] {
  return rowsOf('toggl-desktop-timeline.csv').map((row) => ({
    startSecond: secondOf(row.dt_start ?? '', days),
    stopSecond: secondOf(row.dt_end ?? '', days),
    description: row.Tool ?? '',
  }));
}
