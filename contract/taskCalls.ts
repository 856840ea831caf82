/** The typed client's calls about tasks, their logs and favourites. */
import type { z } from 'zod';
import { callsWith, type Send } from './call.ts';
import { type captureBody, capturedReply } from './capture.ts';
import {
  type favoriteCreateBody,
  favoriteListReply,
  type favoritePatchBody,
  favoriteReply,
  type favoriteStartBody,
  favoriteStartedReply,
} from './favorites.ts';
import {
  changedLogReply,
  changedTaskReply,
  type postDoLogCreateBody,
  postDoLogListReply,
  type postDoLogPatchBody,
  type taskActivateBody,
  taskActivatedReply,
  type taskCompleteBody,
  taskCompletedReply,
  type taskCreateBody,
  type taskListQuery,
  taskListReply,
  type taskPatchBody,
  taskReply,
  type taskScheduleBody,
} from './tasks.ts';

export function taskCalls(send: Send) {
  const taskAt = (id: string, rest = '') => `/api/tasks/${encodeURIComponent(id)}${rest}`;
  const favoriteAt = (id: string, rest = '') => `/api/favorites/${encodeURIComponent(id)}${rest}`;
  const { post } = callsWith(send);
  return {
    tasks: (query: z.input<typeof taskListQuery> = {}) =>
      send({ method: 'GET', path: '/api/tasks', query, reply: taskListReply }),
    task: (id: string) => send({ method: 'GET', path: taskAt(id), reply: taskReply }),
    createTask: (body: z.input<typeof taskCreateBody>, key?: string) =>
      post('/api/tasks', changedTaskReply, body, key),
    capture: (body: z.input<typeof captureBody>, key?: string) =>
      post('/api/capture', capturedReply, body, key),
    editTask: (id: string, body: z.input<typeof taskPatchBody>) =>
      send({ method: 'PATCH', path: taskAt(id), body, reply: changedTaskReply }),
    scheduleTask: (id: string, body: z.input<typeof taskScheduleBody>) =>
      post(taskAt(id, '/schedule'), changedTaskReply, body),
    deleteTask: (id: string) =>
      send({ method: 'DELETE', path: taskAt(id), reply: changedTaskReply }),
    activateTask: (id: string, body?: z.input<typeof taskActivateBody>, key?: string) =>
      post(taskAt(id, '/activate'), taskActivatedReply, body, key),
    completeTask: (id: string, body?: z.input<typeof taskCompleteBody>, key?: string) =>
      post(taskAt(id, '/complete'), taskCompletedReply, body, key),
    reopenTask: (id: string) => post(taskAt(id, '/reopen'), changedTaskReply),
    postDoLogs: (id: string) =>
      send({ method: 'GET', path: taskAt(id, '/post-do-logs'), reply: postDoLogListReply }),
    writePostDoLog: (id: string, body: z.input<typeof postDoLogCreateBody>) =>
      post(taskAt(id, '/post-do-logs'), changedLogReply, body),
    editPostDoLog: (id: string, body: z.input<typeof postDoLogPatchBody>) =>
      send({
        method: 'PATCH',
        path: `/api/post-do-logs/${encodeURIComponent(id)}`,
        body,
        reply: changedLogReply,
      }),
    favorites: () => send({ method: 'GET', path: '/api/favorites', reply: favoriteListReply }),
    createFavorite: (body: z.input<typeof favoriteCreateBody>, key?: string) =>
      post('/api/favorites', favoriteReply, body, key),
    editFavorite: (id: string, body: z.input<typeof favoritePatchBody>) =>
      send({ method: 'PATCH', path: favoriteAt(id), body, reply: favoriteReply }),
    deleteFavorite: (id: string) =>
      send({ method: 'DELETE', path: favoriteAt(id), reply: favoriteReply }),
    startFavorite: (id: string, body?: z.input<typeof favoriteStartBody>, key?: string) =>
      post(favoriteAt(id, '/start'), favoriteStartedReply, body, key),
  };
}
