import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  refusalOf,
} from '../support/engineWorld.ts';

/** Coding 0-30, Email 30-60, Lunch 60-… */
async function makeDay(world: EngineWorld) {
  const coding = await world.startAt(morning, 'Coding');
  const email = await world.startAt(morning + 30 * minuteMs, 'Email');
  const lunch = await world.startAt(morning + 60 * minuteMs, 'Lunch');
  world.clock.now = morning + 90 * minuteMs;
  return { coding, email, lunch };
}

describeEachDatabase('editing and deleting', (given) => {
  it('refuses to overlap, names what is in the way and writes nothing', async () => {
    const world = await makeEngineWorld(given.database());
    const { coding, email } = await makeDay(world);
    const before = await world.slices();
    const edit = { sliceId: coding.id, endAt: morning + 45 * minuteMs, category: 'Never seen' };
    const refusal = refusalOf(await world.engine.editSlice(world.caller, edit));
    expect(refusal).toMatchObject({ code: 'overlap', details: { slices: [{ id: email.id }] } });
    expect(await world.slices()).toEqual(before);
    const { reader } = given.database();
    const made = reader.selectFrom('category').selectAll().where('name', '=', 'Never seen');
    expect(await made.execute()).toEqual([]);
  });

  it.each([
    { onOverlap: 'trim', drawing: ['Coding 0-45', 'Email 45-60', 'Lunch 60-…'] },
    { onOverlap: 'replace', drawing: ['Coding 0-45', 'Email 45-60', 'Lunch 60-…'] },
  ] as const)('makes room by $onOverlap and tells what was taken', async (row) => {
    const world = await makeEngineWorld(given.database());
    const { coding, email } = await makeDay(world);
    const { onOverlap } = row;
    const edit = { sliceId: coding.id, endAt: morning + 45 * minuteMs, onOverlap };
    const edited = done(await world.engine.editSlice(world.caller, edit));
    expect(edited.trimmed).toMatchObject([{ id: email.id, category: 'Email' }]);
    expect(drawn(await world.slices())).toEqual(row.drawing);
  });

  it('splits a slice that is longer on both sides', async () => {
    const world = await makeEngineWorld(given.database());
    const { coding, email } = await makeDay(world);
    const middle = { startAt: morning + 10 * minuteMs, endAt: morning + 20 * minuteMs };
    const edit = { sliceId: email.id, ...middle, onOverlap: 'split' } as const;
    done(await world.engine.editSlice(world.caller, edit));
    expect(drawn(await world.slices())).toEqual([
      'Coding 0-10',
      'Email 10-20',
      'Coding 20-30',
      'Lunch 60-…',
    ]);
    expect((await world.slices())[0]?.id).toBe(coding.id);
  });

  it('changes category, note and lock, and then nobody but an unlock', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const { coding } = await makeDay(world);
    const sliceId = coding.id;
    const edit = { sliceId, category: 'Reading', note: 'chapter 3', isLocked: true };
    const { slice } = done(await engine.editSlice(caller, edit));
    expect(slice).toMatchObject({ category: 'Reading', note: 'chapter 3', isLocked: true });
    const renote = await engine.editSlice(caller, { sliceId, note: null });
    expect(refusalOf(renote).code).toBe('slice_locked');
    expect(refusalOf(await engine.deleteSlice(caller, { sliceId })).code).toBe('slice_locked');
    const unlocked = await engine.editSlice(caller, { sliceId, note: null, isLocked: false });
    expect(done(unlocked).slice).toMatchObject({ note: null, isLocked: false });
  });

  it('reopens the last slice, and refuses while a newer one runs', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const { email, lunch } = await makeDay(world);
    const reopen = { sliceId: email.id, endAt: null };
    expect(refusalOf(await engine.editSlice(caller, reopen)).code).toBe('newer_running');
    done(await engine.deleteSlice(caller, { sliceId: lunch.id }));
    done(await engine.editSlice(caller, reopen));
    expect(drawn(await world.slices())).toEqual(['Coding 0-30', 'Email 30-…']);
  });

  it('answers an edit that changes nothing without a change', async () => {
    const world = await makeEngineWorld(given.database());
    const { coding } = await makeDay(world);
    const edit = { sliceId: coding.id, category: 'coding', startAt: morning };
    const edited = done(await world.engine.editSlice(world.caller, edit));
    expect(edited).toMatchObject({
      changeId: null,
      slice: { updatedAt: coding.updatedAt + 30 * minuteMs },
    });
  });
});

