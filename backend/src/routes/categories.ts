/** The door of the categories: what slices are named by. */
import type { z } from 'zod';
import {
  categoryCreateBody,
  categoryDeleteReply,
  categoryListReply,
  categoryMergeBody,
  categoryMergeReply,
  categoryParams,
  categoryPatchBody,
  categoryReply,
  unmappedCategoriesReply,
} from '../../../contract/categories.ts';
import { dryRunQuery } from '../../../contract/text.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Categories, CategoryDone, CategoryView } from '../services/categories/categories.ts';
import type { Merged } from '../services/categories/mergeCategory.ts';
import type { Removed } from '../services/categories/removeCategory.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { TogglProjects, UnmappedCategory } from '../services/toggl/togglProjects.ts';
import { answerCommand } from './commandReply.ts';
import { isDryRun } from './dryRun.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type CategoryDoor = Readonly<{
  commands: Commands;
  categories: Pick<Categories, 'list'>;
  projects: Pick<TogglProjects, 'unmapped'>;
}>;

const tag = 'categories';

export function addCategoryRoutes(app: HttpApp, door: CategoryDoor): void {
  const { commands, categories } = door;
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
  addLeavingRoutes(app, commands);
  addMappingRoutes(app, door);
}

function addMappingRoutes(app: HttpApp, { commands, projects }: CategoryDoor): void {
  const summary = 'Categories whose entries have no project, most tracked first';
  app.get(
    '/categories/unmapped',
    {
      schema: readSchema(
        { tag, operationId: 'listUnmappedCategories', summary },
        unmappedCategoriesReply,
      ),
    },
    async (request) => (await projects.unmapped(request.caller.accountId)).map(formatUnmapped),
  );
  app.post(
    '/categories/:id/project',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            operationId: 'createProject',
            summary: 'Make a Toggl project of its name; a call',
          },
          { 201: categoryReply },
        ),
        params: categoryParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) =>
          commands.createProject(request.caller, { categoryId: request.params.id }, key),
        status: () => 201,
        format: formatDone,
      }),
  );
}

function formatUnmapped({
  category,
  suggested,
  problem,
  trackedMs,
  lastStartAt,
}: UnmappedCategory): z.output<typeof unmappedCategoriesReply>[number] {
  const { id, name, color, icon, isNew } = category;
  return {
    id,
    name,
    color,
    icon,
    isNew,
    seconds: Math.round(trackedMs / 1000),
    lastUsedAt: formatInstantOrNull(lastStartAt),
    suggestedProject: suggested && { id: String(suggested.id), name: suggested.name },
    togglProjectProblem: problem,
  };
}

function addLeavingRoutes(app: HttpApp, commands: Commands): void {
  app.delete(
    '/categories/:id',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'deleteCategory', summary: 'Delete a category that nothing uses' },
          { 200: categoryDeleteReply },
        ),
        params: categoryParams,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) =>
          commands.deleteCategory(request.caller, { categoryId: request.params.id }, key),
        format: formatRemoved,
      }),
  );
  app.post(
    '/categories/:id/merge',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'mergeCategory', summary: 'Make all of a category part of another' },
          { 200: categoryMergeReply },
        ),
        params: categoryParams,
        querystring: dryRunQuery,
        body: categoryMergeBody,
      },
    },
    (request, reply) => {
      const { into: intoId } = request.body;
      const input = { categoryId: request.params.id, intoId, dryRun: isDryRun(request) };
      return answerCommand(request, reply, {
        run: (key) => commands.mergeCategory(request.caller, input, key),
        format: formatMerged,
      });
    },
  );
}

function formatRemoved({ categoryId: id, name }: Removed): z.output<typeof categoryDeleteReply> {
  return { id, name };
}

function formatMerged(merged: Merged): z.output<typeof categoryMergeReply> {
  const { intoId: into, slices, entries, calls, skipped, changeIds } = merged;
  return { into, slices, entries, calls, skipped, changeIds: [...changeIds] };
}

/** Ids of Toggl are numbers inside and texts outside, as the contract says of all ids. */
function fieldsOf<Body extends z.output<typeof categoryPatchBody>>(body: Body) {
  // A patch says by itself that the category was looked at, whatever it holds.
  const { togglProjectId: text, isNew: _, ...fields } = body;
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
