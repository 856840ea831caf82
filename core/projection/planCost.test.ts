/** How many calls a change costs when nothing fails. */
import { describe, expect, test } from 'vitest';
import type { EntryFields } from './entry.ts';
import { carryOut, itemOf, linkedTo, linkOf, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith, perfectToggl } from './toggl.fixture.ts';
import type { Item } from './world.ts';

const open = (fields: Partial<EntryFields> = {}) =>
  fieldsWith({ startSecond: 1900, stopSecond: null, ...fields });
/** Runs in Toggl since second 1900, as entry 1. */
const running = linkedTo(1, open());

describe('what it costs', () => {
  const reopeningFails = { reopening: 'refused', tagActions: 'work' } as const;
  const obliging = { reopening: 'works', tagActions: 'work' } as const;

  function calls(item: Item, traits: typeof obliging | typeof reopeningFails): readonly string[] {
    const toggl = perfectToggl(traits);
    toggl.put(entryWith({ ...item.link.applied, id: 1 }), 1950);
    const { taken } = carryOut(worldWith({ items: [item] }), toggl, { most: 9 });
    return taken.map(({ step }) => step.action.kind);
  }

  const late = itemOf(running, open({ stopSecond: 1950 }));
  const reopened = itemOf(linkedTo(1, open({ stopSecond: 1950 })), open());

  test.each([
    {
      reason: 'a prompt stop is one call',
      item: itemOf(running, open({ stopSecond: 2000 })),
      traits: obliging,
      made: ['stop'],
    },
    { reason: 'a late stop is one call', item: late, traits: obliging, made: ['edit'] },
    { reason: 'a reopening is one call', item: reopened, traits: obliging, made: ['edit'] },
    {
      reason: 'a reopening that Toggl refuses is a new entry in place of the old',
      item: reopened,
      traits: reopeningFails,
      made: ['edit', 'create', 'delete'],
    },
  ])('$reason', ({ item, traits, made }) => {
    expect(calls(item, traits)).toEqual(made);
  });

  test('a late switch is two calls', () => {
    const toggl = perfectToggl(obliging);
    toggl.put(entryWith({ ...open(), id: 1 }), 1900);
    const items = [late, itemOf(linkOf('b'), open({ startSecond: 1950 }))];
    const { taken } = carryOut(worldWith({ items }), toggl, { most: 9 });
    expect(taken.map(({ step }) => step.action.kind)).toEqual(['create', 'edit']);
    expect(toggl.alive()).toMatchObject([{ stopSecond: 1950 }, { stopSecond: null }]);
  });
});
