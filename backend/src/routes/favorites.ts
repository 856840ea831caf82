/** The door of the favourites: saved timers that start with one tap. */
import type { z } from 'zod';
import {
  favoriteCreateBody,
  favoriteListReply,
  favoriteParams,
  favoritePatchBody,
  favoriteReply,
  favoriteStartBody,
  favoriteStartedReply,
} from '../../../contract/favorites.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { FavoriteDone, Favorites, FavoriteView } from '../services/engine/favorites.ts';
import type { Started } from '../services/engine/startSlice.ts';
import { answerCommand } from './commandReply.ts';
import { formatStarted } from './engine.ts';
import { readSchema, writeSchema } from './routeSchema.ts';
import { sayStarted } from './say.ts';

export type FavoriteDoor = Readonly<{ commands: Commands; favorites: Pick<Favorites, 'list'> }>;

const tag = 'favorites';

export function addFavoriteRoutes(app: HttpApp, { commands, favorites }: FavoriteDoor): void {
  app.get(
    '/favorites',
    {
      schema: readSchema(
        { tag, operationId: 'listFavorites', summary: 'All favourites in their order' },
        favoriteListReply,
      ),
    },
    async (request) => (await favorites.list(request.caller.accountId)).map(formatFavorite),
  );
  addFavoriteEdits(app, commands);
  addFavoriteUses(app, commands);
}

function addFavoriteEdits(app: HttpApp, commands: Commands): void {
  app.post(
    '/favorites',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createFavorite', summary: 'Save a timer' },
          { 201: favoriteReply },
        ),
        body: favoriteCreateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.createFavorite(request.caller, request.body, key),
        status: () => 201,
        format: formatDone,
      }),
  );
  app.patch(
    '/favorites/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editFavorite', summary: 'Change a favourite' },
          { 200: favoriteReply },
        ),
        params: favoriteParams,
        body: favoritePatchBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => {
          const patch = { ...request.body, favoriteId: request.params.id };
          return commands.patchFavorite(request.caller, patch, key);
        },
        format: formatDone,
      }),
  );
}

function addFavoriteUses(app: HttpApp, commands: Commands): void {
  app.delete(
    '/favorites/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteFavorite', summary: 'Delete; answers it as it was' },
          { 200: favoriteReply },
        ),
        params: favoriteParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => {
          return commands.removeFavorite(request.caller, { favoriteId: request.params.id }, key);
        },
        format: formatDone,
      }),
  );
  app.post(
    '/favorites/:id/start',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'track',
            operationId: 'startFavorite',
            summary: 'Start it, with its mode, task and note',
          },
          { 200: favoriteStartedReply, 201: favoriteStartedReply },
        ),
        params: favoriteParams,
        body: favoriteStartBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => {
          const input = { ...request.body, favoriteId: request.params.id };
          return commands.startFavorite(request.caller, input, key);
        },
        status: ({ created }: Started) => (created ? 201 : 200),
        format: formatSaid,
      }),
  );
}

function formatSaid(started: Started): z.output<typeof favoriteStartedReply> {
  return { ...formatStarted(started), say: sayStarted(started.slice) };
}

function formatDone({ favorite }: FavoriteDone) {
  return formatFavorite(favorite);
}

function formatFavorite({ workModeId: _, ...favorite }: FavoriteView) {
  return {
    ...favorite,
    createdAt: formatInstant(favorite.createdAt),
    updatedAt: formatInstant(favorite.updatedAt),
  } satisfies z.output<typeof favoriteReply>;
}
