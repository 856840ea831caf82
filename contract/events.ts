/**
 * What `GET /api/events` pushes. Each event says that something changed, and as much as fits in a
 * line: a client that has missed some is told the state anew, and reads the rest where it stands.
 */
import { z } from 'zod';
import { stateReply } from './engine.ts';
import { instant } from './text.ts';
import { togglStatusReply } from './toggl.ts';

const stateEvent = z
  .object({ kind: z.literal('state'), revision: z.int(), state: stateReply })
  .meta({ description: 'after each command, and first of all to a client that missed something' });

const slicesEvent = z.object({
  kind: z.literal('slices'),
  sliceIds: z.array(z.string()).meta({ description: 'changed or deleted; the first of many' }),
  changeId: z.string(),
});

const togglEvent = togglStatusReply
  .pick({ connected: true, pending: true, held: true, parked: true, lastError: true })
  .extend({
    kind: z.literal('toggl'),
    warnings: z.int().meta({ description: 'how many wait for an answer' }),
  });

const quotaEvent = togglStatusReply.shape.quota
  .extend({ kind: z.literal('quota') })
  .meta({ description: 'after each call to Toggl' });

const importEvent = z.object({
  kind: z.literal('import'),
  state: z.enum(['reading', 'waiting', 'done', 'failed', 'undone']),
  percentage: z.number().min(0).max(100),
  entries: z.int(),
  calls: z.int(),
});

const tasksEvent = z.object({ kind: z.literal('tasks'), taskIds: z.array(z.string()) });

const categoriesEvent = z.object({
  kind: z.literal('categories'),
  categoryIds: z.array(z.string()).meta({ description: 'empty where any may have changed' }),
});

const rulesEvent = z
  .object({ kind: z.literal('rules') })
  .meta({ description: 'a rule changed, or held something back' });

const overdueEvent = z
  .object({
    kind: z.literal('overdue'),
    sliceId: z.string(),
    category: z.string(),
    start: instant,
    maxMinutes: z.int(),
  })
  .meta({
    description: 'what runs passes the most that is expected of it: see the close of today',
  });

export const event = z
  .discriminatedUnion('kind', [
    stateEvent,
    slicesEvent,
    togglEvent,
    quotaEvent,
    importEvent,
    tasksEvent,
    categoriesEvent,
    rulesEvent,
    overdueEvent,
  ])
  .meta({ id: 'Event' });

export type Event = z.output<typeof event>;
