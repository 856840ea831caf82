/**
 * Games and calls that are seen from outside, and what stands in the database afterwards. Minutes
 * count from the morning; a look a minute is what the door does.
 */
import { expect, it } from 'vitest';
import type { CauseKind } from '../../../core/automations/causeParts.ts';
import type { Cause } from '../../../core/automations/watch.ts';
import type { Database } from '../../src/db/database.ts';
import { createCauses } from '../../src/services/automations/causes.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';
import { keepRule } from '../support/rules.ts';

type Seen = Partial<Record<CauseKind, readonly (string | Cause)[]>>;

const at = (minute: number) => morning + minute * minuteMs;
const primary = { dimension: 'PRIMARY', category: 'Coding', source: 'MANUAL' } as const;

function cause(told: string | Cause): Cause {
  if (typeof told !== 'string') return told;
  return { key: told.toLowerCase(), name: told, beganAt: null, stamp: null };
}

async function makeWatching(database: Database) {
  const world = await makeEngineWorld(database);
  const parts = { database, now: () => world.clock.now, newId: newTestId };
  const told: string[] = [];
  /** Each look is made by a service of its own: nothing is kept but what the database keeps. */
  const see = async (minute: number, seen: Seen, sight: 'watching' | 'returned' = 'watching') => {
    world.clock.now = at(minute);
    const causes = { game: (seen.game ?? []).map(cause), voice: (seen.voice ?? []).map(cause) };
    const sighting = { at: at(minute), sight, causes };
    const looked = done(await createCauses(parts).look(world.caller, sighting));
    told.push(...looked.told);
    return looked;
  };
  const seeEachMinute = async (from: number, until: number, seen: Seen) => {
    for (let minute = from; minute <= until; minute += 1) await see(minute, seen);
  };
  const of = async (dimension: string) =>
    drawn((await world.slices()).filter((slice) => slice.dimension === dimension));
  return { ...world, see, seeEachMinute, of, told, causes: createCauses(parts) };
}

describeEachDatabase('a game that is seen', (given) => {
  it('is PRIMARY and SEGMENT from its true beginning to its true end, in one change', async () => {
    const { see, of, slices } = await makeWatching(given.database());
    await see(0, { game: ['Elden Ring'] });
    expect(await slices()).toEqual([]);
    const begun = await see(2, { game: ['Elden Ring'] });
    expect(begun.written).toHaveLength(1);
    await see(30, {});
    expect(await of('PRIMARY')).toEqual(['Gaming 0-…']);
    const ended = await see(33, {});
    expect(ended.written).toHaveLength(1);
    expect(await of('PRIMARY')).toEqual(['Gaming 0-30']);
    expect(await of('SEGMENT')).toEqual(['Elden Ring 0-30']);
    expect(new Set((await slices()).map(({ source }) => source))).toEqual(new Set(['DISCORD']));
  });

  it('for half a minute writes nothing, not even later', async () => {
    const { see, slices } = await makeWatching(given.database());
    await see(0, { game: ['Elden Ring'] });
    await see(0.5, {});
    await see(10, {});
    expect(await slices()).toEqual([]);
  });

  it('beside another waits, and follows it in SEGMENT while PRIMARY goes on', async () => {
    const { see, of } = await makeWatching(given.database());
    await see(0, { game: ['Elden Ring'] });
    await see(5, { game: ['Chess', 'Elden Ring'] });
    await see(10, { game: ['Chess', 'Elden Ring'] });
    await see(20, { game: ['Chess'] });
    await see(23, { game: ['Chess'] });
    expect(await of('PRIMARY')).toEqual(['Gaming 0-…']);
    expect(await of('SEGMENT')).toEqual(['Elden Ring 0-20', 'Chess 20-…']);
  });

  it('tells in the journal why each slice began and ended', async () => {
    const { see, caller, slices } = await makeWatching(given.database());
    await see(0, { game: ['Elden Ring'] });
    await see(2, { game: ['Elden Ring'] });
    await see(30, {});
    await see(33, {});
    const [slice] = await slices();
    const causes = await given
      .database()
      .reader.selectFrom('change')
      .innerJoin('slice_change', 'slice_change.change_id', 'change.id')
      .select('change.cause')
      .where('change.account_id', '=', caller.accountId)
      .where('slice_change.slice_id', '=', slice?.id ?? '')
      .orderBy('change.revision')
      .execute();
    expect(causes.map((row) => row.cause)).toEqual([
      'Discord: Elden Ring',
      'Discord: Elden Ring ended',
    ]);
  });
});

