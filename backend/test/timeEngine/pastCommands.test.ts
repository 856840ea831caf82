import { expect, it } from 'vitest';
import { createCategories } from '../../src/services/categories/categories.ts';
import type { Preview } from '../../src/services/previewCommand.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
  refusalOf,
} from '../support/engineWorld.ts';

const at = (minutes: number) => morning + minutes * minuteMs;
const textOf = (minutes: number) => new Date(at(minutes)).toISOString();

/** Coding 0-30, a gap, Email 40-60, Lunch 60-… ; it is 90. */
async function makeDay(world: EngineWorld) {
  const coding = await world.startAt(at(0), 'Coding');
  world.clock.now = at(30);
  await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' });
  const email = await world.startAt(at(40), 'Email');
  const lunch = await world.startAt(at(60), 'Lunch');
  world.clock.now = at(90);
  return { coding, email, lunch };
}

const drawing = async (world: EngineWorld) => drawn(await world.slices());

function previewed(preview: Preview | Readonly<{ kind: 'refused' }>) {
  if (preview.kind !== 'preview') throw new Error(`Expected a preview: ${JSON.stringify(preview)}`);
  return preview.changes.map(({ kind, before, after }) => [
    kind,
    before?.category ?? null,
    after?.category ?? null,
  ]);
}

