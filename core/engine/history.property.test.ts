import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlaps, subtract, totalMs, union } from '../time/range.ts';
import { clock, type History, slicesOf, told, write } from './history.fixture.ts';
import { dimensions, type SliceChange } from './slice.ts';
import { spanOf } from './timeline.ts';
import {
  anyCommands,
  type Command,
  decide,
  emptyWorld,
  follow,
  record,
  start,
  startCommand,
  undo,
  type World,
} from './world.fixture.ts';

/** Carries commands out and looks at the world before and after each. */
function alongTheWay(look: (before: World, command: Command, after: World) => void, runs = 150) {
  fc.assert(
    fc.property(anyCommands, (commands) => {
      commands.reduce((before, command) => {
        const after = follow(before, command);
        look(before, command, after);
        return after;
      }, emptyWorld());
    }),
    { numRuns: runs },
  );
}

function withoutTouch(history: History) {
  return [...history.values()]
    .map((slice) => ({ ...slice, updatedAt: 0 }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('whatever is commanded, in whatever order', () => {
  test('slices of one dimension never overlap, and none ends before it starts', () => {
    alongTheWay((_before, _command, after) => {
      for (const dimension of dimensions) {
        const slices = slicesOf(after.history, dimension);
        for (const [i, slice] of slices.entries()) {
          const next = slices[i + 1];
          expect(slice.startAt).toBeLessThanOrEqual(spanOf(slice).endAt);
          expect(next !== undefined && overlaps(spanOf(slice), spanOf(next))).toBe(false);
        }
      }
    });
  });

  test('one slice runs at most, and no PRIMARY second starts two', () => {
    alongTheWay((_before, _command, after) => {
      for (const dimension of dimensions) {
        const slices = slicesOf(after.history, dimension);
        expect(slices.filter((slice) => slice.endAt === null).length).toBeLessThanOrEqual(1);
      }
      const starts = slicesOf(after.history, 'PRIMARY').map((one) =>
        Math.floor(one.startAt / 1000),
      );
      expect(new Set(starts).size).toBe(starts.length);
    });
  });

  test('a live start leaves its category running', () => {
    alongTheWay((_before, command, after) => {
      if (command.kind !== 'start' || command.agoMs !== null) return;
      const decision = start(after, startCommand(after, command));
      if (decision.kind === 'refused') expect(decision.refusal.code).toBe('slice_locked');
      else expect(decision).toMatchObject({ kind: 'unchanged', slice: { endAt: null } });
    });
  });

  test('the same start again changes nothing', () => {
    alongTheWay((before, command, after) => {
      if (command.kind !== 'start') return;
      const first = start(before, startCommand(before, command));
      const second = start(after, startCommand(after, command));
      if (first.kind === 'refused') expect(second).toEqual(first);
      else expect(second).toEqual({ kind: 'unchanged', slice: after.history.get(idIn(second)) });
    });
  });

  test('a locked slice is changed by its unlocking and by an undo alone', () => {
    alongTheWay((before, command, after) => {
      if (command.kind === 'undo' || command.kind === 'undoMany') return;
      const isUnlocking = command.kind === 'edit' && command.fields.isLocked === false;
      for (const slice of before.history.values()) {
        if (slice.isLocked && !isUnlocking) expect(after.history.get(slice.id)).toEqual(slice);
      }
    });
  });

  test('an edit loses no time outside what was edited, unless by a trim, but for a moment', () => {
    alongTheWay((before, command, after) => {
      if (command.kind !== 'edit' || command.fields.onOverlap === 'trim') return;
      const decision = decide(before, command);
      if (decision?.kind !== 'changed' || !('slice' in decision)) return;
      const { slice } = decision;
      const kept = union(slicesOf(after.history, slice.dimension).map(spanOf));
      for (const old of slicesOf(before.history, slice.dimension)) {
        if (old.id === slice.id) continue;
        const outside = subtract(spanOf(old), union([spanOf(slice)]));
        const lost = outside.flatMap((part) => subtract(part, kept));
        expect(totalMs(lost)).toBeLessThan(2000);
      }
    });
  });

  test('the journal replayed from nothing tells the same history', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const world = commands.reduce(follow, emptyWorld());
        expect(write(new Map(), world.journal.flat())).toEqual(world.history);
      }),
      { numRuns: 50 },
    );
  });

  test('an undo restores what stood before, and its undo what stood after', () => {
    alongTheWay((before, _command, after) => {
      const changes = after.journal[before.journal.length];
      if (changes === undefined) return;
      const undone = record(after, changesOf(undo(after, changes)));
      expect(withoutTouch(undone.history)).toEqual(withoutTouch(before.history));
      const redone = record(undone, changesOf(undo(undone, undone.journal.at(-1) ?? [])));
      expect(withoutTouch(redone.history)).toEqual(withoutTouch(after.history));
    });
  });
});

/**
 * A category comes back only without another between: a tap that was answered "runs already"
 * leaves no trace, so it cannot speak up when a third tap later turns out to lie before it.
 */
const anyTaps = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
  .map((groups) => groups.flatMap((size, group) => Array<string>(size).fill(`category${group}`)))
  .chain((categories) =>
    fc.tuple(
      fc.constant(categories),
      fc.uniqueArray(fc.nat(40), { minLength: categories.length, maxLength: categories.length }),
    ),
  )
  .map(([categories, seconds]) => {
    const inOrder = seconds.toSorted((a, b) => a - b);
    return categories.map((categoryId, i) => ({ categoryId, second: inOrder[i] ?? 0 }));
  });

test('taps that name their instant tell one history, in whatever order they arrive', () => {
  fc.assert(
    fc.property(
      anyTaps.chain((taps) =>
        fc.tuple(
          fc.constant(taps),
          fc.shuffledSubarray(taps, { minLength: taps.length, maxLength: taps.length }),
        ),
      ),
      ([taps, shuffled]) => {
        const historyOf = (arriving: typeof taps) =>
          told(arriving.reduce(tap, { ...emptyWorld(), now: clock('12:00') }).history.values());
        expect(historyOf(shuffled)).toBe(historyOf(taps));
      },
    ),
    { numRuns: 200 },
  );
});

function tap(world: World, { categoryId, second }: { categoryId: string; second: number }): World {
  const agoMs = 60_000 - second * 1000;
  return follow(world, { kind: 'start', dimension: 'PRIMARY', categoryId, agoMs });
}

function idIn(decision: ReturnType<typeof start>): string {
  return decision.kind === 'refused' ? '' : decision.slice.id;
}

function changesOf(decision: ReturnType<typeof undo>): readonly SliceChange[] {
  expect(decision.kind).toBe('changed');
  return decision.kind === 'changed' ? decision.changes : [];
}
