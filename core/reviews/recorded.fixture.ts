/** Random histories for the properties of counting: overlaps of every kind, on odd milliseconds. */
import fc from 'fast-check';
import { type Dimension, dimensions, type Source } from '../engine/slice.ts';
import type { CountedSlice, LoggedTask, Recorded } from './figures.ts';

const instant = fc.integer({ min: 0, max: 400_000 });
const category = fc.constantFrom('coding', 'email', 'reading');
const task = fc.constantFrom(null, null, 'task-1', 'task-2');

const slice = fc
  .record({
    dimension: fc.constantFrom<Dimension>('PRIMARY', 'PRIMARY', ...dimensions),
    categoryId: category,
    linkedTaskId: task,
    source: fc.constantFrom<Source>('API', 'HEALTH', 'TIMERY', 'TIMERY'),
    startAt: instant,
    lengthMs: fc.option(fc.nat(120_000), { freq: 12 }),
  })
  .map(({ lengthMs, ...fields }) => ({
    ...fields,
    endAt: lengthMs === null ? null : fields.startAt + lengthMs,
  }));

const log: fc.Arbitrary<LoggedTask> = fc
  .record({ taskId: fc.constantFrom('task-1', 'task-3'), categoryId: category, startAt: instant })
  .map((fields) => ({ ...fields, endAt: fields.startAt + 50_500 }));

export const anyRecorded: fc.Arbitrary<Recorded> = fc
  .tuple(fc.array(slice, { maxLength: 15 }), fc.array(log, { maxLength: 3 }))
  .map(([slices, logs]) => ({
    slices: slices.map((one, index): CountedSlice => ({ ...one, id: `slice-${index}` })),
    logs,
  }));

export const anyBorders = fc
  .uniqueArray(instant, { minLength: 2, maxLength: 6 })
  .map((borders) => borders.sort((a, b) => a - b));
