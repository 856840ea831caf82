/** Categories: what slices are named by. */
import { z } from 'zod';
import { dryRunInBody, idInput, instant, nameInput, plainText } from './text.ts';
import { togglRefreshReply } from './toggl.ts';

const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour: send one like #1f77b4')
  .meta({ example: '#1f77b4' });

/** Four weeks: enough to be asked about nothing. */
const longestMaximumMinutes = 28 * 24 * 60;

export const categoryReply = z
  .object({
    id: z.string(),
    name: z.string(),
    color: z.string(),
    icon: z.string().nullable(),
    togglProjectId: z.string().nullable(),
    togglProject: z.string().nullable().meta({ description: 'the name of that project' }),
    togglProjectOrigin: z.enum(['chosen', 'matched', 'none']).meta({
      description: 'chosen by a person, matched because exactly one active project has the name',
    }),
    togglProjectProblem: z.string().nullable().meta({
      description: 'why entries go without the project that was chosen; null where all is well',
    }),
    isBillable: z.boolean(),
    isNew: z.boolean().meta({ description: 'made by a start with an unknown name, not yet kept' }),
    isArchived: z.boolean(),
    sortOrder: z.int(),
    maxMinutes: z.int().nullable().meta({
      description: 'the most that is expected of a slice of it; null: twelve hours',
    }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Category' });

export const categoryListReply = z.array(categoryReply);

const fields = z.strictObject({
  name: nameInput,
  color,
  icon: plainText(64).nullable(),
  togglProjectId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not the id of a Toggl project: send its digits')
    .nullable()
    .meta({ description: 'null chooses to have none' }),
  isBillable: z.boolean(),
  isArchived: z.boolean(),
  sortOrder: z.int().min(0).max(1_000_000),
  maxMinutes: z.int().min(1).max(longestMaximumMinutes).nullable(),
});

export const categoryCreateBody = fields.partial().required({ name: true });
export const categoryPatchBody = fields.partial().extend({
  isNew: z.literal(false).optional().meta({ description: 'keeps one that a start made' }),
});
export const unmappedCategoriesReply = z.array(
  z
    .object({
      id: z.string(),
      name: z.string(),
      color: z.string(),
      icon: z.string().nullable(),
      isNew: z.boolean(),
      seconds: z.int().meta({ description: 'tracked in PRIMARY, ever' }),
      lastUsedAt: instant.nullable(),
      suggestedProject: z.object({ id: z.string(), name: z.string() }).nullable(),
      togglProjectProblem: z.string().nullable(),
    })
    .meta({ id: 'UnmappedCategory' }),
);

export const categoryMergeBody = z.strictObject({
  into: idInput.meta({ description: 'the category that stays' }),
  dryRun: dryRunInBody,
});

export const categoryMergeReply = togglRefreshReply
  .extend({
    into: z.string(),
    slices: z.int().meta({ description: 'slices of all dimensions that go into the other' }),
    changeIds: z.array(z.string()).meta({
      description: 'each undoes up to 500 slices, and brings the category back',
    }),
  })
  .meta({ id: 'CategoryMerged' });

export const categoryDeleteReply = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'CategoryDeleted' });

export const categoryParams = z.strictObject({ id: idInput });
