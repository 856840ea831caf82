/** What runs: the server's word with the waiting taps on top, and the taps themselves. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Dimension } from '../../../core/engine/slice.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { type Running, type Tap, type TapCommand, withTaps } from './taps.ts';

function stateQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.state,
    queryFn: () => bodyOf(api.state()),
    meta: { isKeptOffline: true },
  });
}

export function useRunning() {
  const { api } = useServer();
  const { data, ...query } = useQuery(stateQuery(api));
  const waiting = useWaitingTaps();
  const running = useMemo(
    () => (data === undefined ? undefined : withTaps(data, waiting)),
    [data, waiting],
  );
  return { ...query, data: running };
}

/** What keeps the first of the waiting taps, in a sentence; null while nothing does. */
export function useTapsHeldUpBy(): string | null {
  const { taps } = useServer();
  return useSyncExternalStore(taps.subscribe, taps.heldUpBy);
}

export function useWaitingTaps(): readonly Tap[] {
  const { taps } = useServer();
  return useSyncExternalStore(taps.subscribe, taps.waiting);
}

/** Minutes are counted back from the tap; when something stopped last the server alone knows. */
export type StartAgo = Readonly<{ minutes: number }> | 'last-stop';

type StartChoice = Readonly<{
  dimension: Dimension;
  category: string;
  ago?: StartAgo;
  /** The task of what runs, where its start is moved. */
  linkedTaskId?: string | null;
}>;

type FavoriteChoice = Readonly<{
  id: string;
  category: string;
  workMode: string | null;
  ago?: StartAgo;
}>;

type EarlierStart = Readonly<{ dimension: Dimension; running: Running; minutes: number }>;

/** The three taps. They never fail at once: what the server refuses is told when it is known. */
export function useTaps() {
  const { taps } = useServer();
  return useMemo(
    () => ({
      start: ({ ago, ...choice }: StartChoice) =>
        taps.make((at) => startOf(choice, startedAt(at, ago))),
      /** What runs began so much earlier than it says. */
      startEarlier: ({ dimension, running, minutes }: EarlierStart) =>
        taps.make(() => startOf({ dimension, ...running }, minutesBefore(running.start, minutes))),
      stop: (dimension: Dimension) =>
        taps.make((at) => ({ kind: 'stop', body: { dimension, at } })),
      /** It had ended so long before the tap. */
      stopEarlier: (dimension: Dimension, minutes: number) =>
        taps.make((at) => ({ kind: 'stop', body: { dimension, at: minutesBefore(at, minutes) } })),
      startFavorite: ({ id, category, workMode, ago }: FavoriteChoice) =>
        taps.make((at) => ({
          kind: 'favorite',
          favoriteId: id,
          at: startedAt(at, ago),
          starts: [
            { dimension: 'PRIMARY', category },
            ...(workMode === null ? [] : [{ dimension: 'WORK_MODE' as const, category: workMode }]),
          ],
        })),
    }),
    [taps],
  );
}

function startOf({ dimension, category, linkedTaskId }: StartChoice, at: string): TapCommand {
  const task = linkedTaskId === null || linkedTaskId === undefined ? {} : { linkedTaskId };
  return { kind: 'start', body: { dimension, category, source: 'MANUAL', also: [], at, ...task } };
}

function startedAt(at: string, ago: StartChoice['ago']): string {
  if (ago === undefined) return at;
  if (ago === 'last-stop') return ago;
  return minutesBefore(at, ago.minutes);
}

function minutesBefore(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}
