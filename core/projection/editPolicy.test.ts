import { expect, test } from 'vitest';
import { automaticAnswer, type EditPolicy } from './editPolicy.ts';
import type { Field } from './entry.ts';
import type { Matter } from './warningActions.ts';

const at = (second: number) => new Date(second * 1000).toISOString();

function matter(kind: Matter['kind'], fields: readonly Field[], stop: string | null): Matter {
  const ours = { start: at(1000), stop: null };
  return { kind, entryId: 1, ours, timerys: { start: at(990), stop }, fields };
}

const start = matter('time-changed', ['start'], at(1060));
const stop = matter('stopped-in-timery', ['stop'], at(1060));
const end = matter('time-changed', ['start', 'stop'], at(1060));
const reopened = matter('time-changed', ['stop'], null);
const project = matter('project-changed', ['project'], null);
const deleted = matter('deleted-in-timery', ['entry'], null);
const foreign = matter('foreign-stopped', [], null);

type Row = Readonly<{
  reason: string;
  policy: EditPolicy;
  about: Matter;
  isRunning: boolean | null;
  restores?: number;
  answer: 'keep' | 'restore' | 'ask';
}>;

const rows: readonly Row[] = [
  { reason: 'ask asks', policy: 'ask', about: start, isRunning: true, answer: 'ask' },
  { reason: 'a start', policy: 'keep', about: start, isRunning: true, answer: 'keep' },
  { reason: 'a project', policy: 'keep', about: project, isRunning: true, answer: 'keep' },
  { reason: 'ends of the past', policy: 'keep', about: end, isRunning: false, answer: 'keep' },
  { reason: 'a stop of what runs', policy: 'keep', about: stop, isRunning: true, answer: 'ask' },
  { reason: 'a stop of the past', policy: 'keep', about: stop, isRunning: false, answer: 'keep' },
  { reason: 'an end of what runs', policy: 'keep', about: end, isRunning: true, answer: 'ask' },
  { reason: 'a reopening', policy: 'keep', about: reopened, isRunning: false, answer: 'ask' },
  { reason: 'a deleted entry', policy: 'keep', about: deleted, isRunning: false, answer: 'keep' },
  { reason: 'one that runs', policy: 'keep', about: deleted, isRunning: true, answer: 'ask' },
  { reason: 'a foreign entry', policy: 'keep', about: foreign, isRunning: false, answer: 'ask' },
  { reason: 'a slice that is gone', policy: 'keep', about: start, isRunning: null, answer: 'ask' },
  { reason: 'a stop', policy: 'restore', about: stop, isRunning: true, answer: 'restore' },
  { reason: 'a deletion', policy: 'restore', about: deleted, isRunning: true, answer: 'restore' },
  { reason: 'foreign', policy: 'restore', about: foreign, isRunning: false, answer: 'ask' },
  {
    reason: 'the third time',
    policy: 'restore',
    about: start,
    isRunning: true,
    restores: 2,
    answer: 'restore',
  },
  {
    reason: 'the fourth time',
    policy: 'restore',
    about: start,
    isRunning: true,
    restores: 3,
    answer: 'ask',
  },
];

test.each(rows)('$policy answers $answer to $reason', (row) => {
  const { policy, about, isRunning, restores = 0, answer } = row;
  expect(automaticAnswer(about, { policy, isRunning, restores })).toBe(answer);
});
