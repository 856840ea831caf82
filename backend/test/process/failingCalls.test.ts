/**
 * Each call to Toggl fails once, in each way a call can fail: the first in one run, the second in
 * the next, until a run has no call left to fail. Whatever it was, Toggl ends as it should.
 */
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../toggl-sandbox/faults.ts';
import { makeRig } from '../support/projectionRig.ts';
import { expectConverged, runScenario } from './scenario.fixture.ts';

/** Fewer would mean that the day has become empty; a day without failures makes so many. */
const callsAtLeast = 20;
const loopTimeoutMs = 240_000;

const faults: readonly Readonly<{ fault: Fault; reason: string }>[] = [
  { fault: 'lost-before', reason: 'the connection broke before Toggl read the request' },
  { fault: 'lost-after', reason: 'it was carried out and the reply was lost' },
  { fault: 'hang-before', reason: 'it never arrived and nothing answered' },
  { fault: 'hang-after', reason: 'it was carried out and nothing answered' },
  { fault: 'server-error-before', reason: 'a 502 stood in front of Toggl' },
  { fault: 'server-error-after', reason: 'a 502 hid that it was carried out' },
  { fault: 'unreachable', reason: 'nothing was sent' },
  { fault: 'rate-limited', reason: 'Toggl asked for a rest' },
  { fault: 'quota-exhausted', reason: 'another client had emptied the bucket' },
];

describe('a day in which one call to Toggl fails', () => {
  it.each(faults)(
    'ends right whichever call met $fault: $reason',
    async ({ fault }) => {
      let number = 1;
      while (await hasCallToFail(fault, number)) number += 1;
      expect(number - 1).toBeGreaterThanOrEqual(callsAtLeast);
    },
    loopTimeoutMs,
  );
});

/** Runs the day with one failing call; false when the day made fewer calls than that. */
async function hasCallToFail(fault: Fault, number: number): Promise<boolean> {
  let calls = 0;
  const matches = () => {
    calls += 1;
    return calls === number;
  };
  const rig = await makeRig({ failing: { fault, matches } });
  const beganAt = await runScenario(rig);
  await expectConverged(rig, { beganAt, failure: `call ${number} met ${fault}` });
  await rig.close();
  return calls >= number;
}
