/** What a person reads of Toggl: every warning and note says what happened and what to do. */
import { describe, expect, test } from 'vitest';
import type { EntryFields, ObservedEntry } from './entry.ts';
import {
  type ForeignOrigin,
  foreignRunningWarning,
  foreignStoppedWarning,
  startedInTimeryWarning,
} from './foreign.ts';
import { seeEntry } from './humanEdits.ts';
import type { Link } from './link.ts';
import { unservedWarning } from './missing.ts';
import { type NoteInput, notesOf } from './notes.ts';
import { settle } from './settle.ts';
import type { LinkAction } from './step.ts';
import { foreignWith, linkedTo } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';
import { entryVanished } from './vanish.ts';
import { isHolding, type WarningDraft } from './warning.ts';

const open = fieldsWith({ stopSecond: null });
const running = linkedTo(1, open);
const over = linkedTo(1, fieldsWith());

function seen(link: Link, entry: Partial<ObservedEntry>, desired: EntryFields | null) {
  const context = { desired, isStopOurs: false };
  return seeEntry(link, entryWith({ ...link.observed, ...entry }), context).warnings;
}

function refused(action: LinkAction, status: number, reason: string, link: Link = over) {
  const desired = fieldsWith({ projectId: 11 });
  const context = { now: 2_000_000, togglSecond: 2000, desired, isOtherStartUnresolved: false };
  return settle(link, action, { result: { kind: 'refused', status, reason }, context }).warnings;
}

const create: LinkAction = { kind: 'create', sliceId: 'a', fields: fieldsWith() };
const told = (origin: ForeignOrigin) => ({ id: 55, description: 'Call', origin });
const running55 = (origin: ForeignOrigin) => {
  const warning = foreignRunningWarning(told(origin));
  return warning === null ? [] : [warning];
};

