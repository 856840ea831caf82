/** Favourites: saved timers that start with one tap. */
import { z } from 'zod';
import { at, startedReply } from './engine.ts';
import { clientSource, note } from './slice.ts';
import { idInput, instant, nameInput, plainText } from './text.ts';

export const favoriteReply = z
  .object({
    id: z.string(),
    name: z.string(),
    icon: z.string().nullable(),
    category: z.string(),
    categoryId: z.string(),
    taskId: z.string().nullable(),
    workMode: z.string().nullable(),
    note: z.string().nullable(),
    sortOrder: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Favorite' });

export const favoriteListReply = z.array(favoriteReply);
export const favoriteParams = z.strictObject({ id: idInput });

const fields = z.strictObject({
  name: nameInput.meta({ description: 'the name of its category, if none is given' }),
  icon: plainText(64).nullable(),
  category: nameInput,
  taskId: idInput.nullable(),
  workMode: nameInput.nullable().meta({ description: 'the WORK_MODE that starts with it' }),
  note: note.nullable(),
  sortOrder: z.int().min(0).max(1_000_000),
});

export const favoriteCreateBody = fields.partial().required({ category: true });
export const favoritePatchBody = fields.partial();

/** Fastify hands a missing body on as null: one tap needs none. */
export const favoriteStartBody = z.strictObject({ source: clientSource, at }).partial().nullable();

export const favoriteStartedReply = startedReply
  .extend({ say: z.string().meta({ example: 'Started Coding.' }) })
  .meta({ id: 'StartedFavorite' });
