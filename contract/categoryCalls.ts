/** The typed client's calls about categories, their projects and the connection to Toggl. */
import type { z } from 'zod';
import type { Send } from './call.ts';
import {
  type categoryCreateBody,
  categoryDeleteReply,
  categoryListReply,
  type categoryMergeBody,
  categoryMergeReply,
  type categoryPatchBody,
  categoryReply,
  unmappedCategoriesReply,
} from './categories.ts';
import {
  type togglConnectBody,
  togglConnectReply,
  togglDisconnectReply,
  togglProjectsReply,
} from './toggl.ts';

export function categoryCalls(send: Send) {
  const at = (id: string) => `/api/categories/${encodeURIComponent(id)}`;
  return {
    categories: () => send({ method: 'GET', path: '/api/categories', reply: categoryListReply }),
    createCategory: (body: z.input<typeof categoryCreateBody>, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: '/api/categories',
        body,
        idempotencyKey,
        reply: categoryReply,
      }),
    editCategory: (id: string, body: z.input<typeof categoryPatchBody>) =>
      send({
        method: 'PATCH',
        path: at(id),
        body,
        reply: categoryReply,
      }),
    deleteCategory: (id: string, idempotencyKey?: string) =>
      send({
        method: 'DELETE',
        path: at(id),
        idempotencyKey,
        reply: categoryDeleteReply,
      }),
    mergeCategory: (id: string, body: z.input<typeof categoryMergeBody>, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: `${at(id)}/merge`,
        body,
        idempotencyKey,
        reply: categoryMergeReply,
      }),
    unmappedCategories: () =>
      send({
        method: 'GET',
        path: '/api/categories/unmapped',
        reply: unmappedCategoriesReply,
      }),
    createProject: (id: string, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: `${at(id)}/project`,
        idempotencyKey,
        reply: categoryReply,
      }),
  };
}

export function connectionCalls(send: Send) {
  return {
    connectToggl: (body: z.input<typeof togglConnectBody>, idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: '/api/toggl/connect',
        body,
        idempotencyKey,
        reply: togglConnectReply,
      }),
    disconnectToggl: (idempotencyKey?: string) =>
      send({
        method: 'DELETE',
        path: '/api/toggl/connect',
        idempotencyKey,
        reply: togglDisconnectReply,
      }),
    togglProjects: () =>
      send({ method: 'GET', path: '/api/toggl/projects', reply: togglProjectsReply }),
    refreshProjects: (idempotencyKey?: string) =>
      send({
        method: 'POST',
        path: '/api/toggl/projects/refresh',
        idempotencyKey,
        reply: togglProjectsReply,
      }),
  };
}