test.each<{
  reason: string;
  warnings: () => readonly WarningDraft[];
  warning: Partial<WarningDraft>;
}>([
  {
    reason: 'an end that was moved',
    warnings: () => seen(over, { stopSecond: 1050 }, fieldsWith()),
    warning: {
      kind: 'time-changed',
      entryId: 1,
      sliceId: 'a',
      fields: ['stop'],
      ours: { start: '1970-01-01T00:16:40.000Z', stop: '1970-01-01T00:17:40.000Z' },
      timerys: { start: '1970-01-01T00:16:40.000Z', stop: '1970-01-01T00:17:30.000Z' },
      message: 'Start or end was changed in Toggl. Compass leaves it until you choose.',
    },
  },
  {
    reason: 'a stop of what runs here',
    warnings: () => seen(running, { stopSecond: 1050 }, open),
    warning: {
      kind: 'stopped-in-timery',
      fields: ['stop'],
      ours: { start: '1970-01-01T00:16:40.000Z', stop: null },
      timerys: { start: '1970-01-01T00:16:40.000Z', stop: '1970-01-01T00:17:30.000Z' },
      message:
        'This timer was stopped in Toggl while it runs here. Compass leaves it until you choose.',
    },
  },
  {
    reason: 'a stop before ours',
    warnings: () => seen(running, { stopSecond: 1050 }, fieldsWith()),
    warning: {
      kind: 'stopped-in-timery',
      message:
        'This timer was stopped in Toggl before it was stopped here. Compass leaves it until you ' +
        'choose.',
    },
  },
  {
    reason: 'another project',
    warnings: () => seen(over, { projectId: 12 }, fieldsWith({ projectId: 11 })),
    warning: {
      kind: 'project-changed',
      entryId: 1,
      sliceId: 'a',
      fields: ['project'],
      ours: { projectId: 11 },
      timerys: { projectId: 12 },
      message: 'The project was changed in Toggl. Compass leaves it until you choose.',
    },
  },
  {
    reason: 'a deletion',
    warnings: () => entryVanished(over, 1, fieldsWith()).warnings,
    warning: {
      kind: 'deleted-in-timery',
      entryId: 1,
      sliceId: 'a',
      fields: ['entry'],
      ours: { ...fieldsWith(), stopToleranceSeconds: 0 },
      timerys: null,
      message: 'This entry was deleted in Toggl. Compass keeps its slice until you choose.',
    },
  },
  {
    reason: 'a refusal',
    warnings: () => refused(create, 400, 'Description too long'),
    warning: {
      kind: 'refused',
      sliceId: 'a',
      ours: fieldsWith({ projectId: 11 }),
      timerys: null,
      message:
        'Toggl refused this slice: Description too long. It is sent again once the slice changes.',
    },
  },
  {
    reason: 'a refusal of the plan',
    warnings: () => refused(create, 402, 'Premium only'),
    warning: {
      kind: 'refused',
      message:
        'Toggl refused this slice: the plan of this Toggl account does not allow it (Premium ' +
        'only). It is not tried again by itself. Upgrade the plan or change what it names, then ' +
        'edit the slice to have it sent.',
    },
  },
  {
    reason: 'a refusal of the project',
    warnings: () => refused(create, 400, 'Project not found'),
    warning: {
      kind: 'project-refused',
      sliceId: 'a',
      entryId: 1,
      ours: { projectId: 11 },
      timerys: null,
      message:
        'Toggl refused the project (Project not found): the entry goes without one. Choose ' +
        'another project for the category.',
    },
  },
  {
    reason: 'a second entry that may not be deleted',
    warnings: () =>
      refused({ kind: 'delete', sliceId: 'a', entryId: 9 }, 403, 'not yours', {
        ...over,
        retiredEntryIds: [9],
      }),
    warning: {
      kind: 'refused',
      sliceId: 'a',
      entryId: 9,
      ours: null,
      timerys: null,
      message:
        'Toggl refused to delete a second entry of this slice: not yours. Delete it in Toggl.',
    },
  },
  {
    reason: 'a copy that runs',
    warnings: () => running55('copy'),
    warning: {
      kind: 'copy-running',
      sliceId: null,
      entryId: 55,
      ours: null,
      timerys: { description: 'Call' },
      message:
        '"Call" runs in Toggl with the tag compass, and Compass did not start it: an entry of ' +
        'Compass was continued in Timery. It counts as made by hand, and the next start here ' +
        'stops it. To track it here, start it here.',
    },
  },
  {
    reason: 'another Compass',
    warnings: () => running55('compass'),
    warning: {
      kind: 'another-compass',
      sliceId: null,
      entryId: null,
      ours: null,
      timerys: { description: 'Call' },
      message:
        'Another Compass writes to this Toggl account: "Call" carries the tag compass and was ' +
        'not made here. Whichever starts last is what Toggl runs. Give one of the two another ' +
        'Toggl account, or take its TOGGL_API_TOKEN away.',
    },
  },
  {
    reason: 'a stopped timer of another Compass',
    warnings: () => [foreignStoppedWarning(told('compass'))],
    warning: { kind: 'another-compass', entryId: null },
  },
  {
    reason: 'a stopped timer of a human',
    warnings: () => [foreignStoppedWarning(told('human'))],
    warning: {
      kind: 'foreign-stopped',
      entryId: 55,
      message: 'The timer "Call" ran in Toggl and was stopped when a slice started here.',
    },
  },
  {
    reason: 'a timer that was started in Timery just now',
    warnings: () => [startedInTimeryWarning({ id: 55, description: 'Call', startSecond: 1000 })],
    warning: {
      kind: 'started-in-timery',
      sliceId: null,
      entryId: 55,
      timerys: { description: 'Call', start: '1970-01-01T00:16:40.000Z' },
      message: 'The timer "Call" was started in Timery.',
    },
  },
  {
    reason: 'a stopped copy',
    warnings: () => [foreignStoppedWarning(told('copy'))],
    warning: {
      kind: 'foreign-stopped',
      entryId: 55,
      message:
        'The timer "Call", a copy of an entry of Compass, ran in Toggl and was stopped when a ' +
        'slice started here.',
    },
  },
  {
    reason: 'a Toggl that shows nothing',
    warnings: () => [unservedWarning],
    warning: {
      kind: 'never-shown',
      sliceId: null,
      entryId: null,
      ours: null,
      timerys: null,
      message:
        'Toggl accepts the entries of Compass but does not show them. An account that was moved ' +
        'to Toggl 2.0 behaves so: the interface of Toggl Track then shows the state of that day. ' +
        'Look at track.toggl.com; if the entries are missing there, ask Toggl to move the ' +
        'account back, or connect another one. Nothing is lost here: Compass goes on tracking.',
    },
  },
])('a warning of $reason says what to do', ({ warnings, warning }) => {
  expect(warnings()).toMatchObject([warning]);
});

