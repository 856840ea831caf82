/** The door of the categories: what slices are named by. */
import type { z } from 'zod';
import {
  categoryCreateBody,
  categoryListReply,
  categoryParams,
  categoryPatchBody,
  categoryReply,
} from '../../../contract/categories.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Categories, CategoryDone, CategoryView } from '../services/categories.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type CategoryDoor = Readonly<{ commands: Commands; categories: Pick<Categories, 'list'> }>;

const tag = 'categories';

export function addCategoryRoutes(app: HttpApp, { commands, categories }: CategoryDoor): void {
  app.get(
    '/categories',
    {
      schema: readSchema(
        { tag, operationId: 'listCategories', summary: 'All categories in their order' },
        categoryListReply,
      ),
    },
    async (request) => {
      const found = await categories.list(request.caller.accountId);
      return found.map(formatCategory);
    },
  );
  app.post(
    '/categories',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'createCategory', summary: 'Make a category' },
          { 201: categoryReply },
        ),
        body: categoryCreateBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.createCategory(request.caller, fieldsOf(request.body), key),
        status: () => 201,
        format: formatDone,
      }),
  );
  app.patch(
    '/categories/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editCategory', summary: 'Change a category' },
          { 200: categoryReply },
        ),
        params: categoryParams,
        body: categoryPatchBody,
      },
    },
    (request, reply) => {
      const patch = { ...fieldsOf(request.body), categoryId: request.params.id };
      return answerCommand(request, reply, {
        run: (key) => commands.patchCategory(request.caller, patch, key),
        format: formatDone,
      });
    },
  );
}

/** Ids of Toggl are numbers inside and texts outside, as the contract says of all ids. */
function fieldsOf<Body extends z.output<typeof categoryPatchBody>>(body: Body) {
  const { togglProjectId: text, ...fields } = body;
  if (text === undefined) return fields;
  return { ...fields, togglProjectId: text === null ? null : Number(text) };
}

function formatDone({ category }: CategoryDone) {
  return formatCategory(category);
}

function formatCategory(category: CategoryView): z.output<typeof categoryReply> {
  const { togglProjectId } = category;
  return {
    ...category,
    togglProjectId: togglProjectId === null ? null : String(togglProjectId),
    createdAt: formatInstant(category.createdAt),
    updatedAt: formatInstant(category.updatedAt),
  };
}
