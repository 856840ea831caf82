import { describe, expect, it } from 'vitest';
import { clock, idsFrom, sliceOf, told } from '../engine/history.fixture.ts';
import type { Slice, SliceChange } from '../engine/slice.ts';
import { decideStart } from '../engine/start.ts';
import { decideStop } from '../engine/stop.ts';
import type { Doer } from './doer.ts';
import { type JournalEntry, replay } from './replay.ts';
import { doer, hysteresis, manualHolds, protect } from './rule.fixture.ts';
import type { Rule } from './rule.ts';
import { differences } from './tryRules.ts';

/** A day of PRIMARY, recorded command by command, as the engine would. */
function recordDay() {
  let slices: readonly Slice[] = [];
  const newId = idsFrom('s');
  const entries: JournalEntry[] = [];
  const add = (command: string, by: Doer, at: number, changes: readonly SliceChange[]) => {
    const rows = new Map(slices.map((one) => [one.id, one]));
    for (const change of changes) {
      if (change.kind === 'delete') rows.delete(change.before.id);
      else rows.set(change.after.id, change.after);
    }
    slices = [...rows.values()].toSorted((a, b) => a.startAt - b.startAt);
    entries.push({ command, at, doer: by, changes });
  };
  const context = (at: number) => ({ now: at, newId });
  return {
    entries,
    slices: () => slices,
    start: (by: Doer, at: string, categoryId: string) => {
      const when = { kind: 'at', at: clock(at) } as const;
      const wanted = { categoryId, linkedTaskId: null, source: 'API', at: when } as const;
      const start = { dimension: 'PRIMARY', ...wanted } as const;
      const decision = decideStart(slices, start, context(clock(at)));
      if (decision.kind === 'changed') add('start', by, clock(at), decision.changes);
    },
    stop: (by: Doer, at: string, command = 'stop') => {
      const when = { kind: 'at', at: clock(at) } as const;
      const decision = decideStop(slices, { categoryId: null, at: when }, { now: clock(at) });
      if (decision.kind === 'changed') add(command, by, clock(at), decision.changes);
    },
  };
}

type Day = ReturnType<typeof recordDay>;

function again({ entries }: Day, rules: readonly Rule[], causeEnd: string | null = null) {
  return replay(
    {
      rules,
      timeZone: 'UTC',
      now: clock('18:00'),
      opening: [],
      beganBy: () => doer('PERSON'),
      categoryOf: (id) => id,
      causeEnd: () => (causeEnd === null ? null : clock(causeEnd)),
    },
    entries,
  );
}

const person = doer('PERSON');
const focus = doer('FOCUS');

function reading() {
  const day = recordDay();
  day.start(person, '09:00', 'reading');
  day.start(focus, '09:10', 'coding');
  return day;
}

describe('a month told again', () => {
  it('goes on with what a person began where a Focus is held back', () => {
    const day = reading();
    day.stop(focus, '09:40', 'trigger-off');
    const { recorded, wouldBe } = again(day, [protect]);
    expect(told(recorded)).toBe('reading 09:00-09:10 | coding 09:10-09:40');
    expect(told(wouldBe)).toBe('reading 09:00-');
  });

  it('lets the Focus begin where it becomes free, and end with its cause', () => {
    const day = reading();
    day.start(person, '09:20', 'music');
    day.stop(person, '09:30');
    const { wouldBe } = again(day, [protect], '09:50');
    expect(told(wouldBe)).toBe('reading 09:00-09:20 | music 09:20-09:30 | coding 09:30-09:50');
  });

  it('ends with what ended it, where that was recorded', () => {
    const day = reading();
    day.stop(focus, '11:00', 'trigger-off');
    const { wouldBe } = again(day, [manualHolds], '12:00');
    expect(told(wouldBe)).toBe('reading 09:00-10:00 | coding 10:00-11:00');
  });

  it('does what a person did, also where everything around it is different', () => {
    const day = reading();
    day.start(person, '09:20', 'music');
    day.start(focus, '09:21', 'coding');
    day.start(person, '09:50', 'tea');
    const { wouldBe } = again(day, [protect]);
    expect(told(wouldBe)).toBe('reading 09:00-09:20 | music 09:20-09:50 | tea 09:50-');
  });

  it('leaves an automation alone that switches seldom', () => {
    const day = recordDay();
    day.start(focus, '09:00', 'coding');
    day.start(doer('PLACE'), '09:01', 'home');
    day.start(focus, '09:30', 'coding');
    const { wouldBe, held } = again(day, [hysteresis]);
    expect(told(wouldBe)).toBe('coding 09:00-09:30 | coding 09:30-');
    expect(held.map(({ category }) => category)).toEqual(['home']);
  });

  it('takes edits over as far as there is room', () => {
    const day = reading();
    const [first] = day.slices();
    const before = sliceOf({ ...first });
    const after = { ...before, startAt: clock('08:30'), note: 'early' };
    day.entries.push({
      command: 'edit',
      at: clock('09:15'),
      doer: person,
      changes: [{ kind: 'update', before, after }],
    });
    const { wouldBe } = again(day, [protect]);
    expect(told(wouldBe)).toBe('reading 08:30-');
    expect(wouldBe[0]?.note).toBe('early');
  });
});

describe('the differences', () => {
  const range = { startAt: clock('00:00'), endAt: clock('23:00'), now: clock('18:00') };

  it('tell each slice that changes, with its minutes, the rule and why', () => {
    const day = reading();
    day.stop(focus, '09:40', 'trigger-off');
    day.start(person, '10:00', 'music');
    const { changed, totals, held } = differences(again(day, [protect]), range);
    const minutes = (stretch: { durationMs: number } | null) =>
      stretch === null ? null : stretch.durationMs / 60_000;
    expect(
      changed.map((one) => [one.categoryId, minutes(one.recorded), minutes(one.wouldBe)]),
    ).toEqual([
      ['reading', 10, 60],
      ['coding', 30, null],
    ]);
    expect(changed.map(({ verdict }) => verdict?.rule)).toEqual(['R', 'R']);
    expect(totals).toEqual([
      { dimension: 'PRIMARY', categoryId: 'reading', recordedMs: 600_000, wouldBeMs: 3_600_000 },
      { dimension: 'PRIMARY', categoryId: 'coding', recordedMs: 1_800_000, wouldBeMs: 0 },
    ]);
    expect(held).toHaveLength(1);
  });

  it('are none of what lies outside of the range', () => {
    const day = reading();
    day.stop(focus, '09:40', 'trigger-off');
    day.start(person, '10:00', 'music');
    const later = { ...range, startAt: clock('12:00') };
    expect(differences(again(day, [protect]), later)).toEqual({
      changed: [],
      held: [],
      totals: [],
    });
  });
});