describeEachDatabase('commands over the past', (given) => {
  it('splits, joins and is undone, each as one change', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const { coding } = await makeDay(world);
    const before = await drawing(world);
    const cut = { sliceId: coding.id, at: [textOf(20), textOf(10)] };
    const split = done(await engine.splitSlice(caller, cut));
    expect(split.slices.map(({ startAt }) => (startAt - morning) / minuteMs)).toEqual([20, 10, 0]);
    expect(await drawing(world)).toEqual([
      ...['Coding 0-10', 'Coding 10-20', 'Coding 20-30', 'Email 40-60', 'Lunch 60-…'],
    ]);
    const sliceIds = split.slices.map(({ id }) => id);
    const joined = done(await engine.joinSlices(caller, { sliceIds }));
    expect(joined.slices.map(({ id }) => id)).toEqual([coding.id]);
    expect(joined.removed).toHaveLength(2);
    expect(await drawing(world)).toEqual(before);
    done(await engine.undoChange(caller, {}));
    expect(await drawing(world)).toHaveLength(5);
  });

  it('fills what is free with a new category, and nothing in the future', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    await makeDay(world);
    const range = { dimension: 'PRIMARY', startAt: at(-10), endAt: at(600) } as const;
    const filled = await engine.fillTime(caller, { ...range, with: 'category', category: 'Break' });
    expect(done(filled).slices.map(({ category }) => category)).toEqual(['Break', 'Break']);
    const expected = ['Break -10-0', 'Coding 0-30', 'Break 30-40', 'Email 40-60', 'Lunch 60-…'];
    expect(await drawing(world)).toEqual(expected);
    const again = await engine.fillTime(caller, { ...range, with: 'previous' });
    expect(done(again).changeId).toBeNull();
  });

  it('goes on with a slice that ended before the range', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    await makeDay(world);
    const range = { dimension: 'PRIMARY', startAt: at(35), endAt: at(50) } as const;
    done(await engine.fillTime(caller, { ...range, with: 'previous' }));
    expect(await drawing(world)).toContain('Coding 35-40');
  });

  it('resumes what ran before what runs, and its mode where none is on', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    await world.startAt(at(0), 'Deep Work', 'WORK_MODE');
    await world.startAt(at(0), 'Coding');
    world.clock.now = at(30);
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await engine.stopSlice(caller, { dimension: 'WORK_MODE' });
    await world.startAt(at(40), 'Email');
    world.clock.now = at(50);
    const resumed = done(await engine.resumeSlice(caller, {}));
    expect(resumed).toMatchObject({ created: true, slice: { category: 'Coding' } });
    expect(resumed.also).toMatchObject([{ category: 'Deep Work', startAt: at(50), endAt: null }]);
    const back = done(await engine.resumeSlice(caller, {}));
    expect(back.slice.category).toBe('Email');
    const empty = await engine.resumeSlice(caller, { dimension: 'SEGMENT' });
    expect(refusalOf(empty).code).toBe('nothing_to_resume');
  });

  it('resumes what ran before at the time that is named', async () => {
    const world = await makeEngineWorld(given.database());
    await makeDay(world);
    const resumed = done(await world.engine.resumeSlice(world.caller, { at: textOf(50) }));
    expect(resumed.slice.category).toBe('Coding');
    expect(await drawing(world)).toEqual([
      'Coding 0-30',
      'Email 40-50',
      'Coding 50-60',
      'Lunch 60-…',
    ]);
  });

  it('brings the archived categories back that it starts again, as a start does', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    const categories = createCategories({
      ...{ database: given.database(), now: () => clock.now, newId: newTestId },
      mergePrice: async () => ({ entries: 0, calls: 0, skipped: 0 }),
      categoryUsers: [],
    });
    await world.startAt(at(0), 'Deep Work', 'WORK_MODE');
    await world.startAt(at(0), 'Coding');
    clock.now = at(30);
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await engine.stopSlice(caller, { dimension: 'WORK_MODE' });
    for (const { id } of await categories.list(caller.accountId)) {
      done(await categories.patch(caller, { categoryId: id, isArchived: true }));
    }
    const { unarchived } = done(await engine.resumeSlice(caller, {}));
    expect(unarchived).toEqual(['Coding', 'Deep Work']);
    const listed = await categories.list(caller.accountId);
    expect(listed.map(({ isArchived }) => isArchived)).toEqual([false, false]);
  });

  it('previews what each command would change, and writes nothing', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const { coding, email, lunch } = await makeDay(world);
    const before = await world.slices();
    const { preview } = engine;
    const over = { sliceId: coding.id, endAt: at(50), onOverlap: 'trim', category: 'New' } as const;
    expect(previewed(await preview.editSlice(caller, over))).toEqual([
      ['update', 'Email', 'Email'],
      ['update', 'Coding', 'New'],
    ]);
    const gone = await preview.deleteSlice(caller, { sliceId: lunch.id });
    expect(previewed(gone)).toEqual([['delete', 'Lunch', null]]);
    const cut = await preview.splitSlice(caller, { sliceId: lunch.id, at: ['-10m'] });
    expect(previewed(cut)).toEqual([
      ['update', 'Lunch', 'Lunch'],
      ['insert', null, 'Lunch'],
    ]);
    const sliceIds = [email.id, lunch.id];
    const join = await preview.joinSlices(caller, { sliceIds, category: 'Never seen' });
    expect(previewed(join)).toEqual([
      ['delete', 'Email', null],
      ['update', 'Lunch', 'Never seen'],
    ]);
    const undone = await preview.undoChange(caller, {});
    expect(previewed(undone)).toEqual([
      ['delete', 'Lunch', null],
      ['update', 'Email', 'Email'],
    ]);
    expect(await preview.joinSlices(caller, { sliceIds })).toMatchObject({
      refusal: { code: 'categories_differ' },
    });
    expect(await world.slices()).toEqual(before);
    const { reader } = given.database();
    const named = reader.selectFrom('category').selectAll().where('name', '=', 'Never seen');
    expect(await named.execute()).toEqual([]);
  });

  it('undoes all that an automation did since then as one, and undoes that too', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    await makeDay(world);
    const before = await drawing(world);
    const automation = { ...caller, cause: 'focus' };
    clock.now = at(100);
    await engine.startSlice(automation, { dimension: 'PRIMARY', category: 'Gaming' });
    clock.now = at(110);
    await engine.startSlice(automation, { dimension: 'SOCIAL', category: 'Call' });
    await engine.stopSlice(automation, { dimension: 'PRIMARY' });
    const after = await drawing(world);
    const undone = await engine.undoChange(caller, { cause: { cause: 'focus', since: at(95) } });
    expect(done(undone).removed).toHaveLength(2);
    expect(await drawing(world)).toEqual(before);
    const again = await engine.undoChange(caller, { cause: { cause: 'focus', since: at(95) } });
    expect(refusalOf(again).code).toBe('nothing_to_undo');
    done(await engine.undoChange(caller, { changeId: done(undone).changeId }));
    expect(await drawing(world)).toEqual(after);
  });
});
