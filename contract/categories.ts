/** Categories: what slices are named by. */
import { z } from 'zod';
import { idInput, instant, nameInput, plainText } from './text.ts';

const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour: send one like #1f77b4')
  .meta({ example: '#1f77b4' });

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
    isBillable: z.boolean(),
    isNew: z.boolean().meta({ description: 'made by a start with an unknown name, not yet kept' }),
    isArchived: z.boolean(),
    sortOrder: z.int(),
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
});

export const categoryCreateBody = fields.partial().required({ name: true });
export const categoryPatchBody = fields.partial();
export const categoryParams = z.strictObject({ id: idInput });
