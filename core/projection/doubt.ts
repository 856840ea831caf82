/**
 * A write whose reply is missing has changed its fields or not. An edit can be sent twice, so
 * nothing is looked up: the fields are in doubt, and what is in doubt is written again with what
 * is wanted by then, also where that is what was there before.
 *
 *   applied    text A ────────────────────────────────▶ text A
 *   wanted     text B ──PUT, no reply──▶ text A again       ╲ looks the same, and is not:
 *   in Toggl   text A ─────────────────▶ text B ────────────╱ Toggl may hold B
 */
import { unreachable } from '../invariant.ts';
import { lookDelayMs } from './attempt.ts';
import type { Difference } from './difference.ts';
import type { Field } from './entry.ts';
import { withLateWrite } from './lateWrites.ts';
import type { Link } from './link.ts';
import type { SettleContext } from './settled.ts';
import type { BulkAction, LinkAction } from './step.ts';
import { askedToDelete } from './vanish.ts';

const retryBaseMs = 2_000;
const retryMaxMs = 300_000;

/**
 * The link as it has to stand on disk while a write of it is on its way, and after one that was
 * never answered. A create has a state of its own for that, see link.ts.
 */
export function underway(link: Link, action: LinkAction | BulkAction, now: number): Link {
  return withLateWrite(inDoubt(link, action), action, now);
}

/** What this may have changed. */
export function inDoubt(link: Link, action: LinkAction | BulkAction): Link {
  switch (action.kind) {
    case 'stop':
      return withDoubted(link, ['stop']);
    case 'edit':
      return withDoubted(tagsPossible(link, action.difference), writtenFields(action.difference));
    case 'delete': {
      const asked = askedToDelete(link, action.entryId);
      if (link.entryId !== action.entryId) return asked;
      return withDoubted(asked, ['description', 'project', 'tags', 'start', 'stop']);
    }
    case 'edit-many': {
      const { description, project } = action;
      return withDoubted(link, writtenFields({ description, project, tags: null, times: null }));
    }
    case 'create':
      return link;
    default:
      return unreachable(action);
  }
}

/** What a human holds is written as it was seen, and so is not in doubt. */
function withDoubted(link: Link, fields: readonly Field[]): Link {
  const fresh = fields.filter((field) => !link.held.includes(field));
  return { ...link, doubted: [...new Set([...link.doubted, ...fresh])] };
}

function writtenFields({ description, project, tags, times }: Difference): readonly Field[] {
  const fields: Field[] = [];
  if (description !== null) fields.push('description');
  if (project !== null) fields.push('project');
  if (tags !== null) fields.push('tags');
  if (times !== null) fields.push('start', 'stop');
  return fields;
}

/** Tags that may be ours count as ours, so that the next write takes away those not wanted. */
function tagsPossible(link: Link, { tags }: Difference): Link {
  if (tags === null || link.applied === null) return link;
  const possible = [...new Set([...link.applied.tags, ...tags.ours])];
  return { ...link, applied: { ...link.applied, tags: possible } };
}

/** No reply: looked up later if it was a create, else written again after a pause that grows. */
export function settleUnknown(
  link: Link,
  action: LinkAction | BulkAction,
  { now }: Pick<SettleContext, 'now'>,
): Link {
  const failures = link.failures + 1;
  const lookAt = now + Math.max(lookDelayMs, retryDelayMs(failures));
  if (link.state.kind === 'pending') {
    const { attempt } = link.state;
    return { ...link, failures, state: { kind: 'unknown', attempt, lookAt } };
  }
  const doubtful = underway(link, action, now);
  return { ...doubtful, failures, retryAt: now + retryDelayMs(failures) };
}

function retryDelayMs(failures: number): number {
  return Math.min(retryMaxMs, retryBaseMs * 2 ** (failures - 1));
}
