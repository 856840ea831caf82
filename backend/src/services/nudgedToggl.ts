/**
 * The commands over categories, warnings and files, each followed by a nudge where Toggl may show
 * it: see commandThenNudge.ts.
 */
import type { Categories } from './categories/categories.ts';
import type { Caller } from './engineCommand.ts';
import type { FileImport } from './files/fileImport.ts';
import type { TogglImports } from './history/togglImports.ts';
import { after, type Followers, follow, tell } from './nudge.ts';
import type { AdoptRunning } from './toggl/togglAdopt.ts';
import type { TogglConnecting } from './toggl/togglConnection.ts';
import type { TogglProjects } from './toggl/togglProjects.ts';
import type { TogglRefresh } from './toggl/togglRefresh.ts';
import type { TogglWarnings } from './toggl/togglWarnings.ts';
import type { AnswerAllWarnings } from './toggl/togglWarningsAll.ts';

export type CategoryCommands = Readonly<{
  createCategory: Categories['create'];
  patchCategory: Categories['patch'];
  deleteCategory: Categories['remove'];
  mergeCategory: Categories['merge'];
}>;

export type ConnectionCommands = Readonly<{
  connectToggl: TogglConnecting['connect'];
  disconnectToggl: TogglConnecting['disconnect'];
  refreshProjects: TogglProjects['refresh'];
  createProject: TogglProjects['create'];
}>;

export type TogglCommands = Readonly<{
  answerWarning: TogglWarnings['answer'];
  answerAllWarnings: AnswerAllWarnings;
  adoptRunning: AdoptRunning;
  refreshCategory: TogglRefresh['refresh'];
  importToggl: TogglImports['request'];
}>;

export type FileCommands = Readonly<{ importFile: FileImport }>;

type CategoryParts = Readonly<{
  categories: Pick<Categories, 'create' | 'patch' | 'remove' | 'merge'>;
}> &
  Followers;
type ConnectionParts = Readonly<{
  connecting: TogglConnecting;
  projects: Pick<TogglProjects, 'refresh' | 'create'>;
}> &
  Followers;
type TogglParts = Readonly<{
  warnings: Pick<TogglWarnings, 'answer'>;
  answerAll: AnswerAllWarnings;
  adopt: AdoptRunning;
  refresh: TogglRefresh;
  imports: Pick<TogglImports, 'request'>;
}> &
  Followers;
type FileParts = FileCommands & Followers;

/** An answer lets go of what was held, so it deserves a look also where no slice changed. */
export function togglCommands(parts: TogglParts): TogglCommands {
  const { warnings, answerAll, adopt, refresh, imports, projection, announce } = parts;
  return {
    answerWarning: async (caller, input, idempotency) =>
      after(await warnings.answer(caller, input, idempotency), ({ slice, changeId }) => {
        tell(announce, caller.accountId, { changeId, slices: slice === null ? [] : [slice] });
        announce(caller.accountId, { kind: 'toggl' });
        if (slice === null) return;
        if (slice.endAt === null) projection.syncPrimaryStart(caller.accountId, slice);
        else projection.syncPrimaryStop(caller.accountId, slice);
      }),
    refreshCategory: async (caller, input, idempotency) =>
      after(await refresh.refresh(caller, input, idempotency), ({ isRequested }) => {
        if (isRequested) projection.syncWorkModeTags(caller.accountId, null, null);
      }),
    adoptRunning: async (caller, input, idempotency) =>
      after(await adopt(caller, input, idempotency), ({ slice, changeId }) =>
        follow({ projection, announce }, caller.accountId, { changeId, slices: [slice] }),
      ),
    answerAllWarnings: async (caller, input, idempotency) =>
      after(await answerAll(caller, input, idempotency), () => {
        if (input.dryRun) return;
        projection.syncHistory(caller.accountId);
        announce(caller.accountId, { kind: 'toggl' });
        announce(caller.accountId, { kind: 'state' });
      }),
    importToggl: async (caller, input, idempotency) =>
      after(await imports.request(caller, input, idempotency), () =>
        projection.syncHistory(caller.accountId),
      ),
  };
}

/** Name and project stand in the running entry; older ones keep theirs, so nothing is urgent. */
export function categoryCommands({
  categories,
  projection,
  announce,
}: CategoryParts): CategoryCommands {
  const look = ({ accountId }: Caller, categoryIds: readonly string[]) => {
    projection.syncWorkModeTags(accountId, null, null);
    announce(accountId, { kind: 'categories', categoryIds: [...categoryIds] });
    // What runs may be called otherwise now.
    announce(accountId, { kind: 'state' });
  };
  return {
    createCategory: async (caller, input, idempotency) =>
      after(await categories.create(caller, input, idempotency), ({ category }) =>
        look(caller, [category.id]),
      ),
    patchCategory: async (caller, input, idempotency) =>
      after(await categories.patch(caller, input, idempotency), ({ category }) =>
        look(caller, [category.id]),
      ),
    deleteCategory: async (caller, input, idempotency) =>
      after(await categories.remove(caller, input, idempotency), () =>
        look(caller, [input.categoryId]),
      ),
    mergeCategory: async (caller, input, idempotency) =>
      after(await categories.merge(caller, input, idempotency), () =>
        input.dryRun ? undefined : look(caller, [input.categoryId, input.intoId]),
      ),
  };
}

/** Which project a category goes to depends on what Toggl has. */
export function connectionCommands(parts: ConnectionParts): ConnectionCommands {
  const { connecting, projects, projection, announce } = parts;
  const look = ({ accountId }: Caller) => {
    projection.syncWorkModeTags(accountId, null, null);
    announce(accountId, { kind: 'categories', categoryIds: [] });
    announce(accountId, { kind: 'toggl' });
  };
  return {
    connectToggl: async (caller, input, idempotency) =>
      after(await connecting.connect(caller, input, idempotency), () => look(caller)),
    disconnectToggl: async (caller, idempotency) =>
      after(await connecting.disconnect(caller, idempotency), () => look(caller)),
    refreshProjects: async (caller, idempotency) =>
      after(await projects.refresh(caller, idempotency), () => look(caller)),
    createProject: async (caller, input, idempotency) =>
      after(await projects.create(caller, input, idempotency), () => look(caller)),
  };
}

/** Slices of files are not projected, but what had to make room for them may be. */
export function fileCommands({ importFile, projection, announce }: FileParts): FileCommands {
  return {
    importFile: async (caller, input, idempotency) => {
      const result = await importFile(caller, input, idempotency);
      if (result.kind === 'done' && result.changeId !== null) {
        projection.syncWorkModeTags(caller.accountId, null, null);
        tell(announce, caller.accountId, { changeId: result.changeId, slices: [] });
      }
      return result;
    },
  };
}
