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
const world = worldWith({ owedProjects: owedProjects(adoptees, { togglUserId: 1 }) });

test('a timer that is owed its project gets it by one call, in its own workspace', () => {
  expect(plan(world)).toMatchObject([
    { action: { kind: 'return-project', entryId: 55, workspaceId: 9, projectId: 3 } },
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
  expect(plan({ ...world, items }).map(({ action }) => action.kind)).toEqual([
    'create',
    'return-project',
  ]);
});

test('the token of another Toggl user leaves it alone', () => {
  expect(owedProjects(adoptees, { togglUserId: 2 })).toEqual([]);
});

describe('once it was tried', () => {
  const [step] = plan(world);
  const times = { askedAt: 0, now: 2_000_000, togglSecond: 2000 };

  test.each<{ reason: string; result: CallResult; retryAt: (number | null)[]; told: number }>([
    { reason: 'done', result: { kind: 'entry', entry }, retryAt: [null], told: 0 },
    { reason: 'not allowed now', result: { kind: 'not-done' }, retryAt: [], told: 0 },
    { reason: 'not answered', result: { kind: 'unknown' }, retryAt: [2_300_000], told: 0 },
    {
      reason: 'refused',
      result: { kind: 'refused', status: 400, reason: 'Project is archived' },
      retryAt: [null],
      told: 1,
    },
    {
      reason: 'about an entry that is gone',
      result: { kind: 'refused', status: 404, reason: 'Time entry not found' },
      retryAt: [null],
      told: 0,
    },
  ])('and is $reason, it is left, or tried later', ({ result, retryAt, told }) => {
    if (step === undefined) throw new Error('Nothing is planned.');
    const reply = { ...times, result, entries: null, others: [] };
    const after = afterStep(world, step, reply);
    expect(after.owedProjects.map((one) => one.retryAt)).toEqual(retryAt);
    expect(after.warnings).toHaveLength(told);
  });
});
