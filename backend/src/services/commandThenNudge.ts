/**
 * The commands as every door gets them: the engine's own, and after each commit a nudge to the
 * projection, told from the result alone.
 *
 * Invariant: a nudge is never waited for and cannot fail a command. A lost one costs latency,
 * never truth: the projection compares revisions on its own. So a remembered or unchanged
 * command nudges nobody.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import type { Categories } from './categories.ts';
import type { Causes } from './causes.ts';
import type { Caller, CommandResult, Done } from './engineCommand.ts';
import type { TimeEngine } from './timeEngine.ts';
import type { TogglRefresh } from './togglRefresh.ts';
import type { TogglWarnings } from './togglWarnings.ts';

/** What deserves a look in Toggl, and how urgent. Synchronous, and never throws. */
type ProjectionNudges = Readonly<{
  syncPrimaryStart(accountId: string, slice: Slice): void;
  syncPrimaryStop(accountId: string, slice: Slice): void;
  /** null where the result does not say, or where no mode runs. */
  syncWorkModeTags(accountId: string, primary: Slice | null, workMode: Slice | null): void;
}>;

type EngineCommands = Pick<
  TimeEngine,
  | 'startSlice'
  | 'stopSlice'
  | 'stopSliceIfExists'
  | 'toggleSlice'
  | 'editSlice'
  | 'deleteSlice'
  | 'undoChange'
>;

type CategoryCommands = Readonly<{
  createCategory: Categories['create'];
  patchCategory: Categories['patch'];
}>;

type TogglCommands = Readonly<{
  answerWarning: TogglWarnings['answer'];
  refreshCategory: TogglRefresh['refresh'];
}>;

type CauseCommands = Readonly<{ lookAtCauses: Causes['look'] }>;

export type Commands = EngineCommands & CategoryCommands & TogglCommands & CauseCommands;

type Parts = Readonly<{
  engine: EngineCommands;
  categories: Pick<Categories, 'create' | 'patch'>;
  warnings: Pick<TogglWarnings, 'answer'>;
  refresh: TogglRefresh;
  causes: Pick<Causes, 'look'>;
  projection: ProjectionNudges;
}>;

export function createCommandThenNudge(parts: Parts): Commands {
  return {
    ...engineCommands(parts),
    ...categoryCommands(parts),
    ...togglCommands(parts),
    ...causeCommands(parts),
  };
}

function causeCommands({ causes, projection }: Parts): CauseCommands {
  return {
    lookAtCauses: async (caller, sighting) =>
      after(await causes.look(caller, sighting), ({ written }) => {
        for (const changed of written) nudge(projection, caller.accountId, changed);
      }),
  };
}

/** An answer lets go of what was held, so it deserves a look also where no slice changed. */
function togglCommands({ warnings, refresh, projection }: Parts): TogglCommands {
  return {
    answerWarning: async (caller, input, idempotency) =>
      after(await warnings.answer(caller, input, idempotency), ({ slice }) => {
        if (slice === null) return;
        if (slice.endAt === null) projection.syncPrimaryStart(caller.accountId, slice);
        else projection.syncPrimaryStop(caller.accountId, slice);
      }),
    refreshCategory: async (caller, input, idempotency) =>
      after(await refresh.refresh(caller, input, idempotency), ({ isRequested }) => {
        if (isRequested) projection.syncWorkModeTags(caller.accountId, null, null);
      }),
  };
}

/** Name and project stand in the running entry; older ones keep theirs, so nothing is urgent. */
function categoryCommands({ categories, projection }: Parts): CategoryCommands {
  const look = ({ accountId }: Caller) => projection.syncWorkModeTags(accountId, null, null);
  return {
    createCategory: async (caller, input, idempotency) =>
      after(await categories.create(caller, input, idempotency), () => look(caller)),
    patchCategory: async (caller, input, idempotency) =>
      after(await categories.patch(caller, input, idempotency), () => look(caller)),
  };
}

function engineCommands({ engine, projection }: Parts): EngineCommands {
  const look = (caller: Caller, changed: Changed) => nudge(projection, caller.accountId, changed);
  return {
    startSlice: async (caller, input, idempotency) =>
      after(await engine.startSlice(caller, input, idempotency), (started) =>
        look(caller, { ...started, slices: [started.slice, ...started.also] }),
      ),
    stopSlice: async (caller, input, idempotency) =>
      after(await engine.stopSlice(caller, input, idempotency), (stopped) =>
        look(caller, { ...stopped, slices: [stopped.slice] }),
      ),
    stopSliceIfExists: async (caller, input, idempotency) =>
      after(await engine.stopSliceIfExists(caller, input, idempotency), (stopped) =>
        look(caller, { ...stopped, slices: stopped.slice === null ? [] : [stopped.slice] }),
      ),
    toggleSlice: async (caller, input, idempotency) =>
      after(await engine.toggleSlice(caller, input, idempotency), (toggled) =>
        look(caller, { ...toggled, slices: [toggled.slice] }),
      ),
    editSlice: async (caller, input, idempotency) =>
      after(await engine.editSlice(caller, input, idempotency), (edited) =>
        look(caller, { ...edited, slices: [edited.slice] }),
      ),
    // Deleting what runs has the urgency of a stop.
    deleteSlice: async (caller, input, idempotency) =>
      after(await engine.deleteSlice(caller, input, idempotency), ({ slice, changeId }) =>
        look(caller, { changeId, slices: [ended(slice)] }),
      ),
    undoChange: async (caller, input, idempotency) =>
      after(await engine.undoChange(caller, input, idempotency), ({ slices, removed, changeId }) =>
        look(caller, { changeId, slices: [...slices, ...removed.map(ended)] }),
      ),
  };
}

function after<Value>(
  result: CommandResult<Value>,
  nudgeFrom: (value: Done<Value>) => void,
): CommandResult<Value> {
  if (result.kind === 'done') nudgeFrom(result);
  return result;
}

/** What is gone runs no longer. */
function ended(slice: Slice): Slice {
  return { ...slice, endAt: slice.endAt ?? slice.startAt };
}

type Changed = Readonly<{ changeId: string | null; slices: readonly Slice[] }>;

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
