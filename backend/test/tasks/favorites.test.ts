/** Saved timers: kept in an order, and started with everything they say. */
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import { done, drawn, minuteMs, morning, refusalOf } from '../support/engineWorld.ts';
import { makeTaskWorld } from '../support/taskWorld.ts';

describeEachDatabase('favourites', (given) => {
  const makeWorld = () => makeTaskWorld(given.database());

  it('start their category, mode, task and note at one instant', async () => {
    const { favorites, caller, task, slices } = await makeWorld();
    const { id: taskId } = await task('Report');
    const fields = { category: 'Writing', taskId, workMode: 'Deep Work', note: 'at home' };
    const { favorite } = done(await favorites.create(caller, fields));
    expect(favorite).toMatchObject({ name: 'Writing', ...fields, sortOrder: 0 });
    const started = done(await favorites.start(caller, { favoriteId: favorite.id, source: 'NFC' }));
    expect(started).toMatchObject({
      slice: { linkedTaskId: taskId, note: 'at home', source: 'NFC', startAt: morning },
      also: [{ dimension: 'WORK_MODE', category: 'Deep Work', startAt: morning }],
    });
    expect(await slices()).toHaveLength(2);
  });

  it('that run already start nothing, and take a time of their own', async () => {
    const { favorites, caller, slices, atMinute } = await makeWorld();
    const { favorite } = done(await favorites.create(caller, { category: 'Coding' }));
    atMinute(10);
    done(await favorites.start(caller, { favoriteId: favorite.id, at: '-5m' }));
    const again = done(await favorites.start(caller, { favoriteId: favorite.id }));
    expect(again).toMatchObject({ created: false, changeId: null });
    expect(drawn(await slices())).toEqual(['Coding 5-…']);
  });

  it('stand in their order and change in what was sent', async () => {
    const { favorites, caller } = await makeWorld();
    const first = done(
      await favorites.create(caller, { category: 'Coding', icon: 'code' }),
    ).favorite;
    done(await favorites.create(caller, { category: 'Mail', name: 'Post' }));
    const patch = { favoriteId: first.id, sortOrder: 9, workMode: 'Deep Work' };
    expect(done(await favorites.patch(caller, patch)).favorite).toMatchObject({
      category: 'Coding',
      icon: 'code',
      workMode: 'Deep Work',
    });
    const cleared = { favoriteId: first.id, workMode: null, icon: null, category: 'Gym' };
    expect(done(await favorites.patch(caller, cleared)).favorite).toMatchObject({
      name: 'Coding',
      category: 'Gym',
      workMode: null,
      icon: null,
    });
    const listed = await favorites.list(caller.accountId);
    expect(listed.map(({ name }) => name)).toEqual(['Post', 'Coding']);
  });

  it('are gone once they are deleted, and never another account’s', async () => {
    const { favorites, caller } = await makeWorld();
    const other = await makeWorld();
    const { favorite } = done(await favorites.create(caller, { category: 'Coding' }));
    const favoriteId = favorite.id;
    const theirs = await other.favorites.start(other.caller, { favoriteId });
    expect(refusalOf(theirs).code).toBe('favorite_not_found');
    done(await favorites.remove(caller, { favoriteId }));
    expect(await favorites.list(caller.accountId)).toEqual([]);
    for (const refused of [
      await favorites.remove(caller, { favoriteId }),
      await favorites.patch(caller, { favoriteId, icon: null }),
      await favorites.start(caller, { favoriteId }),
    ]) {
      expect(refusalOf(refused).code).toBe('favorite_not_found');
    }
  });

  it('do not take a task that is not there', async () => {
    const { favorites, caller } = await makeWorld();
    const refused = await favorites.create(caller, { category: 'Coding', taskId: 'nobody' });
    expect(refusalOf(refused).code).toBe('task_not_found');
    expect(await favorites.list(caller.accountId)).toEqual([]);
  });

  it('keep starting where their task was deleted', async () => {
    const { favorites, tasks, caller, task, clock } = await makeWorld();
    const { id: taskId } = await task('Report');
    const { favorite } = done(await favorites.create(caller, { category: 'Writing', taskId }));
    done(await tasks.deleteTask(caller, { taskId }));
    clock.now += minuteMs;
    const { slice } = done(await favorites.start(caller, { favoriteId: favorite.id }));
    expect(slice).toMatchObject({ category: 'Writing', linkedTaskId: taskId });
    done(await favorites.patch(caller, { favoriteId: favorite.id, icon: 'pen' }));
  });
});
