import { expect, test } from 'vitest';
import { timeryView } from './timeryView.ts';

const start = '2026-11-02T09:00:00.000Z';
const ours = { description: 'Coding', start, sliceId: 'slice-1' };
const status = {
  connected: true,
  running: ours,
  isRunningRight: true,
  pending: 0,
  held: 0,
  parked: 0,
  lastError: null,
  notes: [],
};

test.each([
  { reason: 'it is right', is: {}, kind: 'right', said: 'Timery shows Coding, since 09:00.' },
  {
    reason: 'nothing runs on either side',
    is: { running: null },
    kind: 'right',
    said: 'Timery shows nothing running.',
  },
  {
    reason: 'somebody started a timer there',
    is: { running: { ...ours, sliceId: null }, isRunningRight: false },
    kind: 'foreign',
    said: 'Timery shows Coding, since 09:00. It was started there.',
  },
  {
    reason: 'Toggl cannot be reached',
    is: { running: null, isRunningRight: false, pending: 1, lastError: 'Toggl does not answer.' },
    kind: 'follows',
    said: 'Timery shows nothing running. Toggl does not answer.',
  },
  {
    reason: 'the reason ends in a code, which is for the log of calls',
    is: { running: null, isRunningRight: false, pending: 1, lastError: 'It broke (EPIPE)' },
    kind: 'follows',
    said: 'Timery shows nothing running. It broke.',
  },
  {
    reason: 'the requests of the hour are used up',
    is: {
      isRunningRight: false,
      pending: 1,
      lastError: '402',
      notes: [{ kind: 'quota', message: 'The requests are used up.' }],
    },
    kind: 'follows',
    said: 'Timery shows Coding, since 09:00. The requests are used up.',
  },
  {
    reason: 'a person has to decide',
    is: { running: null, isRunningRight: false, held: 1 },
    kind: 'differs',
    said: 'Timery shows nothing running. That differs from here.',
  },
])('tells of Timery where $reason', ({ is, kind, said }) => {
  const view = timeryView({ ...status, ...is }, (at) => at.slice(11, 16));
  expect(view).toEqual({ kind, sentence: said });
});
