import { describe, expect, test } from 'vitest';
import { plan } from './plan.ts';
import { foreignWith, itemOf, linkedTo, linkOf, worldWith } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

const now = 2_000_000;
const starting = itemOf(linkOf('b'), fieldsWith({ startSecond: 2000, stopSecond: null }));

function told(items: readonly Item[], world: Partial<World> = {}): readonly string[] {
  return plan(worldWith({ items, ...world })).map(({ action, worth }) => {
    const which = 'entryId' in action ? ` ${action.entryId}` : '';
    const slice = action.kind === 'create' ? ` ${action.sliceId}` : '';
    return `${worth}: ${action.kind}${which}${slice}`;
  });
}

describe('a foreign timer', () => {
  const foreignRunning = [foreignWith()];

  test('is stopped before ours starts', () => {
    expect(told([starting], { foreignRunning })).toEqual([
      'foreign: stop-foreign 55',
      'running: create b',
    ]);
  });

  const open = fieldsWith({ startSecond: 1900, stopSecond: null });
  const stopped = linkedTo(1, fieldsWith({ startSecond: 1900, stopSecond: 1950 }));

  test('is stopped before ours runs again', () => {
    expect(told([itemOf(stopped, open)], { foreignRunning })).toEqual([
      'foreign: stop-foreign 55',
      'running: edit 1',
    ]);
  });

  test.each([
    {
      reason: 'what runs gets another start',
      item: itemOf(linkedTo(1, open), { ...open, startSecond: 1800 }),
      steps: ['running: edit 1'],
    },
    {
      reason: 'what is over gets other times',
      item: itemOf(stopped, { ...open, stopSecond: 1940 }),
      steps: ['times: edit 1'],
    },
  ])('runs on where $reason', ({ item, steps }) => {
    expect(told([item], { foreignRunning })).toEqual(steps);
  });

  test.each([
    { reason: 'was asked before', fields: { isStopTried: true } },
    {
      reason: 'is of another Compass, which is not fought',
      fields: { origin: 'compass' as const },
    },
  ])('is left for Toggl to stop where it $reason', ({ fields }) => {
    const left = [foreignWith(fields)];
    expect(told([starting], { foreignRunning: left })).toEqual(['running: create b']);
  });

  test('is read again hours after it was seen, and not before', () => {
    const seenAt = now - 6 * 3_600_000;
    expect(told([], { foreignRunning: [foreignWith({ seenAt })] })).toEqual(['observe: observe']);
    expect(told([], { foreignRunning: [foreignWith({ seenAt: seenAt + 1 })] })).toEqual([]);
  });

  test('widens any other reading to what became of it', () => {
    const foreign = [foreignWith({ seenAt: 1_000_000 })];
    const idleCheck = { at: now, sinceSecond: now / 1000 - 2 };
    const [step] = plan(worldWith({ now, idleCheck, foreignRunning: foreign }));
    expect(step?.action).toEqual({ kind: 'observe', sinceSecond: 970 });
  });

  test('runs on while nothing of ours starts', () => {
    expect(told([itemOf(linkOf('b'), fieldsWith())], { foreignRunning })).toEqual([
      'finished: create b',
    ]);
  });
});
