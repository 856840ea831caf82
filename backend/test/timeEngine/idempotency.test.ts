import { expect, it } from 'vitest';
import type { Started } from '../../src/services/engine/startSlice.ts';
import type { Done, Idempotency } from '../../src/services/engineCommand.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  makeCaller,
  makeEngineWorld,
  minuteMs,
  morning,
  refusalOf,
} from '../support/engineWorld.ts';

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const hourMs = 60 * minuteMs;

function keyed(key: string, requestHash = 'hash of coding'): Idempotency<Started> {
  const reply = ({ slice, created }: Done<Started>) => ({
    status: created ? 201 : 200,
    body: { id: slice.id },
  });
  return { key, requestHash, reply };
}

describeEachDatabase('an idempotency key', (given) => {
  it('answers the same request with the reply of the first, and does it once', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    const first = done(await engine.startSlice(caller, coding, keyed('tap-1')));
    clock.now += minuteMs;
    await world.startAt(clock.now, 'Email');
    const second = await engine.startSlice(caller, coding, keyed('tap-1'));
    expect(second).toEqual({ kind: 'remembered', status: 201, body: { id: first.slice.id } });
    expect(await world.slices()).toHaveLength(2);
  });

  it('refuses another request under the same key', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    done(await engine.startSlice(caller, coding, keyed('tap-1')));
    const other = await engine.startSlice(caller, coding, keyed('tap-1', 'another hash'));
    expect(refusalOf(other).code).toBe('idempotency_mismatch');
  });

  it('remembers an unchanged command, and no refusal', async () => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller } = world;
    const slice = await world.startAt(morning, 'Coding');
    await engine.startSlice(caller, coding, keyed('same'));
    const again = await engine.startSlice(caller, coding, keyed('same'));
    expect(again).toEqual({ kind: 'remembered', status: 200, body: { id: slice.id } });

    const malformed = { ...coding, at: 'yesterday' };
    const refused = await engine.startSlice(caller, malformed, keyed('retry'));
    expect(refusalOf(refused).code).toBe('malformed_at');
    expect(await engine.startSlice(caller, coding, keyed('retry'))).toMatchObject({ kind: 'done' });
  });

  it('belongs to one token', async () => {
    const world = await makeEngineWorld(given.database());
    const others = await makeCaller(given.database());
    done(await world.engine.startSlice(world.caller, coding, keyed('tap-1')));
    done(await world.engine.startSlice(others, coding, keyed('tap-1', 'another hash')));
  });

  it.each([
    { afterMs: 48 * hourMs, kind: 'remembered', reason: 'kept for 48 hours' },
    { afterMs: 48 * hourMs + 1, kind: 'done', reason: 'forgotten then' },
  ])('is $kind after $afterMs ms: $reason', async ({ afterMs, kind }) => {
    const world = await makeEngineWorld(given.database());
    const { engine, caller, clock } = world;
    done(await engine.startSlice(caller, coding, keyed('tap-1')));
    clock.now += afterMs;
    expect((await engine.startSlice(caller, coding, keyed('tap-1'))).kind).toBe(kind);
  });

  it('does the command once when the same request comes many times at once', async () => {
    const world = await makeEngineWorld(given.database());
    const engines = [world.engine, world.engineOver(await given.reopen())];
    const results = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        engines[i % 2]?.startSlice(world.caller, coding, keyed('tap-1')),
      ),
    );
    const kinds = results.map((result) => result?.kind);
    expect(kinds.filter((kind) => kind === 'done')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'remembered')).toHaveLength(19);
    expect(await world.slices()).toHaveLength(1);
  });
});
