import { describe, expect, it } from 'vitest';
import type { Database } from '../backend/src/db/database.ts';
import type { Write } from '../backend/src/db/transaction.ts';
import type { HttpRequest } from '../toggl/transport.ts';
import { createLife, type DeathPlan } from './life.ts';
import { createVirtualTime } from './virtualTime.ts';

const request: HttpRequest = { method: 'GET', url: 'http://sandbox/', headers: {}, body: null };

describe('the life of one run of the program', () => {
  type Case = Readonly<{
    reason: string;
    plan: DeathPlan;
    committed: readonly string[];
    arrived: number;
    heard: readonly string[];
  }>;
  // The program writes a, calls, writes b.
  const deaths: readonly Case[] = [
    {
      reason: 'before its first commit: nothing stays',
      plan: { place: 'before-commit', countdown: 1 },
      committed: [],
      arrived: 0,
      heard: [],
    },
    {
      reason: 'after its first commit: that stays, and nobody is told',
      plan: { place: 'after-commit', countdown: 1 },
      committed: ['a'],
      arrived: 0,
      heard: [],
    },
    {
      reason: 'before its call: Toggl hears nothing',
      plan: { place: 'before-call', countdown: 1 },
      committed: ['a'],
      arrived: 0,
      heard: ['a'],
    },
    {
      reason: 'in its call: Toggl has heard it',
      plan: { place: 'in-call', countdown: 1 },
      committed: ['a'],
      arrived: 1,
      heard: ['a'],
    },
    {
      reason: 'after its call: Toggl has answered',
      plan: { place: 'after-call', countdown: 1 },
      committed: ['a'],
      arrived: 1,
      heard: ['a'],
    },
    {
      reason: 'before its second commit',
      plan: { place: 'before-commit', countdown: 2 },
      committed: ['a'],
      arrived: 1,
      heard: ['a', 'call'],
    },
    {
      reason: 'not at all, with more to come',
      plan: { place: 'before-commit', countdown: 3 },
      committed: ['a', 'b'],
      arrived: 1,
      heard: ['a', 'call', 'b'],
    },
  ];
  it.each(deaths)('ends $reason', async ({ plan, committed, arrived, heard }) => {
    const world = outside();
    const life = createLife(world.onEnd);
    life.plan(plan);
    const told: string[] = [];
    const database = life.mortalDatabase(world.database);
    const transport = life.mortalTransport(world.transport);
    const program = async () => {
      told.push(await database.write(async () => 'a'));
      await transport(request).then(() => told.push('call'));
      told.push(await database.write(async () => 'b'));
    };
    void program();
    for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
    expect({ committed: world.committed, arrived: world.arrived(), heard: told }).toEqual({
      committed,
      arrived,
      heard,
    });
    expect(world.deaths()).toBe(life.isOver() ? 1 : 0);
  });

  it('lets no timer fire once it is over', async () => {
    const time = createVirtualTime(0);
    const life = createLife(() => {});
    const fired: string[] = [];
    const timers = life.mortalTimers(time.timers);
    timers.after(1, () => fired.push('before'));
    timers.after(2, () => fired.push('after'));
    await time.advanceTo(1, async () => {});
    life.end();
    await time.advanceTo(2, async () => {});
    expect(fired).toEqual(['before']);
  });

  it('ends once, however often it is told to', () => {
    const world = outside();
    const life = createLife(world.onEnd);
    life.end();
    life.end();
    expect(world.deaths()).toBe(1);
  });

  it('goes on where its death was called off', async () => {
    const world = outside();
    const life = createLife(world.onEnd);
    life.plan({ place: 'before-commit', countdown: 1 });
    life.spare();
    await life.mortalDatabase(world.database).write(async () => 'kept');
    expect(world.committed).toEqual(['kept']);
    expect(world.deaths()).toBe(0);
  });

  /** What is left when the program is gone. */
  function outside() {
    const committed: unknown[] = [];
    const counts = { arrived: 0, deaths: 0 };
    const write: Write = async (body) => {
      const value = await body(undefined as never);
      committed.push(value);
      return value;
    };
    return {
      committed,
      arrived: () => counts.arrived,
      deaths: () => counts.deaths,
      onEnd: () => {
        counts.deaths += 1;
      },
      database: { write } as Database,
      transport: async () => {
        counts.arrived += 1;
        return { kind: 'lost', reason: 'a test' } as const;
      },
    };
  }
});
