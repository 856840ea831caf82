/**
 * The project of a timer whose adoption was undone. Where our category's had taken its place, the
 * human gets the former one back, by one call.
 *
 * Invariant: of an entry that is no longer ours nothing else is written. Sending it twice does no
 * harm, so what was not answered is sent again after a while.
 */
import type { Action, Step } from './step.ts';
import { type AfterStep, nothing, type StepReply } from './stepReply.ts';
import type { WarningDraft } from './warning.ts';
import type { World } from './world.ts';

type ReturnAction = Extract<Action, { kind: 'return-project' }>;

const retryDelayMs = 300_000;

export function returnSteps({ owedProjects }: Pick<World, 'owedProjects'>): readonly Step[] {
  return owedProjects.map(({ entryId, workspaceId, projectId, retryAt }) => ({
    action: { kind: 'return-project', entryId, workspaceId, projectId },
    worth: 'text',
    notBefore: retryAt,
    reason: 'an adoption was undone: the timer gets its project back',
  }));
}

export function afterReturn(action: ReturnAction, { result, now }: StepReply): AfterStep {
  const { entryId } = action;
  switch (result.kind) {
    case 'not-done':
      return nothing;
    case 'unknown':
      return { ...nothing, owedProjects: [{ entryId, retryAt: now + retryDelayMs }] };
    case 'refused': {
      // Deleted by its human meanwhile: there is nothing to give back to.
      const warnings = result.status === 404 ? [] : [refusedWarning(entryId, result.reason)];
      return { ...nothing, warnings, owedProjects: [{ entryId, retryAt: null }] };
    }
    case 'entry':
    case 'done':
    case 'many':
      return { ...nothing, owedProjects: [{ entryId, retryAt: null }] };
  }
}

function refusedWarning(entryId: number, reason: string): WarningDraft {
  return {
    kind: 'refused',
    sliceId: null,
    entryId,
    ours: null,
    timerys: null,
    message:
      'Toggl refused to give a timer that is not tracked here any more its project back: ' +
      `${reason}. Choose its project in Timery.`,
  };
}
