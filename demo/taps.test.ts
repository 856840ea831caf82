import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from './event.ts';
import { parseWeeks, type Weeks } from './scenario.ts';
import { tapsOf } from './taps.ts';

const weeks: Weeks = {
  timeZone: 'UTC',
  switchWithinSeconds: 60,
  workModeOfTask: { writing: 'Deep Work', meeting: 'Shallow Work' },
  socialOfTask: { meeting: 'Call' },
  segments: [],
  togglProjects: [],
};

const header = 'dt_start,dt_end,Project,Duration,Task,weekday,week_num';

function played(rows: readonly string[], changed: Partial<Weeks> = {}): readonly string[] {
  return tapsOf([header, ...rows].join('\n'), { ...weeks, ...changed }).map(line);
}

function line({ at, act }: Event): string {
  const time = new Date(at).toISOString().slice(11, 19);
  if (act.kind === 'start') {
    return `${time} start ${act.starts.map(({ category }) => category).join(' + ')}`;
  }
  return act.kind === 'stop' ? `${time} stop ${act.dimensions.join(' + ')}` : `${time} other`;
}

function row(start: string, end: string, [project, task]: readonly [string, string]): string {
  return `2026-06-08 ${start},2026-06-08 ${end},${project},0 days,${task},Monday,24`;
}

describe('taps of the recorded weeks', () => {
  const cases = [
    {
      reason: 'a row starts its project and the mode of its task, and ends both',
      rows: [row('09:00:00', '10:00:00', ['A', 'writing'])],
      taps: ['09:00:00 start A + Deep Work', '10:00:00 stop PRIMARY + WORK_MODE'],
    },
    {
      reason: 'a row that begins before the last one ended is a switch',
      rows: [
        row('09:00:00', '10:00:30', ['A', 'writing']),
        row('10:00:00', '11:00:00', ['B', 'writing']),
      ],
      taps: [
        '09:00:00 start A + Deep Work',
        '10:00:00 start B + Deep Work',
        '11:00:00 stop PRIMARY + WORK_MODE',
      ],
    },
    {
      reason: 'a pause of a minute is a switch, one of 61 seconds is a stop and a start',
      rows: [
        row('09:00:00', '10:00:00', ['A', 'idle']),
        row('10:01:00', '11:00:00', ['B', 'idle']),
        row('11:01:01', '12:00:00', ['C', 'idle']),
      ],
      taps: [
        '09:00:00 start A',
        '10:01:00 start B',
        '11:00:00 stop PRIMARY',
        '11:01:01 start C',
        '12:00:00 stop PRIMARY',
      ],
    },
    {
      reason: 'company ends with the row that had it, at a switch too',
      rows: [
        row('09:00:00', '10:00:00', ['A', 'meeting']),
        row('10:00:00', '11:00:00', ['B', 'writing']),
      ],
      taps: [
        '09:00:00 start A + Shallow Work + Call',
        '10:00:00 start B + Deep Work',
        '10:00:00 stop SOCIAL',
        '11:00:00 stop PRIMARY + WORK_MODE',
      ],
    },
    {
      reason: 'a mode that the next row does not have ends at the switch',
      rows: [
        row('09:00:00', '10:00:00', ['A', 'writing']),
        row('10:00:00', '11:00:00', ['B', 'idle']),
      ],
      taps: [
        '09:00:00 start A + Deep Work',
        '10:00:00 start B',
        '10:00:00 stop WORK_MODE',
        '11:00:00 stop PRIMARY',
      ],
    },
  ];

  it.each(cases)('are right where $reason', ({ rows, taps }) => {
    expect(played(rows)).toEqual(taps);
  });

  it('begin and end the blocks of every recorded day', () => {
    const segments = [{ name: 'Morning', from: '08:00', to: '12:00' }];
    expect(played([row('09:00:00', '10:00:00', ['A', 'idle'])], { segments })).toEqual([
      '08:00:00 start Morning',
      '09:00:00 start A',
      '10:00:00 stop PRIMARY',
      '12:00:00 stop SEGMENT',
    ]);
  });

  it('read the wall clock in the zone of the scenario', () => {
    const taps = played([row('09:00:00', '10:00:00', ['A', 'idle'])], { timeZone: 'Asia/Tokyo' });
    expect(taps).toEqual(['00:00:00 start A', '01:00:00 stop PRIMARY']);
  });

  it('hold every row of the committed record', () => {
    const file = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
    const csv = file('workloads/toggl-entries-3weeks.csv');
    const taps = tapsOf(csv, parseWeeks(file('scenarios/three-weeks.json')));
    const starts = taps.filter(
      ({ act }) => act.kind === 'start' && act.starts[0]?.dimension === 'PRIMARY',
    );
    expect(starts).toHaveLength(csv.trim().split('\n').length - 1);
  });
});
