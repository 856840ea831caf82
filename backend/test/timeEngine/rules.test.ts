/** Rules between automations, and what stands in the database afterwards. */
import { expect, it } from 'vitest';
import type { Rule } from '../../../core/automations/rule.ts';
import type { TriggerDefinition, TriggerKind } from '../../../core/automations/trigger.ts';
import type { Source } from '../../../core/engine/slice.ts';
import { createCauses } from '../../src/services/automations/causes.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { createFavorites } from '../../src/services/engine/favorites.ts';
import type { CommandResult } from '../../src/services/engineCommand.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
  refusalOf,
} from '../support/engineWorld.ts';
import { keepRule } from '../support/rules.ts';

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;
const manualHolds = { name: 'Manual first', body: { kind: 'manual-holds', minutes: 60 } } as const;
const protect = { name: 'Leave alone', body: { kind: 'protect' } } as const;
const at = (minute: number) => morning + minute * minuteMs;
const isoAt = (minute: number) => new Date(at(minute)).toISOString();

const focus: TriggerDefinition = {
  on: { do: 'start', ...coding },
  off: null,
  tap: null,
  doubleFireSeconds: 3,
  undoWithinSeconds: 10,
  hysteresisSeconds: 0,
  isInstant: false,
};

describeEachDatabase('a rule', (given) => {
  async function makeWorld(...rules: (Pick<Rule, 'body'> & Partial<Rule & { mode: 'trial' }>)[]) {
    const world = await makeEngineWorld(given.database());
    const { caller, clock } = world;
    const parts = {
      database: given.database(),
      now: () => clock.now,
      newId: newTestId,
      newSecret: newTestId,
    };
    const taps = createTapServices(parts);
    for (const rule of rules) await keepRule(given.database(), caller, rule);
    const trigger = async (
      name: string,
      definition: Partial<TriggerDefinition> = {},
      kind: TriggerKind = 'FOCUS',
    ) => {
      const input = { name, kind, definition: { ...focus, ...definition } };
      done(await taps.triggers.create(caller, input));
    };
    await trigger('Work');
    /** Arrives at the first minute, made at the second, or when it arrives. */
    const fire = async (
      name: string,
      state: 'on' | 'off' | 'tap',
      minute: number,
      made?: number,
    ) => {
      clock.now = at(minute);
      const firing = { name, state, at: made === undefined ? undefined : isoAt(made) };
      return done(await taps.triggers.fireTrigger(caller, firing));
    };
    const look = async (minute: number) => {
      clock.now = at(minute);
      return done(await taps.heldStarts.takeUp(caller.accountId));
    };
    const stopAt = async (minute: number) => {
      clock.now = at(minute);
      done(await world.engine.stopSlice(caller, { dimension: 'PRIMARY' }));
    };
    const held = async () =>
      (await taps.rules.held(caller.accountId, 100)).map(
        ({ state, category, rule }) => `${state} ${category} by ${rule}`,
      );
    const history = async () => drawn(await world.slices());
    return { ...world, taps, parts, trigger, fire, look, stopAt, held, history };
  }

  it('holds a Focus back, says why, and lets it begin once the person stopped', async () => {
    const { startAt, fire, look, stopAt, held, history } = await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    const told = await fire('Work', 'on', 10);
    expect(told).toMatchObject({ action: 'held', changeId: null, slice: null, touched: [] });
    expect(told.because).toBe(
      'Rule Manual first: Reading, begun by hand at 09:00, holds until 10:00.',
    );
    expect(await history()).toEqual(['Reading 0-…']);
    expect(await held()).toEqual(['waiting Coding by Manual first']);
    await look(20);
    expect(await history()).toEqual(['Reading 0-…']);
    await stopAt(30);
    await look(31);
    expect(await history()).toEqual(['Reading 0-30', 'Coding 30-…']);
    expect(await held()).toEqual(['begun Coding by Manual first']);
    expect((await fire('Work', 'off', 40)).action).toBe('stopped');
    expect(await history()).toEqual(['Reading 0-30', 'Coding 30-40']);
  });

  it('wakes when its time is over, and the Focus takes over then', async () => {
    const { startAt, fire, look, history } = await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    expect((await look(20)).wakeAt).toBe(at(60));
    await look(75);
    expect(await history()).toEqual(['Reading 0-60', 'Coding 60-…']);
  });

  it('begins nothing for a Focus that went off meanwhile', async () => {
    const { startAt, fire, look, stopAt, held, history } = await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    expect((await fire('Work', 'off', 20)).action).toBe('nothing');
    await stopAt(30);
    await look(31);
    expect(await history()).toEqual(['Reading 0-30']);
    expect(await held()).toEqual(['gone Coding by Manual first']);
  });

  it('begins nothing for a Focus that was paused meanwhile', async () => {
    const { startAt, fire, look, stopAt, held, history, taps, caller } =
      await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    const change = { newName: undefined, kind: undefined, definition: {}, isPaused: true };
    done(await taps.triggers.patch(caller, { name: 'Work', ...change }));
    await stopAt(30);
    await look(31);
    expect(await history()).toEqual(['Reading 0-30']);
    expect(await held()).toEqual(['gone Coding by Manual first']);
  });

  it('finds between on and off what no look had found yet', async () => {
    const { startAt, fire, stopAt, history } = await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    await stopAt(20);
    expect((await fire('Work', 'off', 40)).action).toBe('stopped');
    expect(await history()).toEqual(['Reading 0-20', 'Coding 20-40']);
  });

  it('begins nothing with an off that is refused: the next one finds it waiting', async () => {
    const { startAt, fire, trigger, stopAt, taps, ...world } = await makeWorld(manualHolds);
    const { engine, caller, clock, held, history } = world;
    await trigger('Gym', { off: { do: 'stop', dimension: 'WORK_MODE' } });
    const mode = await startAt(at(0), 'Deep Work', 'WORK_MODE');
    done(await engine.editSlice(caller, { sliceId: mode.id, isLocked: true }));
    await startAt(at(0), 'Reading');
    await fire('Gym', 'on', 10);
    await stopAt(20);
    clock.now = at(40);
    const refused = await taps.triggers.fireTrigger(caller, { name: 'Gym', state: 'off' });
    expect(refusalOf(refused).code).toBe('slice_locked');
    expect((await history()).toSorted()).toEqual(['Deep Work 0-…', 'Reading 0-20']);
    expect(await held()).toEqual(['waiting Coding by Manual first']);
  });

  it('judges a late tap by what ran when it was made', async () => {
    const { startAt, fire, stopAt, history } = await makeWorld(protect);
    await startAt(at(0), 'Reading');
    await stopAt(20);
    await startAt(at(30), 'Music');
    expect((await fire('Work', 'on', 50, 25)).action).toBe('started');
    expect(await history()).toEqual(['Reading 0-20', 'Coding 25-30', 'Music 30-…']);
    expect((await fire('Work', 'on', 55, 10)).action).toBe('held');
  });

  it('comes to the same when off arrives before its on', async () => {
    const { startAt, fire, stopAt, history } = await makeWorld(manualHolds);
    await startAt(at(0), 'Reading');
    await stopAt(20);
    await fire('Work', 'off', 41, 40);
    await fire('Work', 'on', 45, 10);
    expect(await history()).toEqual(['Reading 0-20', 'Coding 20-40']);
  });

  it('drops what it holds back where it says so', async () => {
    const { startAt, fire, look, stopAt, held, history } = await makeWorld({
      ...manualHolds,
      onceFree: 'drop',
    });
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    await stopAt(30);
    await look(31);
    expect(await history()).toEqual(['Reading 0-30']);
    expect(await held()).toEqual(['told Coding by Manual first']);
  });

  it('holds the whole of a start back: half a Focus would tag what it did not begin', async () => {
    const { startAt, fire, trigger, look, stopAt, history } = await makeWorld(manualHolds);
    await trigger('Deep', { on: { do: 'start', ...coding, also: [deepWork] } });
    await startAt(at(0), 'Reading');
    await fire('Deep', 'on', 10);
    expect(await history()).toEqual(['Reading 0-…']);
    await stopAt(30);
    await look(31);
    expect((await history()).toSorted()).toEqual(['Coding 30-…', 'Deep Work 30-…', 'Reading 0-30']);
  });

  it('never holds a person back, by whatever door they come', async () => {
    const { startAt, fire, trigger, history, engine, caller, clock } = await makeWorld(protect);
    await trigger('Desk', { tap: { do: 'switch', dimension: 'PRIMARY', category: 'Desk' } }, 'NFC');
    await fire('Work', 'on', 0);
    expect((await fire('Desk', 'tap', 5)).action).toBe('switched');
    await startAt(at(10), 'Reading');
    clock.now = at(20);
    done(await engine.stopSlice(caller, { dimension: 'PRIMARY' }));
    expect(await history()).toEqual(['Coding 0-5', 'Desk 5-10', 'Reading 10-20']);
  });

  type World = Awaited<ReturnType<typeof makeWorld>>;
  type Door = Readonly<{
    door: string;
    call: (world: World, source?: Source) => Promise<CommandResult<unknown>>;
  }>;
  const doors: readonly Door[] = [
    {
      door: 'a start',
      call: ({ engine, caller }, source) => engine.startSlice(caller, { ...coding, source }),
    },
    {
      door: 'a resume',
      call: ({ engine, caller }, source) => engine.resumeSlice(caller, { source }),
    },
    {
      door: 'a favourite',
      call: async ({ caller, parts }, source) => {
        const favorites = createFavorites(parts);
        const { favorite } = done(await favorites.create(caller, { category: 'Coding' }));
        return favorites.start(caller, { favoriteId: favorite.id, source });
      },
    },
    {
      door: 'a task',
      call: async ({ caller, parts }, source) => {
        const tasks = createTasks(parts);
        const { task } = done(await tasks.createTask(caller, { name: 'T', category: 'Coding' }));
        return tasks.activateTask(caller, { taskId: task.id, source });
      },
    },
  ];
  it.each(doors)('refuses $door of an automation, keeps why, and holds no person', async (row) => {
    const world = await makeWorld(manualHolds);
    const { startAt, held, history } = world;
    await startAt(at(-10), 'Coding');
    await startAt(at(0), 'Reading');
    world.clock.now = at(10);
    expect(refusalOf(await row.call(world, 'FOCUS')).code).toBe('held_by_rule');
    expect(await history()).toEqual(['Coding -10-0', 'Reading 0-…']);
    expect(await held()).toEqual(['told Coding by Manual first']);
    done(await row.call(world));
    expect(await history()).toEqual(['Coding -10-0', 'Reading 0-10', 'Coding 10-…']);
  });

  it('keeps an off that would end what a person began from ending it', async () => {
    const { startAt, fire, trigger, history } = await makeWorld(protect);
    await trigger('Gym', { off: { do: 'stop', dimension: 'PRIMARY' } });
    await startAt(at(0), 'Reading');
    expect((await fire('Gym', 'off', 10)).action).toBe('held');
    expect(await history()).toEqual(['Reading 0-…']);
  });

  it('keeps automations from switching to and fro', async () => {
    const { fire, trigger, look, history } = await makeWorld({
      body: { kind: 'hysteresis', seconds: 300 },
    });
    await trigger('Home', { on: { do: 'start', dimension: 'PRIMARY', category: 'Home' } }, 'PLACE');
    await fire('Work', 'on', 0);
    expect((await fire('Home', 'on', 2)).action).toBe('held');
    await look(10);
    expect(await history()).toEqual(['Coding 0-5', 'Home 5-…']);
  });

  it('on trial tells what it would hold back, and holds nothing back', async () => {
    const { startAt, fire, taps, caller, history } = await makeWorld({
      ...manualHolds,
      mode: 'trial',
    });
    await startAt(at(0), 'Reading');
    expect((await fire('Work', 'on', 10)).action).toBe('started');
    expect(await history()).toEqual(['Reading 0-10', 'Coding 10-…']);
    const [held] = await taps.rules.held(caller.accountId, 10);
    expect(held).toMatchObject({ isTrial: true, rule: 'Manual first', state: 'told' });
  });

  it('lets go at once when it is switched off', async () => {
    const { startAt, fire, look, taps, caller, history } = await makeWorld(protect);
    await startAt(at(0), 'Reading');
    await fire('Work', 'on', 10);
    done(await taps.rules.patchRule(caller, { name: 'leave alone', mode: 'off' }));
    await look(12);
    expect(await history()).toEqual(['Reading 0-10', 'Coding 10-…']);
  });

  it('holds a game back in quiet hours, and the game begins when they are over', async () => {
    const { caller, clock, parts, held, history } = await makeWorld({
      name: 'Quiet',
      body: { kind: 'quiet-hours', from: '08:00', until: '09:30' },
    });
    const causes = createCauses(parts);
    const game = { key: 'chess', name: 'Chess', beganAt: null, stamp: null };
    for (const minute of [0, 2, 29, 31]) {
      clock.now = at(minute);
      const seen = { game: [game], voice: [] };
      done(await causes.look(caller, { at: at(minute), sight: 'watching', causes: seen }));
      if (minute === 29) expect(await history()).toEqual([]);
    }
    expect((await history()).toSorted()).toEqual(['Chess 30-…', 'Gaming 30-…']);
    expect((await held()).toSorted()).toEqual(['told Chess by Quiet', 'told Gaming by Quiet']);
  });
});
