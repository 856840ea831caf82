import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { write } from '../engine/history.fixture.ts';
import { decideUndo } from '../engine/undo.ts';
import type { ClosedDay, CloseItem } from './closeItem.ts';
import { closeItems, proposedAnswer } from './closeItem.ts';
import { anyDay, contextOf, now } from './closing.fixture.ts';
import { decideClose } from './decideClose.ts';

function forAnyDay(look: (day: ClosedDay, items: readonly CloseItem[]) => void) {
  fc.assert(
    fc.property(anyDay, (day) => look(day, closeItems(day))),
    { numRuns: 400 },
  );
}

function closed(day: ClosedDay, items: readonly CloseItem[]) {
  const decision = decideClose(items.map(proposedAnswer), contextOf(day));
  if (decision.kind === 'refused') throw new Error(decision.refusal.message);
  const rows = write(new Map(day.timeline.map((slice) => [slice.id, slice])), decision.changes);
  const timeline = [...rows.values()].sort((a, b) => a.startAt - b.startAt);
  return { ...decision, timeline, rows };
}

const gapsIn = (items: readonly CloseItem[]) => items.filter(({ kind }) => kind === 'gap');

describe('whatever a day holds', () => {
  test('no end is proposed before the start of its slice or after now', () => {
    forAnyDay((_day, items) => {
      for (const item of items) {
        if (item.kind !== 'doubt') continue;
        expect(item.proposed.endAt).toBeGreaterThan(item.slice.startAt);
        expect(item.proposed.endAt).toBeLessThan(item.slice.endAt ?? now);
      }
    });
  });

  test('all that is proposed can be done, and then nothing of it is asked again', () => {
    forAnyDay((day, items) => {
      const { timeline, accepted } = closed(day, items);
      const again = closeItems({ ...day, timeline, accepted });
      expect(again.filter(({ kind }) => kind === 'doubt')).toEqual([]);
      // What a doubt gave back is free since.
      const asked = new Set(gapsIn(items).map(({ startAt }) => startAt));
      expect(gapsIn(again).filter(({ startAt }) => asked.has(startAt))).toEqual([]);
    });
  });

  test('all that is kept or left stays as it is, and is not asked again', () => {
    forAnyDay((day, items) => {
      const answers = items.map((item) =>
        item.kind === 'doubt'
          ? { do: 'keep' as const, sliceId: item.slice.id, asOfAt: item.slice.updatedAt }
          : { do: 'leave' as const, startAt: item.startAt, endAt: item.endAt },
      );
      const decision = decideClose(answers, contextOf(day));
      expect(decision).toMatchObject({ kind: 'decided', changes: [] });
      if (decision.kind === 'decided') {
        expect(closeItems({ ...day, accepted: decision.accepted })).toEqual([]);
      }
    });
  });

  test('no locked slice is asked about or changed', () => {
    forAnyDay((day, items) => {
      const locked = day.timeline.filter(({ isLocked }) => isLocked);
      for (const item of items) {
        expect(item.kind === 'doubt' && item.slice.isLocked).toBe(false);
      }
      const { rows } = closed(day, items);
      for (const slice of locked) expect(rows.get(slice.id)).toEqual(slice);
    });
  });

  test('it is undone by one undo', () => {
    forAnyDay((day, items) => {
      const { changes, rows } = closed(day, items);
      const current = new Map(rows);
      const undone = decideUndo(changes, { current, timeline: [...rows.values()], now });
      if (undone.kind === 'refused') throw new Error(undone.refusal.message);
      const back = [...write(rows, undone.changes).values()].map((row) => ({
        ...row,
        updatedAt: 0,
      }));
      expect(back.sort((a, b) => a.startAt - b.startAt)).toEqual(
        day.timeline.toSorted((a, b) => a.startAt - b.startAt),
      );
    });
  });
});