test('a timer that a human started is nobody’s surprise', () => {
  expect(running55('human')).toEqual([]);
});

test.each<{ kind: WarningDraft['kind']; answer: boolean }>([
  { kind: 'time-changed', answer: true },
  { kind: 'project-changed', answer: true },
  { kind: 'stopped-in-timery', answer: true },
  { kind: 'deleted-in-timery', answer: false },
  { kind: 'foreign-stopped', answer: false },
  { kind: 'copy-running', answer: false },
  { kind: 'another-compass', answer: false },
  { kind: 'never-shown', answer: false },
  { kind: 'create-doubtful', answer: false },
  { kind: 'project-refused', answer: false },
  { kind: 'refused', answer: false },
  { kind: 'import-edited', answer: false },
  { kind: 'import-deleted', answer: false },
  { kind: 'copies-imported', answer: false },
  { kind: 'started-in-timery', answer: false },
])('a warning of the kind $kind holds a field: $answer', ({ kind, answer }) => {
  expect(isHolding({ kind })).toBe(answer);
});

describe('a note of the status', () => {
  const now = Date.UTC(2026, 10, 2, 8);
  const full = { remaining: 20, resetsAt: now + 1_800_000 };
  const quiet: NoteInput = {
    now,
    reserve: 5,
    buckets: { organization: full, user: full },
    pending: 1,
    foreignRunning: [],
    isAnotherCompassTold: false,
    isUnserved: false,
    frozenSlices: 0,
    importError: null,
  };
  const left = (remaining: number) => ({ ...full, remaining });

  test.each<{ reason: string; input: Partial<NoteInput>; message: string }>([
    {
      reason: 'entries wait',
      input: { buckets: { organization: left(0), user: full } },
      message:
        'The requests for entries that Toggl allows in this hour are used up: what is pending ' +
        'waits until 08:30 UTC. Nothing is lost.',
    },
    {
      reason: 'the last import was refused',
      input: { importError: 'Toggl refused: no.' },
      message: 'The last import ended early. Toggl refused: no. The next one tries again.',
    },
    {
      reason: 'readings wait, and more was spent than was there',
      input: { buckets: { organization: full, user: left(-1) } },
      message:
        'The requests for reading that Toggl allows in this hour are used up: what is pending ' +
        'waits until 08:30 UTC. Nothing is lost.',
    },
    {
      reason: 'one request is left',
      input: { buckets: { organization: left(1), user: full } },
      message:
        'The requests for entries that Toggl allows in this hour are nearly used up: until ' +
        '08:30 UTC the rest is kept for what runs.',
    },
    {
      reason: 'Toggl shows nothing',
      input: { isUnserved: true },
      message:
        'Toggl accepts the entries of Compass and does not show them, as in an account that was ' +
        'moved to Toggl 2.0. Look at track.toggl.com; if they are missing there, ask Toggl to ' +
        'move the account back, or connect another one. Compass goes on tracking.',
    },
    {
      reason: 'another Compass writes',
      input: { isAnotherCompassTold: true },
      message:
        'Another Compass writes to this Toggl account: whichever starts last is what Toggl runs. ' +
        'Give one of the two another Toggl account, then dismiss the warning.',
    },
    {
      reason: 'a human’s timer runs',
      input: { foreignRunning: [foreignWith()] },
      message:
        'The timer "Call" was started in Toggl and ran when Toggl was last read. The next start ' +
        'here stops it.',
    },
    {
      reason: 'a copy runs',
      input: { foreignRunning: [foreignWith({ origin: 'copy' })] },
      message:
        '"Call" was continued in Timery, as a copy of an entry of Compass. It counts as made by ' +
        'hand; the next start here stops it.',
    },
    {
      reason: 'a slice belongs to another user',
      input: { frozenSlices: 1 },
      message:
        '1 slice of before has entries with another Toggl user, whom this token cannot reach: ' +
        'those entries stay as they are. With the token of that user they are kept up again.',
    },
    {
      reason: 'slices belong to another user',
      input: { frozenSlices: 2 },
      message:
        '2 slices of before have entries with another Toggl user, whom this token cannot reach: ' +
        'those entries stay as they are. With the token of that user they are kept up again.',
    },
  ])('says what to do where $reason', ({ input, message }) => {
    expect(notesOf({ ...quiet, ...input }).map((note) => note.message)).toEqual([message]);
  });
});
