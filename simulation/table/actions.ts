/**
 * What a person does, one thing at a time, and the state it is done in. The measured part is `act`
 * alone; what the table says about it is counted, never typed.
 */
import type { Switches } from '../../toggl-sandbox/config.ts';
import type { Hand } from './hand.ts';

export type Action = Readonly<{
  name: string;
  before: (hand: Hand) => Promise<void>;
  act: (hand: Hand) => Promise<void>;
  /** What Toggl does where no source says. */
  switches?: Partial<Switches>;
}>;

const second = 1000;
const minute = 60 * second;

const nothing = async () => {};

/** Coding runs, with a mode. */
async function runs(hand: Hand): Promise<void> {
  const also = [{ dimension: 'WORK_MODE', category: 'Deep Work' }];
  await hand.start('Coding', { also });
  await hand.wait(10 * minute);
}

/**
 *   Coding  [-25 ──── -15)
 *   Mail              [-15 ── -10)     nothing runs now
 */
async function ended(hand: Hand): Promise<void> {
  await hand.start('Coding');
  await hand.wait(10 * minute);
  await hand.start('Mail');
  await hand.wait(5 * minute);
  await hand.stop();
  await hand.wait(10 * minute);
}

/** What ended, and Coding runs once more. */
async function runsAgain(hand: Hand): Promise<void> {
  await ended(hand);
  await hand.start('Coding');
  await hand.wait(10 * minute);
}

const modes = ['Deep Work', 'Shallow Work', 'Admin'];
/** It ends in another mode than it began in. */
const churns = 20;

async function churn(hand: Hand): Promise<void> {
  for (let index = 0; index < churns; index += 1) {
    await hand.startMode(modes[(index + 1) % modes.length] ?? '');
    await hand.wait((5 * second) / churns);
  }
}

async function stopThenUndo(hand: Hand): Promise<void> {
  await runs(hand);
  await hand.stop();
  await hand.wait(2 * minute);
}

const starts: readonly Action[] = [
  { name: 'start from idle', before: nothing, act: (hand) => hand.start('Coding') },
  {
    name: 'start from idle with a mode, one command',
    before: nothing,
    act: (hand) =>
      hand.start('Coding', { also: [{ dimension: 'WORK_MODE', category: 'Deep Work' }] }),
  },
  { name: 'switch', before: runs, act: (hand) => hand.start('Mail') },
  {
    name: 'switch with another mode, one command',
    before: runs,
    act: (hand) => hand.start('Mail', { also: [{ dimension: 'WORK_MODE', category: 'Admin' }] }),
  },
  {
    name: 'switch, two minutes back',
    before: runs,
    act: (hand) => hand.start('Mail', { at: '-2m' }),
  },
  {
    name: 'the same start three times',
    before: runs,
    act: async (hand) => {
      for (let count = 0; count < 3; count += 1) await hand.start('Mail');
    },
  },
  { name: 'prompt stop', before: runs, act: (hand) => hand.stop() },
  { name: 'stop, two minutes back', before: runs, act: (hand) => hand.stop({ at: '-2m' }) },
  { name: 'change of mode', before: runs, act: (hand) => hand.startMode('Admin') },
  { name: `${churns} changes of mode within 5 s`, before: runs, act: churn },
];

const edits: readonly Action[] = [
  {
    name: 'edit of the start of a finished slice',
    before: ended,
    act: (hand) => hand.edit('Mail', { start: hand.ago(13 * minute) }),
  },
  {
    name: 'edit of its end',
    before: ended,
    act: (hand) => hand.edit('Mail', { end: hand.ago(11 * minute) }),
  },
  {
    name: 'edit of its category',
    before: ended,
    act: (hand) => hand.edit('Mail', { category: 'Call' }),
  },
  {
    name: 'edit of start, end and category at once',
    before: ended,
    act: (hand) =>
      hand.edit('Mail', {
        start: hand.ago(13 * minute),
        end: hand.ago(11 * minute),
        category: 'Call',
      }),
  },
  {
    name: 'lock, and a note',
    before: ended,
    act: (hand) => hand.edit('Mail', { isLocked: true, note: 'noted' }),
  },
  { name: 'delete of a finished slice', before: ended, act: (hand) => hand.delete('Mail') },
  { name: 'delete of the running slice', before: runs, act: (hand) => hand.delete('Coding') },
  {
    name: 'edit that cuts another in two: Mail moves into the middle of Coding',
    before: ended,
    act: (hand) =>
      hand.edit('Mail', {
        start: hand.ago(22 * minute),
        end: hand.ago(18 * minute),
        onOverlap: 'split',
      }),
  },
  {
    name: 'edit that swallows another: Coding reaches over Mail',
    before: ended,
    act: (hand) => hand.edit('Coding', { end: hand.ago(10 * minute), onOverlap: 'replace' }),
  },
  {
    name: 'undo of an edit',
    before: async (hand) => {
      await ended(hand);
      await hand.edit('Mail', { end: hand.ago(11 * minute) });
      await hand.wait(2 * minute);
    },
    act: (hand) => hand.undo(),
  },
];

const rest: readonly Action[] = [
  {
    name: 'undo of a stop, where Toggl reopens entries',
    before: stopThenUndo,
    act: (hand) => hand.undo(),
    switches: { reopenByPut: 'reopens' },
  },
  {
    name: 'undo of a stop, where Toggl does not',
    before: stopThenUndo,
    act: (hand) => hand.undo(),
    switches: { reopenByPut: 'refused' },
  },
  {
    name: 'first slice ever that is recorded as finished beside a running one',
    before: runsAgain,
    act: (hand) => hand.start('Call', { at: hand.ago(16 * minute) }),
  },
  {
    name: 'rename of the category that runs; past entries stay',
    before: runsAgain,
    act: (hand) => hand.rename('Coding', 'Programming'),
  },
  {
    name: 'rename of another category; past entries stay',
    before: ended,
    act: (hand) => hand.rename('Mail', 'Post'),
  },
  {
    name: 'the past entries follow the renamed category, on request',
    before: async (hand) => {
      await ended(hand);
      await hand.rename('Mail', 'Post');
      await hand.wait(2 * minute);
    },
    act: (hand) => hand.refresh('Post'),
  },
  { name: 'restart of the server', before: runs, act: (hand) => hand.restart() },
];

export const actions: readonly Action[] = [...starts, ...edits, ...rest];
