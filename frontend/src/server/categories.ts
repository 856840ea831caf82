/** Categories: names, colours, icons. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { categoryReply } from '../../../contract/categories.ts';
import { foldName } from '../../../core/engine/category.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

export type Category = z.output<typeof categoryReply>;

function categoriesQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.categories,
    queryFn: () => bodyOf(api.categories()),
    meta: { isKeptOffline: true },
  });
}

export function useCategories() {
  return useQuery(categoriesQuery(useServer().api));
}

/** By name, as the engine compares names: what runs and what recent slices say are names. */
export function useCategoryOf(): (name: string) => Category | undefined {
  const { data } = useCategories();
  return useMemo(() => {
    const byName = new Map(data?.map((category) => [foldName(category.name), category]));
    return (name) => byName.get(foldName(name));
  }, [data]);
}
