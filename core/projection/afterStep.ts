/**
 * The whole world after one step: which links changed, what is told, what is remembered. What a
 * write and a reading mean stands in afterWrite.ts, returnProject.ts and afterReading.ts.
 */
import { afterObservation, afterSight } from './afterReading.ts';
import { afterBulk, afterForeignStop, afterWrite } from './afterWrite.ts';
import { withLateLooks } from './lateWrites.ts';
import { afterReturn } from './returnProject.ts';
import type { Step } from './step.ts';
import type { AfterStep, StepReply } from './stepReply.ts';
import type { World } from './world.ts';

export function afterStep(world: World, step: Step, reply: StepReply): AfterStep {
  const after = afterAction(world, step, reply);
  return { ...after, links: after.links.map((link) => withLateLooks(link, reply.now)) };
}

function afterAction(world: World, step: Step, reply: StepReply): AfterStep {
  const { action } = step;
  if (action.kind === 'observe') return afterObservation(world, action.sinceSecond, reply);
  if (action.kind === 'search' || action.kind === 'look-running') return afterSight(world, reply);
  if (action.kind === 'stop-foreign') return afterForeignStop(world, action.entryId, reply);
  if (action.kind === 'return-project') return afterReturn(action, reply);
  if (action.kind === 'edit-many') return afterBulk(world, action, reply);
  return afterWrite(world, action, reply);
}
