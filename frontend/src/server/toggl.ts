/** What Toggl holds, how far it is behind, and what a person has to decide. */
import { keepPreviousData, queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  togglAllWarningsBody,
  togglCallsReply,
  togglConnectBody,
  togglStatusReply,
  togglWarningAnswerBody,
  togglWarningsReply,
} from '../../../contract/toggl.ts';
import { type Api, bodyOf } from './api.ts';
import type { ImportProgress } from './liveUpdates.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type TogglStatus = z.output<typeof togglStatusReply>;
export type TogglWarning = z.output<typeof togglWarningsReply>[number];
export type TogglCall = z.output<typeof togglCallsReply>[number];
export type WarningAction = TogglWarning['actions'][number];
export type AnswerToAll = z.input<typeof togglAllWarningsBody>['action'];

type Answer = Readonly<{ id: string }> & z.input<typeof togglWarningAnswerBody>;
type ImportDays = Readonly<{ from?: string; to?: string }>;

function togglStatusQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.togglStatus,
    queryFn: () => bodyOf(api.togglStatus()),
  });
}

export function useTogglStatus() {
  return useQuery(togglStatusQuery(useServer().api));
}

export function useTogglWarnings() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.togglWarnings,
    queryFn: () => bodyOf(api.togglWarnings()),
  });
}

export function useTogglCalls(limit: number) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.togglCalls(limit),
    queryFn: () => bodyOf(api.togglCalls({ limit: String(limit) })),
    placeholderData: keepPreviousData,
  });
}

/** Whether Timery's version is kept or ours put back, of one warning. */
export function useAnswerWarning() {
  return useCommand({
    send: (api, { id, ...answer }: Answer, key) => api.answerWarning(id, answer, key),
    told: ({ action }) => answered[action],
    changes: ['toggl'],
    isFailureTold: false,
    expects: [
      {
        queryKey: queryKeys.togglWarnings,
        becomes: (known: readonly TogglWarning[], { id }) =>
          known.filter((warning) => warning.id !== id),
      },
    ],
  });
}

const answered: Readonly<Record<WarningAction, string>> = {
  keep: "Timery's version is kept.",
  restore: 'Ours goes back to Toggl.',
  dismiss: 'Read.',
  adopt: 'It runs here now.',
};

/** What answering all of them in one way would cost. */
export function useAnswerAllPrice() {
  return useCommand({
    send: (api, action: AnswerToAll) => api.answerAllWarnings({ action, dryRun: true }),
    changes: [],
  });
}

export function useAnswerAllWarnings() {
  return useCommand({
    send: (api, action: AnswerToAll, key) => api.answerAllWarnings({ action }, key),
    told: ({ answered: count, refused }) =>
      refused.length === 0
        ? `${count} answered.`
        : `${count} answered, ${refused.length} stay open: ${refused[0]?.message}`,
    changes: ['toggl'],
  });
}

/** Tries the token with one request; the reply names the workspaces that may be chosen. */
export function useConnectToggl() {
  return useCommand({
    send: (api, connection: z.input<typeof togglConnectBody>, key) =>
      api.connectToggl(connection, key),
    told: ({ projects }) => `Toggl is connected. Its projects were read: ${projects}.`,
    changes: ['categories'],
    isFailureTold: false,
  });
}

export function useDisconnectToggl() {
  return useCommand({
    send: (api, _nothing: undefined, key) => api.disconnectToggl(key),
    told: () => 'Toggl is disconnected.',
    changes: ['categories'],
  });
}

/** The last one, or the one that runs; null before the first. */
export function useLatestImport() {
  const { api } = useServer();
  return useQuery({ queryKey: queryKeys.togglImport, queryFn: () => bodyOf(api.togglImport()) });
}

/** What events tell of the one that runs; undefined while none has. */
export function useImportProgress() {
  return useQuery<ImportProgress>({
    queryKey: queryKeys.togglImportProgress,
    queryFn: skipToken,
  }).data;
}

export function useImportPrice() {
  return useCommand({
    send: (api, days: ImportDays) => api.importToggl({ ...days, dryRun: true }),
    changes: [],
    isFailureTold: false,
  });
}

export function useImport() {
  return useCommand({
    send: (api, days: ImportDays, key) => api.importToggl(days, key),
    told: ({ message }) => message,
    changes: ['toggl', 'slices'],
    isFailureTold: false,
  });
}

/** What runs in Timery becomes the activity here, from its own start on; one call. */
export function useAdoptTimer() {
  return useCommand({
    send: (api, _input: undefined, key) => api.adoptToggl({}, key),
    told: ({ category }) => `Tracking ${category}, as Timery does.`,
    changes: ['state', 'slices', 'toggl'],
  });
}
