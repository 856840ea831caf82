/** After a command that changed something, the projection is told what deserves a look. */

import { expect, it } from 'vitest';
import { rankBy } from '../../../core/health/sample.ts';
import { createCauses } from '../../src/services/automations/causes.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { createCategories } from '../../src/services/categories/categories.ts';
import { createDayClose } from '../../src/services/closing/dayClose.ts';
import { createCommandThenNudge } from '../../src/services/commandThenNudge.ts';
import { createFavorites } from '../../src/services/engine/favorites.ts';
import { createFileImport } from '../../src/services/files/fileImport.ts';
import { createHealthSync } from '../../src/services/health/healthSync.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { createAdoptRunning } from '../../src/services/toggl/togglAdopt.ts';
import { createTogglRefresh } from '../../src/services/toggl/togglRefresh.ts';
import { createTogglWarnings } from '../../src/services/toggl/togglWarnings.ts';
import { createAnswerAllWarnings } from '../../src/services/toggl/togglWarningsAll.ts';
import { describeSqlite } from '../support/databases.ts';
import { done, makeEngineWorld, minuteMs, newTestId } from '../support/engineWorld.ts';

const never = () => new Promise<never>(() => {});

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;

describeSqlite('a command through a door', (given) => {
  async function makeDoor() {
    const world = await makeEngineWorld(given.database());
    const nudges: string[] = [];
    const named = (slice: { id: string } | null) => slice?.id ?? null;
    const parts = { database: given.database(), now: () => world.clock.now, newId: newTestId };
    const commands = createCommandThenNudge({
      engine: world.engine,
      categories: createCategories({
        ...parts,
        mergePrice: async () => ({ entries: 0, calls: 0, skipped: 0 }),
        categoryUsers: [],
      }),
      warnings: createTogglWarnings(parts),
      refresh: createTogglRefresh({
        ...parts,
        price: async () => ({ entries: 0, calls: 0, skipped: 0 }),
      }),
      dayClose: createDayClose({ ...parts, changesPrice: async () => 0, sleepCategories: [] }),
      tasks: createTasks(parts),
      favorites: createFavorites(parts),
      syncHealth: createHealthSync({
        ...parts,
        rankOf: rankBy([]),
        categoryNames: { sleep: 'Sleep', workout: 'Workout' },
      }),
      importFile: createFileImport(parts),
      connecting: { connect: never, disconnect: never },
      projects: { refresh: never, create: never },
      answerAll: createAnswerAllWarnings(parts),
      adopt: createAdoptRunning({
        ...parts,
        findRunning: async () => 'asked',
      }),
      imports: { request: async () => ({ kind: 'done', importId: '', estimatedCalls: 0 }) },
      ...createTapServices({
        ...parts,
        newSecret: newTestId,
      }),
      causes: createCauses(parts),
      projection: {
        syncHistory: () => nudges.push('history'),
        syncPrimaryStart: (_account, slice) => nudges.push(`start ${slice.id}`),
        syncPrimaryStop: (_account, slice) => nudges.push(`stop ${slice.id}`),
        syncWorkModeTags: (_account, primary, workMode) =>
          nudges.push(`tags ${named(primary)} ${named(workMode)}`),
      },
      announce: () => {},
    });
    return { ...world, commands, nudges, told: () => nudges.splice(0) };
  }

  it('that starts and stops PRIMARY tells of the start and the stop', async () => {
    const { commands, caller, told, clock } = await makeDoor();
    const { slice } = done(await commands.startSlice(caller, coding));
    expect(told()).toEqual([`start ${slice.id}`]);
    clock.now += minuteMs;
    done(await commands.stopSlice(caller, coding));
    expect(told()).toEqual([`stop ${slice.id}`]);
  });

  it('that starts both dimensions tells of both at once', async () => {
    const { commands, caller, told } = await makeDoor();
    const { slice, also } = done(
      await commands.startSlice(caller, { ...coding, also: [deepWork] }),
    );
    expect(told()).toEqual([`start ${slice.id}`, `tags ${slice.id} ${also[0]?.id}`]);
  });

  it('that ends a mode tells that none runs', async () => {
    const { commands, caller, told } = await makeDoor();
    const { slice } = done(await commands.startSlice(caller, deepWork));
    expect(told()).toEqual([`tags null ${slice.id}`]);
    done(await commands.stopSlice(caller, deepWork));
    expect(told()).toEqual(['tags null null']);
  });

  it('that changes nothing, is refused or was answered before tells nothing', async () => {
    const { commands, caller, told } = await makeDoor();
    const idempotency = {
      key: 'tap',
      requestHash: 'hash',
      reply: () => ({ status: 200, body: 1 }),
    };
    done(await commands.startSlice(caller, coding, idempotency));
    told();
    await commands.startSlice(caller, coding, idempotency);
    await commands.startSlice(caller, coding);
    await commands.stopSlice(caller, { ...coding, category: 'Reading' });
    await commands.stopSliceIfExists(caller, deepWork);
    expect(told()).toEqual([]);
  });

  it('that concerns neither dimension tells nothing', async () => {
    const { commands, caller, told } = await makeDoor();
    done(await commands.startSlice(caller, { dimension: 'SOCIAL', category: 'Call' }));
    expect(told()).toEqual([]);
  });

  it('that edits, deletes or undoes tells what follows', async () => {
    const { commands, caller, told, clock } = await makeDoor();
    const { slice } = done(await commands.startSlice(caller, coding));
    clock.now += minuteMs;
    done(await commands.editSlice(caller, { sliceId: slice.id, note: 'from home' }));
    done(await commands.deleteSlice(caller, { sliceId: slice.id }));
    const { changeId } = done(await commands.undoChange(caller, {}));
    done(await commands.undoChange(caller, { changeId }));
    const { id } = slice;
    expect(told()).toEqual([
      `start ${id}`,
      `start ${id}`,
      `stop ${id}`,
      `start ${id}`,
      `stop ${id}`,
    ]);
  });

  it('that makes or changes a category tells that texts may differ', async () => {
    const { commands, caller, told } = await makeDoor();
    const { category } = done(await commands.createCategory(caller, { name: 'Gym' }));
    done(await commands.patchCategory(caller, { categoryId: category.id, name: 'Sport' }));
    expect(told()).toEqual(['tags null null', 'tags null null']);
  });

  it('that works on a task tells of its slices, and that texts may differ', async () => {
    const { commands, caller, told, clock } = await makeDoor();
    const fields = { name: 'Report', category: 'Writing', workMode: 'Deep Work' };
    const { id: taskId } = done(await commands.createTask(caller, fields)).task;
    expect(told()).toEqual([]);
    const { slice, also } = done(await commands.activateTask(caller, { taskId }));
    expect(told()).toEqual([`start ${slice.id}`, `tags ${slice.id} ${also[0]?.id}`]);
    await commands.activateTask(caller, { taskId });
    expect(told()).toEqual([]);
    done(await commands.editTask(caller, { taskId, name: 'Letter' }));
    expect(told()).toEqual(['tags null null']);
    done(await commands.undoChange(caller, {}));
    expect(told()).toEqual(['tags null null']);
    clock.now += minuteMs;
    done(await commands.completeTask(caller, { taskId }));
    expect(told()).toEqual([`stop ${slice.id}`, `tags ${slice.id} null`]);
    await commands.completeTask(caller, { taskId });
    expect(told()).toEqual([]);
  });

  it('that starts a favourite tells of what it started', async () => {
    const { commands, caller, told } = await makeDoor();
    const saved = { category: 'Coding', workMode: 'Deep Work' };
    const { favorite } = done(await commands.createFavorite(caller, saved));
    expect(told()).toEqual([]);
    const input = { favoriteId: favorite.id };
    const { slice, also } = done(await commands.startFavorite(caller, input));
    expect(told()).toEqual([`start ${slice.id}`, `tags ${slice.id} ${also[0]?.id}`]);
  });

  it('that begins and ends what Discord shows tells of the start and the stop', async () => {
    const { commands, caller, told, clock } = await makeDoor();
    const game = { key: 'chess', name: 'Chess', beganAt: null, stamp: null };
    const look = (minutes: number, seen: readonly (typeof game)[]) => {
      clock.now += minutes * minuteMs;
      const causes = { game: seen, voice: [] };
      return commands.lookAtCauses(caller, { at: clock.now, sight: 'watching', causes });
    };
    await look(0, [game]);
    expect(told()).toEqual([]);
    await look(2, [game]);
    expect(told()).toEqual([expect.stringMatching(/^start /)]);
    await look(10, []);
    await look(5, []);
    expect(told()).toEqual([expect.stringMatching(/^stop /)]);
  });
});
