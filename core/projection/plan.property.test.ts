import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference } from './difference.ts';
import { type EntryFields, isMarked } from './entry.ts';
import { isPending } from './pending.ts';
import {
  anyPlainSeed,
  anySeed,
  foreignId,
  humanTag,
  perturbed,
  type Seed,
} from './perturbed.fixture.ts';
import { plan } from './plan.ts';
import { type Carried, carryOut, type Fault } from './sync.fixture.ts';
import type { Toggl } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

const enough = 60;

const anyFault: fc.Arbitrary<Fault> = fc.constantFrom(
  'none',
  'none',
  'never arrives',
  'reply is lost',
  'put off',
  'crash before',
  'crash after',
);
const anyFaults = fc.array(anyFault, { maxLength: 6 });

/** What a person sees in Toggl, with what stands in the slices beside it. */
function expectShown(world: World, toggl: Toggl): void {
  const alive = toggl.alive().filter(isMarked);
  for (const { link, desired } of world.items) {
    const entry = alive.find(({ id }) => id === link.entryId);
    if (desired === null) expect(entry).toBeUndefined();
    else expect(entry && asDesired(entry, desired)).toEqual(desired);
  }
  expect(alive.length).toBe(world.items.filter(({ desired }) => desired !== null).length);
  expect(plan(world)).toEqual([]);
  expect(world.items.filter((item) => isPending(item, world.traits))).toEqual([]);
}

/** A stop may stand a second late, and tags of others stay. */
function asDesired(entry: EntryFields, desired: EntryFields): EntryFields {
  const { description, projectId, startSecond, stopSecond } = entry;
  const isInTime =
    stopSecond !== null && desired.stopSecond !== null && stopSecond - desired.stopSecond === 1;
  const tags = entry.tags.filter((tag) => tag !== humanTag);
  return {
    description,
    projectId,
    startSecond,
    stopSecond: isInTime ? desired.stopSecond : stopSecond,
    tags: tags.length === desired.tags.length ? desired.tags.filter((t) => tags.includes(t)) : tags,
  };
}

function taggedByHumans(toggl: Toggl): number {
  return toggl.alive().filter(({ tags }) => tags.includes(humanTag)).length;
}

function settled(seed: Seed): Readonly<{ before: World; toggl: Toggl; carried: Carried }> {
  const { world, toggl } = perturbed(seed);
  return { before: world, toggl, carried: carryOut(world, toggl, { most: enough }) };
}

