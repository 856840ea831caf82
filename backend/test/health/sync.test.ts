/** What a phone measured, among the slices: on both databases, through the service. */
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import { done, minuteMs, morning, refusalOf } from '../support/engineWorld.ts';
import { makeHealthWorld, sample } from './healthWorld.ts';

/** The morning is a Monday, 09:00 in Berlin: the night before it ends on that day. */
const monday = '2026-11-02';
const tuesday = '2026-11-03';
const night = sample(-600, -90);
const hour = 60;

describeEachDatabase('a sync', (given) => {
  const make = (bestFirst?: readonly string[]) => makeHealthWorld(given.database(), bestFirst);

  it('makes one locked slice of a night of many samples', async () => {
    const world = await make();
    const sleep = Array.from({ length: 44 }, (_, i) => sample(-600 + i * 11, -590 + i * 11));
    const synced = await world.sync({ date: monday, sleep });
    expect(synced.created).toEqual({ sleep: 1, workout: 0 });
    expect(await world.drawn()).toEqual(['Sleep -600--117']);
    const [slice] = await world.slices();
    expect(slice).toMatchObject({ source: 'HEALTH', isLocked: true, dimension: 'PRIMARY' });
  });

  it('changes nothing the second time, with ids and without', async () => {
    const world = await make();
    const told = {
      date: monday,
      sleep: [night, sample(-30, -5, { id: 'nap' })],
      workouts: [{ ...sample(-80, -50), type: 'running' }],
      activity: { steps: 4000 },
    };
    expect(await world.sync(told)).toMatchObject({
      created: { sleep: 2, workout: 1 },
      isActivityChanged: true,
    });
    const before = await world.slices();
    world.clock.now += hour * minuteMs;
    const again = await world.sync(told);
    expect(again).toMatchObject({ created: { sleep: 0, workout: 0 }, isActivityChanged: false });
    expect(again.written).toEqual([]);
    expect(await world.slices()).toEqual(before);
  });

  it('takes the same day again in place of what it told before', async () => {
    const world = await make();
    await world.sync({ date: monday, sleep: [night, sample(-60, -30)] });
    await world.sync({ date: monday, sleep: [sample(-570, -80)] });
    expect(await world.drawn()).toEqual(['Sleep -570--80']);
    await world.sync({ date: monday, sleep: [] });
    expect(await world.drawn()).toEqual([]);
  });

  it('takes it in place too where a phone files nights by the evening', async () => {
    const world = await make();
    const sunday = '2026-11-01';
    await world.sync({ date: sunday, sleep: [night] });
    await world.sync({ date: monday, sleep: [] });
    await world.sync({ date: sunday, sleep: [sample(-570, -90)] });
    expect(await world.drawn()).toEqual(['Sleep -570--90']);
  });

  it('leaves what it tells nothing of', async () => {
    const world = await make();
    await world.sync({ date: monday, sleep: [night] });
    await world.sync({ date: monday, workouts: [{ ...sample(-60, -30), type: 'running' }] });
    await world.sync({ date: monday, activity: { steps: 10 } });
    expect(await world.drawn()).toEqual(['Sleep -600--90', 'Workout -60--30']);
  });

  it('never touches the nights of another day, whichever comes first', async () => {
    const world = await make();
    world.clock.now = morning + 24 * hour * minuteMs;
    const next = sample(14 * hour, 22 * hour);
    await world.sync({ date: tuesday, sleep: [next] });
    await world.sync({ date: monday, sleep: [night] });
    await world.sync({ date: tuesday, sleep: [] });
    expect(await world.drawn()).toEqual(['Sleep -600--90']);
    await world.sync({ date: tuesday, sleep: [next] });
    await world.sync({ date: monday, sleep: [] });
    expect(await world.drawn()).toEqual(['Sleep 840-1320']);
  });

  it('joins a sample that comes late to the night it belongs to', async () => {
    const world = await make();
    await world.sync({ date: monday, sleep: [sample(-600, -400, { id: 'a' })] });
    await world.sync({
      date: monday,
      sleep: [sample(-600, -400, { id: 'a' }), sample(-390, -90, { id: 'b' })],
    });
    expect(await world.drawn()).toEqual(['Sleep -600--90']);
  });

  it('lets the better source tell the night', async () => {
    const world = await make(['watch']);
    const phone = sample(-640, -50, { sourceName: 'phone' });
    await world.sync({ date: monday, sleep: [phone] });
    await world.sync({ date: monday, sleep: [phone, { ...night, sourceName: 'watch' }] });
    expect(await world.drawn()).toEqual(['Sleep -600--90']);
  });

  it('ends what was forgotten as the night began, and undoing it gives it back', async () => {
    const world = await make();
    await world.startAt(morning - 700 * minuteMs, 'Film');
    world.clock.now = morning;
    const { trimmed, written } = await world.sync({ date: monday, sleep: [night] });
    expect(await world.drawn()).toEqual(['Film -700--600', 'Sleep -600--90']);
    expect(trimmed).toMatchObject([{ category: 'Film', before: { endAt: null } }]);
    const [film] = await world.slices();
    const why = await world.engine.why(world.caller.accountId, film?.id ?? '');
    expect(why?.ended).toMatchObject({ command: 'health-sync', cause: 'health: sleep' });
    done(await world.engine.undoChange(world.caller, { changeId: written[0]?.changeId }));
    expect(await world.drawn()).toEqual(['Film -700-…']);
  });

  it('leaves it at that when a night that somebody took back is told again', async () => {
    const world = await make();
    await world.startAt(morning - 700 * minuteMs, 'Film');
    world.clock.now = morning;
    await world.sync({ date: monday, sleep: [night] });
    done(await world.engine.undoChange(world.caller, {}));
    await world.sync({ date: monday, sleep: [night] });
    const { kept } = await world.sync({ date: monday, sleep: [sample(-610, -85)] });
    expect(kept).toMatchObject([{ reason: 'edited' }]);
    expect(await world.drawn()).toEqual(['Film -700-…']);
  });

  it('leaves a night alone that a person corrected', async () => {
    const world = await make();
    await world.sync({ date: monday, sleep: [night] });
    const [slept] = await world.slices();
    const sliceId = slept?.id ?? '';
    done(await world.engine.editSlice(world.caller, { sliceId, isLocked: false }));
    const endAt = morning - 120 * minuteMs;
    done(await world.engine.editSlice(world.caller, { sliceId, endAt }));
    await world.sync({ date: monday, sleep: [sample(-605, -85)] });
    expect(await world.drawn()).toEqual(['Sleep -600--120']);
  });

  it('lets what it ended go on longer when the night turns out to begin later', async () => {
    const world = await make();
    await world.startAt(morning - 700 * minuteMs, 'Film');
    world.clock.now = morning - 300 * minuteMs;
    await world.sync({ date: monday, sleep: [sample(-650, -310)] });
    world.clock.now = morning;
    await world.sync({ date: monday, sleep: [sample(-620, -90)] });
    await world.sync({ date: monday, sleep: [night] });
    expect(await world.drawn()).toEqual(['Film -700--600', 'Sleep -600--90']);
    await world.sync({ date: monday, sleep: [] });
    expect(await world.drawn()).toEqual(['Film -700-…']);
  });

  it('goes around what is locked, names it, and goes in once that is unlocked', async () => {
    const world = await make();
    const film = await world.startAt(morning - 700 * minuteMs, 'Film');
    world.clock.now = morning - 500 * minuteMs;
    done(await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' }));
    done(await world.engine.editSlice(world.caller, { sliceId: film.id, isLocked: true }));
    world.clock.now = morning;
    const told = { date: monday, sleep: [night] };
    const { kept, created } = await world.sync(told);
    expect(kept).toMatchObject([{ reason: 'locked', slices: [{ category: 'Film' }] }]);
    expect(created.sleep).toBe(1);
    expect(await world.drawn()).toEqual(['Film -700--500', 'Sleep -500--90']);
    expect((await world.sync(told)).written).toEqual([]);
    done(await world.engine.editSlice(world.caller, { sliceId: film.id, isLocked: false }));
    await world.sync(told);
    expect(await world.drawn()).toEqual(['Film -700--600', 'Sleep -600--90']);
  });

  it('lets work go on after a nap, though it is told hours later', async () => {
    const world = await make();
    await world.startAt(morning, 'Coding');
    world.clock.now = morning + 8 * hour * minuteMs;
    await world.sync({ date: monday, sleep: [sample(240, 270)] });
    expect(await world.drawn()).toEqual(['Coding 0-240', 'Sleep 240-270', 'Coding 270-…']);
    done(await world.engine.stopSlice(world.caller, { dimension: 'PRIMARY' }));
    await world.sync({ date: monday, sleep: [] });
    expect(await world.drawn()).toEqual(['Coding 0-270', 'Coding 270-480']);
  });

  it('files what is told for a date a week off under its own day, and keeps it', async () => {
    const world = await make();
    const weekEarlier = '2026-10-26';
    await world.sync({ date: weekEarlier, sleep: [night] });
    await world.sync({ date: monday, sleep: [night] });
    await world.sync({ date: weekEarlier, sleep: [] });
    expect(await world.drawn()).toEqual(['Sleep -600--90']);
    world.clock.now = morning + 7 * 24 * hour * minuteMs;
    await world.sync({ date: '2026-11-09', sleep: [night] });
    await world.sync({ date: '2026-11-09', sleep: [] });
    expect(await world.drawn()).toEqual(['Sleep -600--90']);
  });

  it('names the sample that lies more than a month from its date', async () => {
    const world = await make();
    const zero = { startAt: 0, endAt: 60_000, note: null };
    expect(refusalOf(await world.syncAnswer({ date: monday, sleep: [night, zero] }))).toEqual({
      code: 'sample_far_away',
      message:
        'The sleep from 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:00.000Z lies more than a ' +
        'month from 2026-11-02, so one of the two is likely wrong. Correct it, or send it for ' +
        'its own date.',
    });
    expect(await world.drawn()).toEqual([]);
  });

  it.each([
    { reason: 'ends before it starts', bad: sample(-60, -90), code: 'ends_before_start' },
    { reason: 'is longer than a day', bad: sample(-1600, -90), code: 'sample_too_long' },
    { reason: 'ends in the future', bad: sample(-60, 5), code: 'at_in_future' },
  ])('takes in nothing where a sample $reason', async ({ bad, code }) => {
    const world = await make();
    const asked = world.syncAnswer({ date: monday, sleep: [night, bad] });
    expect(refusalOf(await asked).code).toBe(code);
    expect(await world.drawn()).toEqual([]);
  });

  it('takes a phone whose clock runs a little ahead to mean now', async () => {
    const world = await make();
    await world.sync({ date: monday, sleep: [sample(-600, 0.5)] });
    expect(await world.drawn()).toEqual(['Sleep -600-0']);
  });
});
