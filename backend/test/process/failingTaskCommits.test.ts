/**
 * A task is made, worked on, renamed, completed, taken back and completed again, while each commit
 * fails once. Its state, its slices and its log change together or not at all, a repeated command
 * is done once, and Toggl ends as it should.
 */
import { expect, it } from 'vitest';
import { makeRig, type Rig } from '../support/projectionRig.ts';
import { FailedCommit, failingCommit, type Moment } from './failingCommit.fixture.ts';
import { commandsOf, type Hooks, type Key, whenConnected } from './scenario.fixture.ts';

const minuteMs = 60_000;
/** Seven commands, and some commits of the projection for most. */
const commitsAtLeast = 20;
const loopTimeoutMs = 240_000;

it.each<{ moment: Moment; reason: string }>([
  { moment: 'before', reason: 'it was rolled back' },
  { moment: 'after', reason: 'it was done, and nobody was told' },
])(
  'a task ends right whichever commit failed $moment: $reason',
  async ({ moment }) => {
    let number = 1;
    while (await hasCommitToFail(moment, number)) number += 1;
    expect(number - 1).toBeGreaterThanOrEqual(commitsAtLeast);
  },
  loopTimeoutMs,
);

async function hasCommitToFail(moment: Moment, number: number): Promise<boolean> {
  const failing = failingCommit(moment, number);
  const faults: unknown[] = [];
  const rig = await makeRig({
    throughDatabase: failing.through,
    onFault: (fault) => faults.push(fault),
  });
  let known = await stored(rig);
  await runDay(rig, {
    beforeEach: async () => {
      known = await stored(rig);
    },
    onUnanswered: async (fault) => {
      faults.push(fault);
      if (moment === 'before') expect(await stored(rig), `commit ${number}`).toEqual(known);
    },
  });
  const failure = `commit ${number} failed ${moment}`;
  await rig.advance(10 * minuteMs);
  expect(await rig.status(), failure).toMatchObject({ pending: 0, held: 0, parked: 0 });
  expect(rig.shown(), failure).toMatchObject([
    { description: 'Mail', tags: ['compass'] },
    { description: 'Letter', tags: ['compass', 'deep-work'] },
  ]);
  const { task, slices, logs } = await stored(rig);
  expect(task, failure).toMatchObject([{ name: 'Letter', state: 'done' }]);
  expect(
    slices.every(({ end_at }) => end_at !== null),
    failure,
  ).toBe(true);
  expect(logs, failure).toMatchObject([{ outcome: 'sent' }]);
  await rig.close();
  expect(faults).toEqual(failing.count() >= number ? [expect.any(FailedCommit)] : []);
  return failing.count() >= number;
}

async function runDay(rig: Rig, hooks: Hooks): Promise<void> {
  await whenConnected(rig);
  const { caller } = rig;
  const run = commandsOf(rig, hooks);
  const mail = { dimension: 'PRIMARY', category: 'Mail' } as const;
  const made = { name: 'Report', category: 'Writing', workMode: 'Deep Work' };
  await run((key: Key<object>) => rig.commands().startSlice(caller, mail, key));
  const { task } = await run((key: Key<{ task: { id: string } }>) =>
    rig.commands().createTask(caller, made, key),
  );
  const taskId = task.id;
  await run((key: Key<object>) => rig.commands().activateTask(caller, { taskId }, key));
  const renamed = { taskId, name: 'Letter' };
  await run((key: Key<object>) => rig.commands().editTask(caller, renamed, key));
  await run((key: Key<object>) => rig.commands().completeTask(caller, { taskId }, key));
  await run((key: Key<object>) => rig.commands().undoChange(caller, {}, key));
  const done = { taskId, outcome: 'sent' };
  await run((key: Key<object>) => rig.commands().completeTask(caller, done, key));
}

async function stored({ database: { reader }, caller: { accountId } }: Rig) {
  const task = reader.selectFrom('task').selectAll().where('account_id', '=', accountId);
  const slices = reader.selectFrom('slice').selectAll().where('account_id', '=', accountId);
  const logs = reader.selectFrom('post_do_log').selectAll().where('account_id', '=', accountId);
  return {
    task: await task.execute(),
    slices: await slices.execute(),
    logs: await logs.execute(),
  };
}