describe('a world that fell behind', () => {
  test('comes to what the slices say, in few calls, and is then left alone', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { before, toggl, carried } = settled(seed);
        expectShown(carried.world, toggl);
        expect(carried.taken.length).toBeLessThanOrEqual(before.items.length * 3 + 3);
      }),
      { numRuns: 150 },
    );
  });

  test('costs one call for each entry that differs, when nothing fails', () => {
    fc.assert(
      fc.property(anyPlainSeed, (seed) => {
        const plain: Seed = { ...seed, foreign: 'none' };
        const { before, carried } = settled(plain);
        const changed = before.items.filter((item) => isPending(item, before.traits)).length;
        expect(carried.taken.length).toBe(changed - endedByTheStart(before, carried));
      }),
      { numRuns: 150 },
    );
  });

  test('has no entry touched that is not ours, but for a running one that is stopped', () => {
    fc.assert(
      fc.property(anySeed, anyFaults, (seed, faults) => {
        const { world, toggl } = perturbed(seed);
        const foreign = toggl.alive().find(({ id }) => id === foreignId);
        const { taken } = carryOut(world, toggl, { most: enough, faults });
        for (const { step, world: before } of taken) {
          const { action } = step;
          if (action.kind === 'stop-foreign') expect(action.entryId).toBe(foreignId);
          if (!('sliceId' in action && 'entryId' in action)) continue;
          const item = before.items.find(({ link }) => link.sliceId === action.sliceId);
          const ours = [item?.link.entryId, ...(item?.link.retiredEntryIds ?? [])];
          expect(ours).toContain(action.entryId);
        }
        const stopped = { stopSecond: null, modifiedAt: 0 };
        const after = toggl.alive().find(({ id }) => id === foreignId);
        expect({ ...after, ...stopped }).toEqual({ ...foreign, ...stopped });
      }),
      { numRuns: 100 },
    );
  });

  test('has one create sent for each slice, unless an entry would not reopen', () => {
    fc.assert(
      fc.property(anyPlainSeed, (seed) => {
        const { carried } = settled(seed);
        const created = carried.taken.flatMap(({ step: { action } }) =>
          action.kind === 'create' ? [action.sliceId] : [],
        );
        expect(new Set(created).size).toBe(created.length);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps the tags that humans gave', () => {
    fc.assert(
      fc.property(anyPlainSeed, fc.boolean(), (seed, isListing) => {
        const { world, toggl } = perturbed({
          ...seed,
          slices: seed.slices.map((slice) => ({ ...slice, reach: 'shown' })),
          tagActions: isListing ? 'become the list' : 'work',
        });
        const before = taggedByHumans(toggl);
        carryOut(world, toggl, { most: enough });
        expect(taggedByHumans(toggl)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe('calls that are lost, put off or cut off by a crash', () => {
  test('leave exactly one entry a slice in the end', () => {
    fc.assert(
      fc.property(anySeed, anyFaults, (seed, faults) => {
        const { world, toggl } = perturbed(seed);
        expectShown(carryOut(world, toggl, { most: enough, faults }).world, toggl);
      }),
      { numRuns: 150 },
    );
  });

  test('leave it although slices change between them, and change back', () => {
    fc.assert(
      fc.property(anySeed, anyFaults, anyFaults, anyChange, (seed, first, second, change) => {
        const { world, toggl } = perturbed(seed);
        const begun = carryOut(world, toggl, { most: first.length, faults: first }).world;
        const changed = change(begun);
        const gone = carryOut(changed, toggl, { most: second.length, faults: second }).world;
        const undone = withDesired(gone, world);
        expectShown(carryOut(undone, toggl, { most: enough }).world, toggl);
      }),
      { numRuns: 150 },
    );
  });
});

type Change = 'none' | 'another text' | 'deleted' | 'stopped' | 'another start';

const anyChange = fc.oneof(
  fc.constant(withStartUndone),
  fc
    .array(fc.constantFrom<Change>('none', 'another text', 'deleted', 'stopped', 'another start'), {
      minLength: 5,
      maxLength: 5,
    })
    .map((changes) => (world: World) => withSlices(world, changes)),
);

function withSlices(world: World, changes: readonly Change[]): World {
  const items = world.items.map((item, i) => ({
    ...item,
    desired: changedSlice(item, changes[i] ?? 'none', world),
  }));
  return { ...world, items };
}

/** The last slice goes, and the one before it runs again. */
function withStartUndone(world: World): World {
  const last = world.items.length - 1;
  const items = world.items.map((item, i) => {
    if (i === last) return { ...item, desired: null };
    if (i !== last - 1 || item.desired === null) return item;
    return { ...item, desired: { ...item.desired, stopSecond: null } };
  });
  return { ...world, items };
}

function changedSlice({ desired }: Item, change: Change, world: World): EntryFields | null {
  if (desired === null || change === 'deleted') return null;
  const second = Math.floor((world.now + world.togglOffsetMs) / 1000);
  if (change === 'another text') return { ...desired, description: 'Planning' };
  if (change === 'another start') return { ...desired, startSecond: desired.startSecond + 1 };
  if (change === 'stopped' && desired.stopSecond === null) {
    return { ...desired, stopSecond: Math.max(second, desired.startSecond + 1) };
  }
  return desired;
}

function withDesired(world: World, from: World): World {
  const items = world.items.map((item, i) => ({
    ...item,
    desired: from.items[i]?.desired ?? null,
  }));
  return { ...world, items };
}

/** A start in time ends the entry before it, if that lacks nothing else: two changes, one call. */
function endedByTheStart(before: World, { taken }: Carried): number {
  const start = taken.find(
    ({ step: { action } }) => action.kind === 'create' && action.fields.stopSecond === null,
  );
  if (start === undefined) return 0;
  const second = Math.floor((start.world.now + before.togglOffsetMs) / 1000);
  return before.items.filter(({ link, desired }) => {
    if (link.applied === null || link.applied.stopSecond !== null || desired === null) return false;
    const applied = { ...link.applied, stopSecond: second, stopToleranceSeconds: 1 as const };
    return difference(desired, { ...link, applied }, before.traits) === null;
  }).length;
}
