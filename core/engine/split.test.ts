import { describe, expect, test } from 'vitest';
import { clock } from './history.fixture.ts';
import { coding, context, mail, now, outcome, running } from './pastCommands.fixture.ts';
import type { Slice } from './slice.ts';
import { decideSplit } from './split.ts';

describe('a split', () => {
  const rows: { reason: string; slice: Slice; at: string[]; result: string }[] = [
    {
      reason: 'cuts at each instant, in any order and once',
      slice: coding,
      at: ['09:40', '09:10', '09:40'],
      result: 'coding 09:00-09:10 | coding 09:10-09:40 | coding 09:40-10:00',
    },
    {
      reason: 'goes on running in its last part',
      slice: running,
      at: ['11:45'],
      result: 'coding 11:30-11:45 | coding 11:45-',
    },
    { reason: 'refuses the start', slice: coding, at: ['09:00'], result: 'outside_slice' },
    { reason: 'refuses the end', slice: coding, at: ['10:00'], result: 'outside_slice' },
    { reason: 'refuses the future', slice: running, at: ['12:00'], result: 'outside_slice' },
    {
      reason: 'refuses parts that share a second of PRIMARY',
      slice: coding,
      at: ['09:10:00.100', '09:10:00.900'],
      result: 'outside_slice',
    },
    {
      reason: 'cuts a second as often as one likes elsewhere',
      slice: { ...coding, dimension: 'SOCIAL' },
      at: ['09:10:00.100', '09:10:00.900'],
      result:
        'coding 09:00-09:10:00.100 | coding 09:10:00.100-09:10:00.900 | coding 09:10:00.900-10:00',
    },
    {
      reason: 'refuses a lock',
      slice: { ...coding, isLocked: true },
      at: ['09:30'],
      result: 'slice_locked',
    },
    {
      reason: 'refuses imported history, which follows its entry',
      slice: { ...coding, source: 'TIMERY' },
      at: ['09:30'],
      result: 'imported_slice',
    },
  ];
  test.each(rows)('$reason', ({ slice, at, result }) => {
    const decision = decideSplit([slice], { slice, at: at.map(clock) }, context());
    expect(outcome([slice], decision)).toBe(result);
  });

  test('leaves the second of the next slice to it', () => {
    const next = { ...mail, startAt: clock('10:00:00.500') };
    const slice = { ...coding, endAt: clock('10:00:00.500') };
    const at = [clock('10:00:00.200')];
    expect(outcome([slice, next], decideSplit([slice, next], { slice, at }, context()))).toBe(
      'outside_slice',
    );
  });

  test('copies what the slice says to each part', () => {
    const decision = decideSplit([coding], { slice: coding, at: [clock('09:30')] }, context());
    const [, part] = decision.kind === 'changed' ? decision.changes : [];
    expect(part).toMatchObject({
      kind: 'insert',
      after: { note: 'parser', linkedTaskId: 'task', source: 'MANUAL', createdAt: now },
    });
  });
});
