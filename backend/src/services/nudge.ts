/**
 * What every command does after its commit: tells the projection what deserves a look, and those
 * who listen what changed. Told from the result alone, never waited for, and it cannot fail a
 * command.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import type { CommandResult, Done } from './engineCommand.ts';
import type { Announce } from './events.ts';

/** What deserves a look in Toggl, and how urgent. Synchronous, and never throws. */
type ProjectionNudges = Readonly<{
  syncPrimaryStart(accountId: string, slice: Slice): void;
  syncPrimaryStop(accountId: string, slice: Slice): void;
  /** null where the result does not say, or where no mode runs. */
  syncWorkModeTags(accountId: string, primary: Slice | null, workMode: Slice | null): void;
  /** Something was asked of Toggl: history, what runs, or what differs. */
  syncHistory(accountId: string): void;
}>;

export type Followers = Readonly<{ projection: ProjectionNudges; announce: Announce }>;

export function after<Value>(
  result: CommandResult<Value>,
  nudgeFrom: (value: Done<Value>) => void,
): CommandResult<Value> {
  if (result.kind === 'done') nudgeFrom(result);
  return result;
}

/** What is gone runs no longer. */
export function ended(slice: Slice): Slice {
  return { ...slice, endAt: slice.endAt ?? slice.startAt };
}

export type Changed = Readonly<{ changeId: string | null; slices: readonly Slice[] }>;

/** More than a page shows at once. */
const mostSlicesTold = 100;

export function follow(
  { projection, announce }: Followers,
  accountId: string,
  changed: Changed,
): void {
  nudge(projection, accountId, changed);
  tell(announce, accountId, changed);
}

export function tell(announce: Announce, accountId: string, { changeId, slices }: Changed): void {
  if (changeId === null) return;
  const sliceIds = slices.slice(0, mostSlicesTold).map(({ id }) => id);
  announce(accountId, { kind: 'slices', sliceIds, changeId });
  announce(accountId, { kind: 'state' });
}

function nudge(
  projection: ProjectionNudges,
  accountId: string,
  { changeId, slices }: Changed,
): void {
  if (changeId === null) return;
  const primary = slices.find((slice) => slice.dimension === 'PRIMARY');
  const workMode = slices.find((slice) => slice.dimension === 'WORK_MODE');
  if (primary?.endAt === null) projection.syncPrimaryStart(accountId, primary);
  if (primary !== undefined && primary.endAt !== null) {
    projection.syncPrimaryStop(accountId, primary);
  }
  if (workMode === undefined) return;
  const running = workMode.endAt === null ? workMode : null;
  projection.syncWorkModeTags(accountId, primary ?? null, running);
}
