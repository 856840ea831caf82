/** What runs: the server's word with the waiting taps on top, and the taps themselves. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Dimension } from '../../../core/engine/slice.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { type Tap, withTaps } from './taps.ts';

export function stateQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.state,
    queryFn: () => bodyOf(api.state()),
    meta: { isKeptOffline: true },
  });
}

export function useRunning() {
  const { api, taps } = useServer();
  const { data, ...query } = useQuery(stateQuery(api));
  const waiting = useWaitingTaps();
  const running = useMemo(
    () => (data === undefined ? undefined : withTaps(data, waiting)),
    [data, waiting],
  );
  return { ...query, data: running, isHeldUp: taps.isHeldUp() && waiting.length > 0 };
}

export function useWaitingTaps(): readonly Tap[] {
  const { taps } = useServer();
  return useSyncExternalStore(taps.subscribe, taps.waiting);
}

type StartChoice = Readonly<{
  dimension: Dimension;
  category: string;
  /** `-15m` and the like are counted from the tap; `last-stop` is for the server to know. */
  ago?: Readonly<{ minutes: number }> | 'last-stop';
  linkedTaskId?: string;
}>;

type FavoriteChoice = Readonly<{ id: string; category: string; workMode: string | null }>;

/** The three taps. They never fail at once: what the server refuses is told when it is known. */
export function useTaps() {
  const { taps } = useServer();
  return useMemo(
    () => ({
      start: ({ ago, ...choice }: StartChoice) =>
        taps.make((at) => ({
          kind: 'start',
          body: { ...choice, source: 'MANUAL', also: [], at: startedAt(at, ago) },
        })),
      stop: (dimension: Dimension) =>
        taps.make((at) => ({ kind: 'stop', body: { dimension, at } })),
      startFavorite: ({ id, category, workMode }: FavoriteChoice) =>
        taps.make((at) => ({
          kind: 'favorite',
          favoriteId: id,
          at,
          starts: [
            { dimension: 'PRIMARY', category },
            ...(workMode === null ? [] : [{ dimension: 'WORK_MODE' as const, category: workMode }]),
          ],
        })),
    }),
    [taps],
  );
}

function startedAt(at: string, ago: StartChoice['ago']): string {
  if (ago === undefined) return at;
  if (ago === 'last-stop') return ago;
  return new Date(Date.parse(at) - ago.minutes * 60_000).toISOString();
}
