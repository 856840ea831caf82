/** Rules that are tried on what was recorded: read from the database, and nothing written. */
import { expect, it } from 'vitest';
import { usuallyBound } from '../../../core/automations/doer.ts';
import type { Rule, RuleBody } from '../../../core/automations/rule.ts';
import { dimensions } from '../../../core/engine/slice.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, makeEngineWorld, minuteMs, morning, newTestId } from '../support/engineWorld.ts';

const at = (minute: number) => morning + minute * minuteMs;
const ruleOf = (body: RuleBody, fields: Partial<Rule> = {}): Rule => {
  return { name: 'R', binds: usuallyBound, dimensions, onceFree: 'start', body, ...fields };
};
const protect = ruleOf({ kind: 'protect' });

describeEachDatabase('rules that are tried', (given) => {
  /** A person reads from 0, a Focus codes from 10 to 50, music comes at 20 until 30. */
  async function makeDay() {
    const world = await makeEngineWorld(given.database());
    const { caller, clock, engine, startAt } = world;
    const database = given.database();
    const parts = { database, now: () => clock.now, newId: newTestId, newSecret: newTestId };
    const taps = createTapServices(parts);
    const input = { name: 'Work', kind: 'FOCUS' as const };
    const on = { do: 'start', dimension: 'PRIMARY', category: 'Coding' } as const;
    const patience = { doubleFireSeconds: 3, undoWithinSeconds: 10, hysteresisSeconds: 0 };
    const definition = { on, off: null, tap: null, ...patience, isInstant: false };
    done(await taps.triggers.create(caller, { ...input, definition }));
    const fire = async (state: 'on' | 'off', minute: number) => {
      clock.now = at(minute);
      done(await taps.triggers.fireTrigger(caller, { name: 'Work', state }));
    };
    await startAt(at(0), 'Reading');
    await fire('on', 10);
    await startAt(at(20), 'Music');
    clock.now = at(30);
    done(await engine.stopSlice(caller, { dimension: 'PRIMARY' }));
    await fire('off', 50);
    clock.now = at(60);
    const tried = async (rules: readonly Rule[], from = 0, to = 60) => {
      const range = { startAt: at(from), endAt: at(to) };
      const trial = await taps.rules.tryOut(caller.accountId, { rules, range });
      if (trial.kind === 'refused') throw new Error(trial.refusal.message);
      const span = (one: { startAt: number; endAt: number } | null) =>
        one === null
          ? 'nothing'
          : `${(one.startAt - morning) / minuteMs}-${(one.endAt - morning) / minuteMs}`;
      return trial.changed.map(
        ({ categoryId, recorded, wouldBe }) =>
          `${trial.categoryOf(categoryId)} ${span(recorded)} would be ${span(wouldBe)}`,
      );
    };
    return { ...world, taps, tried };
  }

  it('say what each slice would have been, and by what off its cause had ended', async () => {
    const { tried } = await makeDay();
    expect(await tried([protect])).toEqual([
      'Reading 0-10 would be 0-20',
      'Coding 10-20 would be 30-50',
    ]);
    expect(await tried([{ ...protect, onceFree: 'drop' }])).toEqual([
      'Reading 0-10 would be 0-20',
      'Coding 10-20 would be nothing',
    ]);
  });

  it('know what ran before the range, and who had begun it', async () => {
    const { tried } = await makeDay();
    expect(await tried([protect], 5)).toEqual([
      'Reading 0-10 would be 0-20',
      'Coding 10-20 would be 30-50',
    ]);
    expect(await tried([protect], 15)).toEqual([]);
  });

  it('change nothing where none holds anything back', async () => {
    const { tried } = await makeDay();
    expect(await tried([])).toEqual([]);
    expect(await tried([{ ...protect, binds: ['DISCORD'] }])).toEqual([]);
    expect(await tried([ruleOf({ kind: 'manual-holds', minutes: 10 })])).toEqual([]);
  });

  it('do again what was edited, split and undone, as it was', async () => {
    const { tried, engine, caller, slices } = await makeDay();
    const [reading] = await slices();
    const sliceId = reading?.id ?? '';
    done(await engine.splitSlice(caller, { sliceId, at: [new Date(at(4)).toISOString()] }));
    done(await engine.editSlice(caller, { sliceId, startAt: at(1), note: 'later' }));
    done(await engine.undoChange(caller, {}));
    expect(await tried([])).toEqual([]);
  });

  it('write nothing', async () => {
    const { tried, slices, taps, caller } = await makeDay();
    const before = await slices();
    await tried([protect]);
    expect(await slices()).toEqual(before);
    expect(await taps.rules.held(caller.accountId, 10)).toEqual([]);
  });
});
