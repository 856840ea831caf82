/** Slices as files, out and in. */
import { z } from 'zod';
import { dimension } from './slice.ts';
import { dayOrInstantInput, dryRunQuery, plainText } from './text.ts';

const timeZone = plainText(100).min(1).optional().meta({
  example: 'Europe/Berlin',
  description: "of the clocks in a CSV, which name none; the account's when none is given",
});

export const exportQuery = z.strictObject({
  format: z.enum(['csv', 'json', 'ics']),
  startDate: dayOrInstantInput.optional(),
  endDate: dayOrInstantInput.optional(),
  dimension: dimension.optional().meta({
    description: 'all when none is given; in a CSV, whose columns name none, PRIMARY',
  }),
  timeZone,
});

export const exportReply = z.string().meta({ description: 'the file, sent as it is read' });

export const importQuery = z.strictObject({
  format: z.enum(['toggl-csv', 'timewarrior', 'json']),
  onOverlap: z
    .enum(['trim', 'skip', 'replace'])
    .default('trim')
    .meta({
      description:
        'trim takes what is free, skip only slices that are free as a whole; replace cuts and ' +
        'deletes what is there',
    }),
  timeZone,
  ...dryRunQuery.shape,
});

export const importReply = z
  .object({
    dryRun: z.boolean(),
    inserted: z.int().meta({ description: 'taken as they stand' }),
    cut: z.int().meta({ description: 'of which only what was free was taken' }),
    present: z.int().meta({ description: 'which are there already' }),
    skipped: z.int().meta({ description: 'which were not taken' }),
    lines: z.array(
      z.object({
        line: z.int(),
        kind: z.enum(['skipped', 'cut', 'read']).meta({
          description: 'read: taken, but its hour was one that a clock showed twice or never',
        }),
        reason: z.string(),
      }),
    ),
    linesLeftOut: z.int().meta({ description: 'beyond the first thousand' }),
    changeId: z.string().nullable().meta({ description: 'undoes the import' }),
    groupId: z.string().nullable(),
  })
  .meta({ id: 'Imported' });
