import { describe, expect, test } from 'vitest';
import { isAtHand, isRunningInToggl, type Link, mayStartUnseen } from './link.ts';
import { linkedTo, linkOf, lost } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const finished = linkedTo(1, fieldsWith());
const attempt = {
  attemptedAt: 1,
  firstAttemptedAt: 1,
  number: 1,
  mayRun: true,
  isOvertaken: false,
};
const earlier = { ...attempt, fields: fieldsWith() };
const look = { at: 1, sinceAt: 1 };

test.each<{ reason: string; link: Link; isRead: boolean }>([
  { reason: 'was never sent', link: linkOf('a'), isRead: false },
  { reason: 'has a finished entry', link: finished, isRead: false },
  { reason: 'is gone', link: { ...finished, state: { kind: 'gone' } }, isRead: false },
  {
    reason: 'was refused, finished',
    link: { ...finished, state: { kind: 'parked', reason: 'no', desired: null, earlier: null } },
    isRead: false,
  },
  {
    reason: 'was missing for sure',
    link: { ...finished, missing: { sinceAt: 1, lookAt: null } },
    isRead: false,
  },
  { reason: 'runs in Toggl', link: linkedTo(1, fieldsWith({ stopSecond: null })), isRead: true },
  { reason: 'is in doubt', link: linkOf('a', { state: lost(fieldsWith(), 1) }), isRead: true },
  {
    reason: 'is on its way',
    link: linkOf('a', { state: { kind: 'pending', attempt: earlier } }),
    isRead: true,
  },
  {
    reason: 'was looked up and not found',
    link: linkOf('a', { state: { kind: 'wanted', earlier } }),
    isRead: true,
  },
  { reason: 'is to be read', link: { ...finished, look }, isRead: true },
  {
    reason: 'was sent twice',
    link: { ...finished, twinCheck: { ...look, record: fieldsWith(), mayRun: false } },
    isRead: true,
  },
  {
    reason: 'was missing once',
    link: { ...finished, missing: { sinceAt: 1, lookAt: 2 } },
    isRead: true,
  },
  { reason: 'was written in doubt', link: { ...finished, doubted: ['tags'] }, isRead: true },
  { reason: 'has an entry to go', link: { ...finished, retiredEntryIds: [2] }, isRead: true },
  { reason: 'waits for a retry', link: { ...finished, retryAt: 1 }, isRead: true },
])('a link that $reason is read at every look: $isRead', ({ link, isRead }) => {
  expect(isAtHand(link)).toBe(isRead);
});

describe('what may end the running entry unseen', () => {
  const carried = fieldsWith();
  const check = { at: 1, sinceAt: 1, record: carried };
  const checked = (mayRun: boolean) => linkedTo(1, carried, { twinCheck: { ...check, mayRun } });
  const leaves = { finishedCreate: 'leaves-running' } as const;
  const stops = { finishedCreate: 'stops-running' } as const;

  test.each<{ reason: string; link: Link; traits: typeof leaves | typeof stops | object }>([
    { reason: 'sent as running, then again as finished', link: checked(true), traits: leaves },
    { reason: 'always finished, where that stops', link: checked(false), traits: stops },
    { reason: 'always finished, where nobody knows', link: checked(false), traits: {} },
    {
      reason: 'finished and in doubt, where that stops',
      link: linkOf('a', { state: lost(carried, 1) }),
      traits: stops,
    },
  ])('is a create $reason', ({ link, traits }) => {
    expect(mayStartUnseen(link, traits)).toBe(true);
  });

  test.each<{ reason: string; link: Link; traits: typeof leaves | typeof stops }>([
    { reason: 'repeated, where it leaves what runs', link: checked(false), traits: leaves },
    {
      reason: 'in doubt, where it leaves what runs',
      link: linkOf('a', { state: lost(carried, 1) }),
      traits: leaves,
    },
    { reason: 'answered', link: finished, traits: stops },
  ])('is no finished create $reason', ({ link, traits }) => {
    expect(mayStartUnseen(link, traits)).toBe(false);
  });
});

test.each<{ reason: string; link: Link; answer: boolean }>([
  { reason: 'was started', link: linkedTo(1, fieldsWith({ stopSecond: null })), answer: true },
  { reason: 'has ended', link: finished, answer: false },
  {
    reason: 'was deleted by a human while it ran',
    link: linkedTo(1, fieldsWith({ stopSecond: null }), { state: { kind: 'gone' } }),
    answer: false,
  },
  { reason: 'was never made', link: linkOf('a'), answer: false },
  {
    reason: 'a human stopped, for which nobody has answered',
    link: linkedTo(1, fieldsWith({ stopSecond: null }), {
      observed: fieldsWith(),
      held: ['stop'],
    }),
    answer: false,
  },
])('an entry that $reason runs in Toggl: $answer', ({ link, answer }) => {
  expect(isRunningInToggl(link)).toBe(answer);
});
