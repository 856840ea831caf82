/** The close of a day over a real store: what it finds there, and what it leaves. */
import { expect, it } from 'vitest';
import type { TriggerDefinition } from '../../../core/automations/trigger.ts';
import type { NamedAnswer } from '../../../core/closing/closeAnswer.ts';
import type { Doubt } from '../../../core/closing/closeItem.ts';
import type { Dimension } from '../../../core/engine/slice.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { createCategories } from '../../src/services/categories/categories.ts';
import { createDayClose } from '../../src/services/closing/dayClose.ts';
import { describeEachDatabase, type GivenDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
  refusalOf,
} from '../support/engineWorld.ts';

const date = '2026-11-02';
const at = (minutes: number) => morning + minutes * minuteMs;
const textOf = (minutes: number) => new Date(at(minutes)).toISOString();

const noCalls = async () => 0;

/** It does nothing, and is told on and off all the same. */
const definition: TriggerDefinition = {
  on: { do: 'nothing' },
  off: { do: 'nothing' },
  tap: null,
  doubleFireSeconds: 3,
  undoWithinSeconds: 10,
  hysteresisSeconds: 0,
  isInstant: false,
};

type Recorded = Readonly<{
  dimension: Dimension;
  category: string;
  from: number;
  to: number | null;
  source?: 'DISCORD' | 'HEALTH';
}>;

/** Coding runs since the morning, two hours are expected of it, and ten have passed. */
async function forgotten(given: GivenDatabase) {
  const world = await makeEngineWorld(given.database());
  const { caller, clock, engine } = world;
  const parts = { database: given.database(), now: () => clock.now, newId: newTestId };
  const noPrice = async () => ({ entries: 0, calls: 0, skipped: 0 });
  const categories = createCategories({ ...parts, mergePrice: noPrice, categoryUsers: [] });
  const coding = await world.startAt(morning, 'Coding');
  const { categoryId } = coding;
  done(await categories.patch(caller, { categoryId, maxMinutes: 120 }));
  const dayClose = createDayClose({ ...parts, changesPrice: noCalls, sleepCategories: ['Sleep'] });
  const taps = createTapServices({ ...parts, newSecret: newTestId });
  clock.now = at(600);
  const fire = async (name: string, state: 'on' | 'off', minutes: number) =>
    done(await taps.triggers.fireTrigger(caller, { name, state, at: textOf(minutes) }));
  return {
    ...world,
    coding,
    dayClose,
    focus: async (name: string) =>
      done(await taps.triggers.create(caller, { name, kind: 'FOCUS', definition })),
    fire,
    record: async ({ dimension, category, from, to, source }: Recorded) => {
      const begun = { dimension, category, at: textOf(from), source };
      done(await engine.startSlice(caller, begun));
      if (to !== null) done(await engine.stopSlice(caller, { dimension, at: textOf(to) }));
    },
    doubt: async () => {
      const { items } = await dayClose.list(caller, date);
      const doubt = items.find((item): item is Doubt => item.kind === 'doubt');
      if (doubt === undefined) throw new Error('expected a doubt');
      const { sign, endAt } = doubt.proposed;
      return [sign?.kind ?? null, sign?.name ?? null, (endAt - morning) / minuteMs];
    },
    close: (answers: readonly NamedAnswer[]) =>
      dayClose.close(caller, { date, answers, source: 'MANUAL' }),
  };
}

