import { expect, test } from 'vitest';
import type { Period } from '../../server/reports.ts';
import { createWords } from '../../words/words.ts';
import { trendFigures } from './trendFigures.ts';

const words = createWords({ timeZone: 'UTC', locale: 'en-GB' });

const period: Period = {
  from: '2026-11-02',
  to: '2026-11-02',
  start: '2026-11-02T00:00:00.000Z',
  end: '2026-11-03T00:00:00.000Z',
  lengthSeconds: 86_400,
  elapsedSeconds: 86_400,
  totals: { PRIMARY: 9000, WORK_MODE: 3600, SOCIAL: 0, SEGMENT: 0 },
  coverage: null,
  wakingSeconds: 57_600,
  sleepSeconds: 28_800,
  deepWorkSeconds: 3600,
  switches: 4,
  categories: [
    { dimension: 'WORK_MODE', categoryId: 'deep', seconds: 3600 },
    { dimension: 'PRIMARY', categoryId: 'mail', seconds: 1800 },
    { dimension: 'PRIMARY', categoryId: 'coding', seconds: 7200 },
  ],
  tasks: [],
  crossings: [],
  planned: {
    tasks: 0,
    completedTasks: 0,
    plannedSeconds: 0,
    doneSeconds: 0,
    varianceSeconds: 0,
    efficiency: null,
  },
  activity: { steps: null, activeCalories: null, exerciseMinutes: null, standHours: null },
};

const categories = [
  { id: 'coding', name: 'Coding', color: '#1f77b4' },
  { id: 'mail', name: 'Mail', color: '#9467bd' },
];

const told = (of: Period) =>
  trendFigures({ total: period, categories }, words).map(({ label, measure, told }) => {
    const value = measure(of);
    return [label, value === null ? null : told(value)];
  });

test('what can be followed are the figures, then the activities, longest first', () => {
  expect(told(period)).toEqual([
    ['Tracked', '2 h 30 min'],
    ['Deep work', '1 h'],
    ['Coverage of the time awake', null],
    ['Switches', '4'],
    ['Sleep', '8 h'],
    ['Coding', '2 h'],
    ['Mail', '30 min'],
  ]);
});

test('an activity that a period does not know took no time in it', () => {
  expect(told({ ...period, categories: [] }).at(-1)).toEqual(['Mail', '0 s']);
});
