/**
 * Where a call goes and which bucket pays for it (docs/toggl-notes.md, Quota): each organisation
 * of the user has one, whichever of them is connected.
 */
import { type BucketKey, organizationBucket } from './budget.ts';
import type { Action } from './step.ts';
import type { World } from './world.ts';

type Known = Readonly<{
  connection: Readonly<{
    workspaceId: number;
    workspaces: Parameters<typeof organizationBucket>[0];
  }>;
  world: Pick<World, 'items'>;
}>;

/** An entry stays in the workspace it was made in, also after the settings name another. */
export function workspaceOf({ connection, world }: Known, action: Action): number {
  if ('workspaceId' in action) return action.workspaceId;
  const sliceId = 'sliceId' in action ? action.sliceId : null;
  const item = world.items.find(({ link }) => link.sliceId === sliceId);
  return item?.link.workspaceId ?? connection.workspaceId;
}

export function bucketOf(known: Known, action: Action): BucketKey {
  switch (action.kind) {
    case 'observe':
    case 'look-running':
      return 'user';
    case 'create':
    case 'stop':
    case 'edit':
    case 'edit-many':
    case 'delete':
    case 'stop-foreign':
    case 'return-project':
    case 'search':
      return organizationBucket(known.connection.workspaces, workspaceOf(known, action));
  }
}
