/** Categories: names, colours, icons, order, and the Toggl projects their entries go to. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type {
  categoryCreateBody,
  categoryPatchBody,
  categoryReply,
} from '../../../contract/categories.ts';
import { foldName } from '../../../core/engine/category.ts';
import { type Api, bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

export type Category = z.output<typeof categoryReply>;
type Patch = z.input<typeof categoryPatchBody>;

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

/** Used in PRIMARY and without a Toggl project, the most used first. */
export function useUnmappedCategories() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.unmappedCategories,
    queryFn: () => bodyOf(api.unmappedCategories()),
  });
}

export function useCreateCategory() {
  return useCommand({
    send: (api, category: z.input<typeof categoryCreateBody>, key) =>
      api.createCategory(category, key),
    told: ({ name }) => `${name} is there.`,
    changes: ['categories'],
    isFailureTold: false,
  });
}

type Edit = Readonly<{ id: string; patch: Patch }>;

export function useEditCategory() {
  return useCommand({
    send: (api, { id, patch }: Edit) => api.editCategory(id, patch),
    told: ({ name }) => `${name} is saved.`,
    changes: ['categories'],
  });
}

/** The first of the list comes first wherever categories are shown. */
export function useOrderCategories() {
  return useCommand({
    send: async (api, ordered: readonly Category[]) => {
      const moved = ordered.flatMap((category, sortOrder) =>
        category.sortOrder === sortOrder ? [] : [{ id: category.id, sortOrder }],
      );
      for (const { id, sortOrder } of moved) await bodyOf(api.editCategory(id, { sortOrder }));
      return api.categories();
    },
    changes: ['categories'],
    expects: [
      {
        queryKey: queryKeys.categories,
        becomes: (known: readonly Category[], ordered) => [
          ...ordered.map((category, sortOrder) => ({ ...category, sortOrder })),
          ...known.filter(({ id }) => ordered.every((category) => category.id !== id)),
        ],
      },
    ],
  });
}

type Merge = Readonly<{ id: string; into: string }>;

export function useMergePrice() {
  return useCommand({
    send: (api, { id, into }: Merge) => api.mergeCategory(id, { into, dryRun: true }),
    changes: [],
    isFailureTold: false,
  });
}

export function useMergeCategory() {
  return useCommand({
    send: (api, { id, into }: Merge, key) => api.mergeCategory(id, { into }, key),
    told: ({ slices }) => `Merged: ${slices === 1 ? 'one slice' : `${slices} slices`} moved.`,
    changes: ['categories'],
    isFailureTold: false,
  });
}

export function useDeleteCategory() {
  return useCommand({
    send: (api, id: string, key) => api.deleteCategory(id, key),
    told: ({ name }) => `${name} is gone.`,
    changes: ['categories'],
  });
}

/** One request at Toggl. */
export function useCreateProject() {
  return useCommand({
    send: (api, id: string, key) => api.createProject(id, key),
    told: ({ togglProject }) => `Toggl has the project ${togglProject} now.`,
    changes: ['categories'],
  });
}

/** As they were last read: nothing is asked of Toggl. */
export function useTogglProjects() {
  const { api } = useServer();
  return useQuery({
    queryKey: queryKeys.togglProjects,
    queryFn: () => bodyOf(api.togglProjects()),
  });
}

/** One request at Toggl for each two hundred projects. */
export function useRefreshProjects() {
  return useCommand({
    send: (api, _nothing: undefined, key) => api.refreshProjects(key),
    told: (projects) => `${projects.length} projects read.`,
    changes: ['categories'],
  });
}