describeEachDatabase('undoing', (given) => {
  it("takes back the caller's last change exactly, and gives it again", async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    await makeDay(world);
    const withLunch = await world.slices();
    const undone = done(await engine.undoChange(caller, {}));
    expect(undone.removed.map(({ id }) => id)).toEqual([withLunch[2]?.id]);
    expect(drawn(undone.slices)).toEqual(['Email 30-…']);
    expect(drawn(await world.slices())).toEqual(['Coding 0-30', 'Email 30-…']);
    done(await engine.undoChange(caller, {}));
    const again = (await world.slices()).map((slice) => ({ ...slice, updatedAt: 0 }));
    expect(again).toEqual(withLunch.map((slice) => ({ ...slice, updatedAt: 0 })));
  });

  it('brings back what an edit replaced', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const { coding } = await makeDay(world);
    const before = drawn(await world.slices());
    const endAt = morning + 70 * minuteMs;
    const edit = { sliceId: coding.id, endAt, onOverlap: 'replace' } as const;
    const { changeId } = done(await engine.editSlice(caller, edit));
    expect(drawn(await world.slices())).toEqual(['Coding 0-70', 'Lunch 70-…']);
    done(await engine.undoChange(caller, { changeId: changeId ?? '' }));
    expect(drawn(await world.slices())).toEqual(before);
  });

  it('refuses where later changes build on it, and writes nothing', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    const started = done(
      await engine.startSlice(caller, { dimension: 'PRIMARY', category: 'Coding' }),
    );
    clock.now += minuteMs;
    done(await engine.stopSlice(caller, { dimension: 'PRIMARY' }));
    const before = await world.slices();
    const undo = await engine.undoChange(caller, { changeId: started.changeId ?? '' });
    expect(refusalOf(undo).code).toBe('undo_conflict');
    expect(await world.slices()).toEqual(before);
  });

  it('refuses what is not there or not theirs', async () => {
    const ours = await makeEngineWorld(given.database());
    const theirs = await makeEngineWorld(given.database());
    const nothing = await ours.engine.undoChange(ours.caller, {});
    expect(refusalOf(nothing).code).toBe('nothing_to_undo');
    const started = done(
      await theirs.engine.startSlice(theirs.caller, { dimension: 'PRIMARY', category: 'Coding' }),
    );
    const undo = await ours.engine.undoChange(ours.caller, { changeId: started.changeId ?? '' });
    expect(refusalOf(undo).code).toBe('change_not_found');
  });

  it('journals who, why, before and after', async () => {
    const world = await makeEngineWorld(given.database());
    const caller = { ...world.caller, cause: 'focus:work' };
    const start = (category: string) =>
      world.engine.startSlice(caller, { dimension: 'PRIMARY', category });
    const first = done(await start('Coding'));
    world.clock.now += minuteMs;
    const second = done(await start('Email'));
    const { reader } = given.database();
    const changes = await reader
      .selectFrom('change')
      .selectAll()
      .where('account_id', '=', caller.accountId)
      .orderBy('revision')
      .execute();
    const entry = { token_id: caller.tokenId, cause: 'focus:work', command: 'start' };
    expect(changes).toMatchObject([
      { ...entry, id: first.changeId, revision: 1, at: morning },
      { ...entry, id: second.changeId, revision: 2, at: morning + minuteMs },
    ]);
    const rows = await reader
      .selectFrom('slice_change')
      .select(['slice_id', 'before', 'after'])
      .where('change_id', '=', second.changeId ?? '')
      .orderBy('position')
      .execute();
    const endOf = (json: string | null | undefined) => JSON.parse(json ?? 'null')?.endAt;
    expect(rows.map((row) => row.slice_id)).toEqual([first.slice.id, second.slice.id]);
    expect(rows.map((row) => [endOf(row.before), endOf(row.after)])).toEqual([
      [null, morning + minuteMs],
      [undefined, null],
    ]);
  });
});