describeEachDatabase('a game beside what a person began', (given) => {
  it('does not take its place, and begins where it ends', async () => {
    const { startAt, seeEachMinute, see, engine, caller, clock, of } = await makeWatching(
      given.database(),
    );
    await startAt(at(0), 'Coding');
    await seeEachMinute(5, 10, { game: ['Elden Ring'] });
    expect(await of('PRIMARY')).toEqual(['Coding 0-…']);
    expect(await of('SEGMENT')).toEqual(['Elden Ring 5-…']);
    clock.now = at(10.5);
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await seeEachMinute(11, 12, { game: ['Elden Ring'] });
    expect(await of('PRIMARY')).toEqual(['Coding 0-10.5', 'Gaming 10.5-…']);
    await see(20, {});
    await see(23, {});
    expect(await of('PRIMARY')).toEqual(['Coding 0-10.5', 'Gaming 10.5-20']);
  });

  it('does not take away the second in which a short one began', async () => {
    const { startAt, see, engine, caller, clock, slices } = await makeWatching(given.database());
    await see(0, { game: ['Elden Ring'] });
    await startAt(at(0.5) + 100, 'Coding');
    clock.now = at(0.5) + 300;
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await see(2, { game: ['Elden Ring'] });
    const ours = (await slices()).filter(({ dimension }) => dimension === 'PRIMARY');
    expect(ours.map(({ category, startAt: from }) => [category, from])).toEqual([
      ['Coding', at(0.5) + 100],
      ['Gaming', at(0.5) + 1000],
    ]);
  });

  it('is not begun again once a person ended it', async () => {
    const { seeEachMinute, engine, caller, of } = await makeWatching(given.database());
    await seeEachMinute(0, 5, { game: ['Elden Ring'] });
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await seeEachMinute(6, 10, { game: ['Elden Ring'] });
    expect(await of('PRIMARY')).toEqual(['Gaming 0-5']);
    await seeEachMinute(11, 14, {});
    await seeEachMinute(15, 18, { game: ['Elden Ring'] });
    expect(await of('PRIMARY')).toEqual(['Gaming 0-5', 'Gaming 15-…']);
  });

  it('ends nothing of the same name that a person began', async () => {
    const { seeEachMinute, engine, caller, of } = await makeWatching(given.database());
    const gaming = { dimension: 'PRIMARY', category: 'Gaming', source: 'MANUAL' } as const;
    await seeEachMinute(0, 5, { game: ['Elden Ring'] });
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await engine.startSlice(caller, gaming);
    await seeEachMinute(6, 10, {});
    expect(await of('PRIMARY')).toEqual(['Gaming 0-5', 'Gaming 5-…']);
  });

  it('ends where it went when a person began something else before that was known', async () => {
    const { seeEachMinute, see, engine, caller, clock, of } = await makeWatching(given.database());
    await seeEachMinute(0, 5, { game: ['Elden Ring'] });
    await see(6, {});
    clock.now = at(7);
    await engine.startSlice(caller, primary);
    await seeEachMinute(8, 10, {});
    expect(await of('PRIMARY')).toEqual(['Gaming 0-6', 'Coding 7-…']);
  });

  it('keeps the end that a person gave it', async () => {
    const { seeEachMinute, see, engine, caller, clock, of } = await makeWatching(given.database());
    await seeEachMinute(0, 5, { game: ['Elden Ring'] });
    await see(6, {});
    clock.now = at(7);
    await engine.stopSlice(caller, { dimension: 'PRIMARY' });
    await seeEachMinute(8, 10, {});
    expect(await of('PRIMARY')).toEqual(['Gaming 0-7']);
  });

  it('says so when the slice is locked, and leaves it', async () => {
    const { seeEachMinute, engine, caller, slices, of, told } = await makeWatching(
      given.database(),
    );
    await seeEachMinute(0, 5, { voice: ['Call'] });
    const [slice] = await slices();
    await engine.editSlice(caller, { sliceId: slice?.id ?? '', isLocked: true });
    await seeEachMinute(6, 10, {});
    expect(await of('SOCIAL')).toEqual(['Discord call 0-…']);
    expect(told).toEqual([expect.stringContaining('Unlock it first')]);
  });

  it('takes the place of what a rule puts behind it', async () => {
    const { startAt, seeEachMinute, of, caller } = await makeWatching(given.database());
    const order = [{ category: 'Gaming' }, { source: 'PERSON' as const }];
    await keepRule(given.database(), caller, { body: { kind: 'priority', order } });
    await startAt(at(0), 'Coding');
    await seeEachMinute(5, 8, { game: ['Elden Ring'] });
    expect(await of('PRIMARY')).toEqual(['Coding 0-5', 'Gaming 5-…']);
  });
});

