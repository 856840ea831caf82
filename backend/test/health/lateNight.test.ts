/** Nights that are told after the taps of the morning, over what nobody stopped in the evening. */
import { expect, it } from 'vitest';
import type { TriggerAction } from '../../../core/automations/trigger.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, minuteMs, morning, newTestId } from '../support/engineWorld.ts';
import { type HealthWorld, makeHealthWorld, sample } from './healthWorld.ts';

const monday = '2026-11-02';
const night = sample(-600, -90);
const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const errands = { dimension: 'PRIMARY', category: 'Errands' } as const;

const triggers = {
  Work: { on: { do: 'start', ...coding } },
  Out: { on: { do: 'start', ...errands } },
  Desk: { tap: { do: 'toggle', ...coding } },
} as const satisfies Readonly<Record<string, Partial<Record<'on' | 'tap', TriggerAction>>>>;

type Tap = readonly [what: keyof typeof triggers, state: 'on' | 'off' | 'tap', minute: number];

describeEachDatabase('a night that is told after the morning has begun', (given) => {
  async function makePhone() {
    const database = given.database();
    const world = await makeHealthWorld(database);
    const now = () => world.clock.now;
    const taps = createTapServices({ database, now, newId: newTestId, newSecret: newTestId });
    for (const [name, actions] of Object.entries(triggers)) {
      const definition = {
        ...{ on: null, off: null, tap: null, ...actions },
        ...{ doubleFireSeconds: 3, undoWithinSeconds: 10, hysteresisSeconds: 0, isInstant: false },
      };
      done(await taps.triggers.create(world.caller, { name, kind: 'NFC', definition }));
    }
    const tap = async ([name, state, minute]: Tap) => {
      world.clock.now = morning + minute * minuteMs;
      done(await taps.triggers.fireTrigger(world.caller, { name, state }));
    };
    return { ...world, tap };
  }

  type Row = Readonly<{ reason: string; taps: readonly Tap[]; left: readonly string[] }>;
  const evening = 'Coding -700--600';
  const slept = 'Sleep -600--90';
  const rows: readonly Row[] = [
    {
      reason: 'a Focus begins what was not stopped',
      taps: [['Work', 'on', -60]],
      left: [evening, slept, 'Coding -60-…'],
    },
    {
      reason: 'a Focus begins and ends what was not stopped',
      taps: [
        ['Work', 'on', -60],
        ['Work', 'off', -30],
      ],
      left: [evening, slept, 'Coding -60--30'],
    },
    {
      reason: 'a tag begins what was not stopped',
      taps: [['Desk', 'tap', -60]],
      left: [evening, slept, 'Coding -60-…'],
    },
    {
      reason: 'something else begins',
      taps: [
        ['Out', 'on', -60],
        ['Work', 'on', -30],
      ],
      left: [evening, slept, 'Errands -60--30', 'Coding -30-…'],
    },
  ];

  const tellLate = async (world: HealthWorld, sleep: readonly ReturnType<typeof sample>[]) => {
    world.clock.now = morning;
    return world.sync({ date: monday, sleep });
  };

  it.each(rows)('leaves what it would have left before: $reason', async ({ taps, left }) => {
    const world = await makePhone();
    await world.startAt(morning - 700 * minuteMs, 'Coding');
    for (const one of taps) await world.tap(one);
    await tellLate(world, [night]);
    expect(await world.drawn()).toEqual(left);
    expect((await tellLate(world, [night])).written).toEqual([]);
  });

  it.each(rows)('also where half of it was told before: $reason', async ({ taps, left }) => {
    const world = await makePhone();
    await world.startAt(morning - 700 * minuteMs, 'Coding');
    world.clock.now = morning - 80 * minuteMs;
    await world.sync({ date: monday, sleep: [sample(-600, -500)] });
    for (const one of taps) await world.tap(one);
    await tellLate(world, [night]);
    expect(await world.drawn()).toEqual(left);
  });

  it('leaves the morning as it is where a person built on it', async () => {
    const world = await makePhone();
    await world.startAt(morning - 700 * minuteMs, 'Film');
    await world.tap(['Work', 'on', -60]);
    world.clock.now = morning;
    const made = (await world.slices()).find(({ category }) => category === 'Coding');
    const edit = { sliceId: made?.id ?? '', startAt: morning - 50 * minuteMs };
    done(await world.engine.editSlice(world.caller, edit));
    await tellLate(world, [night]);
    expect(await world.drawn()).toEqual(['Film -700--600', slept, 'Coding -50-…']);
  });
});
