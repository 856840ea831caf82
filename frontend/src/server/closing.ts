/** The close of a day: what may have been forgotten, what answers would cost, and answering. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dayCloseReply } from '../../../contract/closing.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type DayClose = z.output<typeof dayCloseReply>;
export type CloseItem = DayClose['items'][number];
export type CloseOffer = CloseItem['answers'][number];
export type CloseAnswer = CloseOffer['answer'];

export function useDayClose(date: string) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.dayClose(date),
    queryFn: () => bodyOf(api.dayClose(date)),
  });
}

/**
 * Asked before anything is done; nothing changes by it. No event renews it: answers name the
 * slices as they were listed, so once those change only another list can be priced.
 */
export function useClosePrice(date: string, answers: readonly CloseAnswer[]) {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.dayClosePrice(date, answers),
    queryFn: () => bodyOf(api.previewCloseDay(date, bodyWith(answers))),
    enabled: answers.length > 0,
  });
}

type Closing = Readonly<{ date: string; answers: readonly CloseAnswer[] }>;

export function useCloseDay() {
  return useCommand({
    send: (api, { date, answers }: Closing, key) => api.closeDay(date, bodyWith(answers), key),
    told: ({ say }) => say,
    changes: ['slices', 'state', 'toggl'],
  });
}

function bodyWith(answers: readonly CloseAnswer[]): Parameters<Api['closeDay']>[1] {
  return { answers: [...answers] };
}