describeEachDatabase('what nobody saw', (given) => {
  it('ends where it was last seen, is told, and can be undone', async () => {
    const { seeEachMinute, see, of, told, causes, caller } = await makeWatching(given.database());
    await seeEachMinute(0, 5, { voice: ['Call'] });
    await see(60, {}, 'returned');
    await see(61, {});
    expect(await of('SOCIAL')).toEqual(['Discord call 0-5']);
    expect(told).toEqual([expect.stringContaining('2026-11-02T08:05:00.000Z')]);
    const [, voice] = await causes.watched(caller.accountId);
    expect(voice?.guessed).toEqual([{ name: 'Call', at: at(5) }]);
  });

  it('goes on when it is the same call', async () => {
    const { seeEachMinute, see, of } = await makeWatching(given.database());
    const call = { key: 'voice', name: 'Call', beganAt: null, stamp: 'session' };
    await seeEachMinute(0, 5, { voice: [call] });
    await see(60, { voice: [call] }, 'returned');
    await see(90, {});
    await see(92, {});
    expect(await of('SOCIAL')).toEqual(['Discord call 0-90']);
  });

  it('begins where the game says it began', async () => {
    const { see, of } = await makeWatching(given.database());
    const game = { key: 'chess', name: 'Chess', beganAt: at(20), stamp: null };
    await see(0, {});
    await see(60, { game: [game] }, 'returned');
    await see(61, { game: [game] });
    expect(await of('SEGMENT')).toEqual(['Chess 20-…']);
  });
});

describeEachDatabase('a look that fails', (given) => {
  it('has written nothing, and made again writes what it would have', async () => {
    const world = await makeWatching(given.database());
    await world.see(0, { game: ['Elden Ring'], voice: ['Call'] });
    // Two categories, two slices and their change: the call comes after the game.
    const idsOfTheGame = 5;
    let made = 0;
    const broken = createCauses({
      database: given.database(),
      now: () => at(2),
      newId: () => {
        made += 1;
        if (made > idsOfTheGame) throw new Error('the disk is full');
        return newTestId();
      },
    });
    const causes = { game: [cause('Elden Ring')], voice: [cause('Call')] };
    const sighting = { at: at(2), sight: 'watching' as const, causes };
    await expect(broken.look(world.caller, sighting)).rejects.toThrow('the disk is full');
    expect(await world.slices()).toEqual([]);
    await world.see(3, { game: ['Elden Ring'], voice: ['Call'] });
    expect(await world.of('PRIMARY')).toEqual(['Gaming 0-…']);
    expect(await world.of('SOCIAL')).toEqual(['Discord call 0-…']);
  });
});
