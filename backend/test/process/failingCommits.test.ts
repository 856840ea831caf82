/**
 * Each commit fails once, of commands and of the projection alike: the first in one run, the
 * second in the next, until a run has no commit left to fail. A failed command has written
 * nothing, one whose answer was lost is done once, and Toggl ends as it should.
 */
import { describe, expect, it } from 'vitest';
import { findAccount } from '../../src/store/accounts.ts';
import { makeRig } from '../support/projectionRig.ts';
import { FailedCommit, failingCommit, type Moment } from './failingCommit.fixture.ts';
import { expectConverged, runScenario } from './scenario.fixture.ts';

/** Sixteen commands, and some commits of the projection for each. */
const commitsAtLeast = 60;
const loopTimeoutMs = 240_000;

const moments: readonly Readonly<{ moment: Moment; reason: string }>[] = [
  { moment: 'before', reason: 'it was rolled back' },
  { moment: 'after', reason: 'it was done, and nobody was told' },
];

describe('a day in which one commit fails', () => {
  it.each(moments)(
    'ends right whichever commit failed $moment: $reason',
    async ({ moment }) => {
      let number = 1;
      while (await hasCommitToFail(moment, number)) number += 1;
      expect(number - 1).toBeGreaterThanOrEqual(commitsAtLeast);
    },
    loopTimeoutMs,
  );
});

/** Runs the day with one failing commit; false when the day had fewer commits than that. */
async function hasCommitToFail(moment: Moment, number: number): Promise<boolean> {
  const failing = failingCommit(moment, number);
  const faults: unknown[] = [];
  const rig = await makeRig({
    throughDatabase: failing.through,
    onFault: (fault) => faults.push(fault),
  });
  const revision = async () =>
    (await findAccount(rig.database.reader, rig.caller.accountId))?.engineRevision;
  let known = await revision();
  const beganAt = await runScenario(rig, {
    beforeEach: async () => {
      known = await revision();
    },
    onUnanswered: async (fault) => {
      faults.push(fault);
      if (moment === 'before') expect(await revision(), `commit ${number}`).toBe(known);
    },
  });
  await expectConverged(rig, { beganAt, failure: `commit ${number} failed ${moment}` });
  await rig.close();
  expect(faults).toEqual(failing.count() >= number ? [expect.any(FailedCommit)] : []);
  return failing.count() >= number;
}
