import { describe, expect, test } from 'vitest';
import { owedProjects } from './adoptForeign.ts';
import { afterStep } from './afterStep.ts';
import { plan } from './plan.ts';
import type { CallResult } from './settled.ts';
import { itemOf, linkedTo, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

const entry = entryWith({ id: 55, workspaceId: 9, projectId: 3 });
const owed = { togglUserId: 1, retryAt: 0 };
const adoptees = [
  { entry, text: 'Coding', owed },
  { entry: { ...entry, id: 56 }, text: 'Coding' },
];
const owing = () => worldWith({ owedProjects: owedProjects(adoptees, { togglUserId: 1 }) });

test('a timer that is owed its project gets it by one call, in its own workspace', () => {
  expect(plan(owing())).toEqual([
    {
      action: { kind: 'return-project', entryId: 55, workspaceId: 9, projectId: 3 },
      worth: 'text',
      notBefore: 0,
      reason: 'an adoption was undone: the timer gets its project back',
    },
  ]);
});

test('what runs goes before it', () => {
  const link = linkedTo(1, fieldsWith());
  const items = [
    itemOf(
      { ...link, state: { kind: 'wanted', earlier: null }, entryId: null },
      {
        ...fieldsWith(),
        stopSecond: null,
      },
    ),
  ];
  expect(plan({ ...owing(), items }).map(({ action }) => action.kind)).toEqual([
    'create',
    'return-project',
  ]);
});

test('the token of another Toggl user leaves it alone', () => {
  expect(owedProjects(adoptees, { togglUserId: 2 })).toEqual([]);
});

describe('once it was tried', () => {
  const refusal = (status: number): CallResult => ({ kind: 'refused', status, reason: 'No' });
  const told = {
    kind: 'refused',
    sliceId: null,
    entryId: 55,
    ours: null,
    timerys: null,
    message:
      'Toggl refused to give a timer that is not tracked here any more its project back: ' +
      'No. Choose its project in Timery.',
  };
  type Case = {
    reason: string;
    result: CallResult;
    retryAt: (number | null)[];
    warnings: object[];
  };

  test.each<Case>([
    { reason: 'done', result: { kind: 'entry', entry }, retryAt: [null], warnings: [] },
    { reason: 'done without a word', result: { kind: 'done' }, retryAt: [null], warnings: [] },
    { reason: 'not allowed now', result: { kind: 'not-done' }, retryAt: [], warnings: [] },
    { reason: 'not answered', result: { kind: 'unknown' }, retryAt: [2_300_000], warnings: [] },
    { reason: 'refused', result: refusal(400), retryAt: [null], warnings: [told] },
    { reason: 'too late', result: refusal(404), retryAt: [null], warnings: [] },
  ])('and is $reason, it is left, or tried later', ({ result, retryAt, warnings }) => {
    const world = owing();
    const [step] = plan(world);
    if (step === undefined) throw new Error('Nothing is planned.');
    const times = { askedAt: 0, now: 2_000_000, togglSecond: 2000 };
    const after = afterStep(world, step, { ...times, result, entries: null, others: [] });
    expect(after.owedProjects.map((one) => one.retryAt)).toEqual(retryAt);
    expect(after.warnings).toEqual(warnings);
  });
});
