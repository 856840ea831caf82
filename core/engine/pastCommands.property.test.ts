/** What holds of split, join, fill, resume and the undo of many, after any other commands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subtract, totalMs, union } from '../time/range.ts';
import { type History, slicesOf } from './history.fixture.ts';
import { dimensions } from './slice.ts';
import { spanOf } from './timeline.ts';
import {
  anyCommands,
  type Command,
  decide,
  emptyWorld,
  follow,
  joinOf,
  record,
  undoManyOf,
  type World,
} from './world.fixture.ts';

type Kind = Command['kind'];

/** Looks at each command of a kind that changed something. */
function changedBy(kind: Kind, look: (before: World, after: World, command: Command) => void) {
  fc.assert(
    fc.property(anyCommands, (commands) => {
      commands.reduce((before, command) => {
        const after = follow(before, command);
        if (command.kind === kind && after !== before) look(before, after, command);
        return after;
      }, emptyWorld());
    }),
    { numRuns: 150 },
  );
}

const takenIn = (history: History) =>
  dimensions.map((dimension) => union(slicesOf(history, dimension).map(spanOf)));

const bare = (history: History) =>
  [...history.values()]
    .map((slice) => ({ ...slice, updatedAt: 0 }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

describe('a split', () => {
  test('takes no time and gives none, and keeps the slice it cut', () => {
    changedBy('split', (before, after) => {
      expect(takenIn(after.history)).toEqual(takenIn(before.history));
      for (const id of before.history.keys()) expect(after.history.has(id)).toBe(true);
    });
  });

  test('is taken back by joining its parts', () => {
    changedBy('split', (before, after) => {
      const changes = after.journal.at(-1) ?? [];
      const parts = changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.after]));
      const joined = joinOf(after, parts);
      expect(joined?.kind).toBe('changed');
      if (joined?.kind !== 'changed') return;
      const again = record(after, joined.changes);
      expect(takenIn(again.history)).toEqual(takenIn(before.history));
      expect(again.history.size).toBe(before.history.size);
    });
  });
});

test('a join keeps all time that was tracked and fills what lay between', () => {
  changedBy('join', (before, after) => {
    for (const [i, taken] of takenIn(before.history).entries()) {
      const now = takenIn(after.history)[i] ?? [];
      expect(taken.flatMap((range) => subtract(range, now))).toEqual([]);
    }
    expect(after.history.size).toBeLessThan(before.history.size);
  });
});

describe('a fill', () => {
  test('only inserts, and never over others', () => {
    changedBy('fill', (before, after) => {
      for (const [id, slice] of before.history) expect(after.history.get(id)).toBe(slice);
      expect((after.journal.at(-1) ?? []).every(({ kind }) => kind === 'insert')).toBe(true);
    });
  });

  test('leaves less than two seconds free between what is recorded, given a category', () => {
    changedBy('fill', (before, after, command) => {
      if (command.kind !== 'fill' || command.with !== 'category') return;
      const startAt = before.now - command.agoMs;
      const range = { startAt, endAt: Math.min(startAt + 8000, before.now) };
      const taken = [...after.history.values()]
        .filter(({ dimension }) => dimension === command.dimension)
        .map(spanOf);
      for (const gap of subtract(range, union(taken))) expect(totalMs([gap])).toBeLessThan(2000);
    });
  });
});

test('a live resume leaves running what ran before, with its note', () => {
  changedBy('resume', (before, after, command) => {
    if (command.kind !== 'resume' || command.agoMs !== null) return;
    const decision = decide(before, command);
    if (decision?.kind !== 'changed' || !('slice' in decision)) return;
    const running = slicesOf(after.history, command.dimension).at(-1);
    expect(running).toMatchObject({ endAt: null, categoryId: decision.slice.categoryId });
  });
});

test('undoing everything as one brings back the beginning', () => {
  fc.assert(
    fc.property(anyCommands, fc.nat(40), (commands, from) => {
      const before = commands.slice(0, from).reduce(follow, emptyWorld());
      const after = commands.slice(from).reduce(follow, before);
      const changes = after.journal.slice(before.journal.length).flat();
      const decision = undoManyOf(after, changes);
      if (decision.kind === 'changed') {
        const undone = record(after, decision.changes);
        expect(bare(undone.history)).toEqual(bare(before.history));
      } else if (decision.kind === 'unchanged') {
        expect(bare(after.history)).toEqual(bare(before.history));
      } else {
        // Two slices that exchanged their seconds: no order of writing takes that back.
        expect(decision.refusal.code).toBe('undo_conflict');
      }
    }),
    { numRuns: 200 },
  );
});
