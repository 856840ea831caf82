/**
 * The commands over categories, warnings and files, each followed by a nudge where Toggl may show
 * it: see commandThenNudge.ts.
 */
import type { Categories } from './categories.ts';
import type { Caller } from './engineCommand.ts';
import type { FileImport } from './fileImport.ts';
import { after, type ProjectionNudges } from './nudge.ts';
import type { TogglRefresh } from './togglRefresh.ts';
import type { TogglWarnings } from './togglWarnings.ts';

export type CategoryCommands = Readonly<{
  createCategory: Categories['create'];
  patchCategory: Categories['patch'];
}>;

export type TogglCommands = Readonly<{
  answerWarning: TogglWarnings['answer'];
  refreshCategory: TogglRefresh['refresh'];
}>;

export type FileCommands = Readonly<{ importFile: FileImport }>;

type CategoryParts = Readonly<{
  categories: Pick<Categories, 'create' | 'patch'>;
  projection: ProjectionNudges;
}>;
type TogglParts = Readonly<{
  warnings: Pick<TogglWarnings, 'answer'>;
  refresh: TogglRefresh;
  projection: ProjectionNudges;
}>;
type FileParts = FileCommands & Readonly<{ projection: ProjectionNudges }>;

/** An answer lets go of what was held, so it deserves a look also where no slice changed. */
export function togglCommands({ warnings, refresh, projection }: TogglParts): TogglCommands {
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
export function categoryCommands({ categories, projection }: CategoryParts): CategoryCommands {
  const look = ({ accountId }: Caller) => projection.syncWorkModeTags(accountId, null, null);
  return {
    createCategory: async (caller, input, idempotency) =>
      after(await categories.create(caller, input, idempotency), () => look(caller)),
    patchCategory: async (caller, input, idempotency) =>
      after(await categories.patch(caller, input, idempotency), () => look(caller)),
  };
}

/** Slices of files are not projected, but what had to make room for them may be. */
export function fileCommands({ importFile, projection }: FileParts): FileCommands {
  return {
    importFile: async (caller, input) => {
      const result = await importFile(caller, input);
      if (result.kind === 'imported' && result.changeId !== null) {
        projection.syncWorkModeTags(caller.accountId, null, null);
      }
      return result;
    },
  };
}