describeEachDatabase('the close of a day', (given) => {
  it('proposes the maximum where nothing is stored that tells of an end', async () => {
    const world = await forgotten(given);
    expect(await world.doubt()).toEqual([null, null, 120]);
  });

  it('finds the trigger that went off', async () => {
    const world = await forgotten(given);
    await world.focus('Work Focus');
    await world.fire('Work Focus', 'off', 200);
    expect(await world.doubt()).toEqual(['trigger-off', 'Work Focus', 200]);
  });

  it('finds the last tap before the silence, of a trigger that was an interlude', async () => {
    const world = await forgotten(given);
    await world.focus('Driving');
    await world.fire('Driving', 'on', 100);
    await world.fire('Driving', 'off', 130);
    expect(await world.doubt()).toEqual(['trigger-off', 'Driving', 130]);
    await world.focus('Reading');
    await world.fire('Reading', 'on', 180);
    expect(await world.doubt()).toEqual(['trigger-on', 'Reading', 180]);
  });

  it('finds a call of Discord that ended, and the last start beside it', async () => {
    const world = await forgotten(given);
    await world.record({ dimension: 'WORK_MODE', category: 'Deep Work', from: 150, to: null });
    expect(await world.doubt()).toEqual(['started', 'Deep Work', 150]);
    const call = { dimension: 'SOCIAL', category: 'Discord call', source: 'DISCORD' } as const;
    await world.record({ ...call, from: 170, to: 240 });
    expect(await world.doubt()).toEqual(['discord-ended', 'Discord call', 240]);
  });

  it('finds the sleep during which another dimension ran on', async () => {
    const world = await forgotten(given);
    const { id: sliceId, updatedAt: asOfAt } = world.coding;
    done(await world.close([{ do: 'end', sliceId, asOfAt, endAt: at(60) }]));
    await world.record({ dimension: 'SOCIAL', category: 'Coding', from: 0, to: null });
    const sleep = { dimension: 'PRIMARY', category: 'Sleep', source: 'HEALTH' } as const;
    await world.record({ ...sleep, from: 300, to: null });
    expect(await world.doubt()).toEqual(['asleep', 'Sleep', 300]);
  });

  it('asks on each day that what runs reaches into', async () => {
    const world = await forgotten(given);
    world.clock.now = at(1500);
    const { items: today } = await world.dayClose.list(world.caller, '2026-11-03');
    expect(today.map(({ kind }) => kind)).toEqual(['doubt']);
    const { items: ahead } = await world.dayClose.list(world.caller, '2026-11-04');
    expect(ahead).toEqual([]);
    const { items: before } = await world.dayClose.list(world.caller, '2026-11-01');
    expect(before).toEqual([]);
  });

  it('makes a category that an answer names, with the change', async () => {
    const world = await forgotten(given);
    const { id: sliceId, updatedAt: asOfAt } = world.coding;
    const carve = { do: 'carve', sliceId, asOfAt, startAt: at(120), endAt: null } as const;
    const preview = await world.dayClose.preview(world.caller, {
      date,
      source: 'MANUAL',
      answers: [{ ...carve, category: 'Reading' }],
    });
    expect(preview).toMatchObject({ kind: 'preview', calls: 0 });
    expect(drawn(await world.slices())).toEqual(['Coding 0-…']);
    const { changeId } = done(await world.close([{ ...carve, category: 'Reading' }]));
    expect(drawn(await world.slices())).toEqual(['Coding 0-120', 'Reading 120-…']);
    done(await world.engine.undoChange(world.caller, { changeId: changeId ?? '' }));
    expect(drawn(await world.slices())).toEqual(['Coding 0-…']);
    expect(await world.doubt()).toEqual([null, null, 120]);
  });

  it('has written nothing where one of the answers is refused', async () => {
    const world = await forgotten(given);
    const { id: sliceId, updatedAt: asOfAt } = world.coding;
    const refused = await world.close([
      { do: 'end', sliceId, asOfAt, endAt: at(120) },
      { do: 'leave', startAt: at(10), endAt: at(20) },
    ]);
    expect(refusalOf(refused).code).toBe('close_conflict');
    expect(drawn(await world.slices())).toEqual(['Coding 0-…']);
    expect(await world.doubt()).toEqual([null, null, 120]);
  });

  it('is empty for whom another has closed it between the reading and the pricing', async () => {
    const world = await forgotten(given);
    const { id: sliceId, updatedAt: asOfAt } = world.coding;
    const { reader, ...database } = given.database();
    const answer = { do: 'end', sliceId, asOfAt, endAt: at(120) } as const;
    const closing = createDayClose({
      database: {
        ...database,
        reader,
        write: async (work) => {
          done(await world.close([answer]));
          return database.write(work);
        },
      },
      now: () => world.clock.now,
      newId: newTestId,
      changesPrice: noCalls,
      sleepCategories: [],
    });
    expect(await closing.list(world.caller, date)).toMatchObject({ items: [], calls: 0 });
  });

  it('does not ask of another account', async () => {
    await forgotten(given);
    const other = await makeEngineWorld(given.database());
    const parts = { database: given.database(), now: () => at(600), newId: newTestId };
    const dayClose = createDayClose({ ...parts, changesPrice: noCalls, sleepCategories: [] });
    expect((await dayClose.list(other.caller, date)).items).toEqual([]);
  });
});
