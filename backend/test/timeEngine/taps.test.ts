/** Taps that fire twice, late, out of order, and triggers that end only what they began. */
import { expect, it } from 'vitest';
import type { TriggerDefinition } from '../../../core/automations/trigger.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import type { Caller } from '../../src/services/engineCommand.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const reading = { dimension: 'PRIMARY', category: 'Reading' } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;

const focus: TriggerDefinition = {
  on: { do: 'start', ...coding, also: [deepWork] },
  off: null,
  tap: { do: 'toggle', ...coding },
  doubleFireSeconds: 3,
  undoWithinSeconds: 10,
  hysteresisSeconds: 0,
  isInstant: false,
};

describeEachDatabase('taps', (given) => {
  async function makeTaps(definition: Partial<TriggerDefinition> = {}) {
    const world = await makeEngineWorld(given.database());
    const { caller, clock } = world;
    const parts = {
      database: given.database(),
      now: () => clock.now,
      newId: newTestId,
      newSecret: newTestId,
    };
    const taps = createTapServices(parts);
    const trigger = { name: 'Work', kind: 'FOCUS' as const };
    done(
      await taps.triggers.create(caller, { ...trigger, definition: { ...focus, ...definition } }),
    );
    /** Arrives `minutes` after the morning, made at `at` minutes, or when it arrives. */
    const fire = async (state: 'on' | 'off' | 'tap', minutes: number, at?: number) => {
      clock.now = morning + minutes * minuteMs;
      const made = at === undefined ? undefined : isoAt(at);
      const fired = await taps.triggers.fireTrigger(caller, { name: 'work', state, at: made });
      return done(fired).action;
    };
    return { ...world, taps, parts, fire };
  }

  const isoAt = (minutes: number) => new Date(morning + minutes * minuteMs).toISOString();
  const second = 1 / 60;

  const toggleBy = (caller: Caller, fingerprint = 'toggle coding') => ({
    caller,
    call: {
      action: { do: 'toggle', ...coding } as const,
      manner: { source: 'NFC' as const, isTap: true },
      fingerprint,
    },
  });

  it('of one category start it, switch to it and stop it', async () => {
    const { caller, taps, clock, slices } = await makeTaps();
    const toggle = async (category: string) => {
      clock.now += minuteMs;
      const action = { do: 'toggle', dimension: 'PRIMARY', category } as const;
      const call = { ...toggleBy(caller, `toggle ${category}`).call, action };
      return done(await taps.verbs.callVerb(caller, call)).action;
    };
    expect(await toggle('Coding')).toBe('started');
    expect(await toggle('Email')).toBe('started');
    expect(await toggle('EMAIL')).toBe('stopped');
    expect(drawn(await slices())).toEqual(['Coding 1-2', 'Email 2-3']);
  });

  it('answers two that arrive at the same moment as one', async () => {
    const { caller, taps, parts, slices } = await makeTaps();
    const other = createTapServices({ ...parts, database: await given.reopen() });
    const { call } = toggleBy(caller);
    const [one, two] = await Promise.all([
      taps.verbs.callVerb(caller, call),
      other.verbs.callVerb(caller, call),
    ]);
    const told = [one, two].map((result) => {
      const { action, changeId, slice } = done(result);
      return { action, changeId, id: slice?.id };
    });
    expect(told[0]).toEqual(told[1]);
    expect(drawn(await slices())).toEqual(['Coding 0-…']);
  });

  it.each([
    { gap: 2, actions: ['started', 'started'], left: ['Coding 0-…'], reason: 'a double fire' },
    { gap: 5, actions: ['started', 'undone'], left: [], reason: 'a mistake taken back' },
    { gap: 60, actions: ['started', 'stopped'], left: ['Coding 0-1'], reason: 'a stop' },
  ])('takes a second tap after $gap s for $reason', async ({ gap, actions, left }) => {
    const { fire, slices } = await makeTaps();
    expect([await fire('tap', 0), await fire('tap', gap * second)]).toEqual(actions);
    expect(drawn(await slices())).toEqual(left);
  });

  it('brings back what ran when a tap is taken back', async () => {
    const { fire, slices, startAt } = await makeTaps();
    await startAt(morning - minuteMs, 'Reading');
    await fire('tap', 0);
    await fire('tap', 6 * second);
    expect(drawn(await slices())).toEqual(['Reading -1-…']);
  });

  it('stops where something else has built on what it would take back', async () => {
    const { fire, slices, engine, caller, clock } = await makeTaps();
    await fire('tap', 0);
    clock.now += 2000;
    const [slice] = await slices();
    done(await engine.editSlice(caller, { sliceId: slice?.id ?? '', note: 'mine' }));
    expect(await fire('tap', 6 * second)).toBe('stopped');
    expect(drawn(await slices())).toEqual(['Coding 0-0.1']);
  });

  it('knows a tap again that a phone ahead of our clock tells twice', async () => {
    const { fire, slices } = await makeTaps();
    expect(await fire('tap', 0, 30 * second)).toBe('started');
    expect(await fire('tap', 5, 30 * second)).toBe('started');
    expect(drawn(await slices())).toEqual(['Coding 0-…']);
  });

  it('measures by when taps were made: both of a pair come an hour late', async () => {
    const { fire, slices } = await makeTaps();
    expect(await fire('tap', 60, 10 + 2 * second)).toBe('started');
    expect(await fire('tap', 61, 10)).toBe('started');
    expect(drawn(await slices())).toEqual([`Coding ${10 + 2 / 60}-…`]);
  });

  it.each<{ reason: string; taps: (readonly ['on' | 'off' | 'tap', number])[]; left: string[] }>([
    {
      reason: 'an off overtakes its on',
      taps: [
        ['off', 20],
        ['on', 0],
      ],
      left: ['Coding 0-20', 'Deep Work 0-20'],
    },
    {
      reason: 'the second half of a morning comes first',
      taps: [
        ['on', 30],
        ['off', 40],
        ['off', 20],
        ['on', 0],
      ],
      left: ['Coding 0-20', 'Deep Work 0-20', 'Coding 30-40', 'Deep Work 30-40'],
    },
    {
      reason: 'an off comes after the on that followed it',
      taps: [
        ['on', 0],
        ['on', 30],
        ['off', 40],
        ['off', 20],
      ],
      left: ['Coding 0-20', 'Deep Work 0-20', 'Coding 30-40', 'Deep Work 30-40'],
    },
    {
      reason: 'toggles come backwards',
      taps: [
        ['tap', 40],
        ['tap', 20],
        ['tap', 10],
      ],
      left: ['Coding 10-20', 'Coding 40-…'],
    },
    {
      reason: 'the first of two toggles comes last',
      taps: [
        ['tap', 30],
        ['tap', 0],
      ],
      left: ['Coding 0-30'],
    },
  ])('leaves the history of the order in which they were made: $reason', async ({ taps, left }) => {
    const { fire, slices } = await makeTaps();
    for (const [state, at] of taps) await fire(state, 60, at);
    const shown = drawn(await slices());
    expect(shown.toSorted()).toEqual(left.toSorted());
  });

  it('writes nothing where a late tap is refused', async () => {
    const { fire, slices, engine, caller, clock } = await makeTaps();
    clock.now = morning + 5 * minuteMs;
    const { slice } = done(await engine.startSlice(caller, reading));
    clock.now = morning + 20 * minuteMs;
    done(await engine.stopSlice(caller, reading));
    done(await engine.editSlice(caller, { sliceId: slice.id, isLocked: true }));
    await fire('tap', 30);
    const before = await slices();
    await expect(fire('tap', 40, 10)).rejects.toThrow(/slice_locked/);
    expect(await slices()).toEqual(before);
  });

  it('counts on, off and on within three seconds as three', async () => {
    const { fire, slices } = await makeTaps();
    await fire('on', 0);
    await fire('off', second);
    await fire('on', 2 * second);
    const open = (await slices()).filter((slice) => slice.endAt === null);
    expect(open.map(({ category }) => category).toSorted()).toEqual(['Coding', 'Deep Work']);
  });

  it('ends no slice that another began, nor one that was going when it went on', async () => {
    const { fire, slices, startAt, engine, caller, clock } = await makeTaps();
    await startAt(morning - minuteMs, 'Coding');
    await fire('on', 0);
    await fire('off', 10);
    expect(drawn(await slices())).toEqual(['Coding -1-…', 'Deep Work 0-10']);
    await fire('on', 20);
    clock.now = morning + 25 * minuteMs;
    done(await engine.startSlice(caller, reading));
    await fire('off', 30);
    expect(drawn(await slices())).toEqual([
      'Coding -1-25',
      'Deep Work 0-10',
      'Deep Work 20-30',
      'Reading 25-…',
    ]);
  });

  it('goes on with what ran when it is on again within its hysteresis', async () => {
    const { fire, slices } = await makeTaps({ hysteresisSeconds: 60 });
    await fire('on', 0);
    await fire('off', 20);
    expect(await fire('on', 20.5)).toBe('resumed');
    expect(drawn(await slices()).toSorted()).toEqual(['Coding 0-…', 'Deep Work 0-…']);
    await fire('off', 30);
    expect(await fire('on', 32)).toBe('started');
    expect((await slices()).filter(({ category }) => category === 'Coding')).toHaveLength(2);
  });

  it('makes no negative time when our clock steps back an hour between taps', async () => {
    const { fire, slices } = await makeTaps();
    await fire('on', 60);
    await fire('off', 0);
    for (const { startAt, endAt } of await slices()) expect(endAt).toBe(startAt);
    await fire('on', 5);
    const open = (await slices()).filter((slice) => slice.endAt === null);
    expect(open).toHaveLength(2);
  });

  it('takes a tap of one token for no double of another', async () => {
    const { caller, taps, slices, clock } = await makeTaps();
    done(await taps.verbs.callVerb(caller, toggleBy(caller).call));
    clock.now += 1000;
    done(await taps.verbs.callVerb(caller, toggleBy(caller, 'another body').call));
    expect((await slices())[0]?.endAt).toBe(clock.now);
  });

  it('takes a program at its word', async () => {
    const { caller, taps } = await makeTaps();
    const manner = { source: 'API' as const, isTap: false };
    const call = { ...toggleBy(caller).call, manner };
    const first = done(await taps.verbs.callVerb(caller, call));
    const second = done(await taps.verbs.callVerb(caller, call));
    expect([first.action, second.action]).toEqual(['started', 'stopped']);
  });

  it('keeps a pause when the file is taken anew, and keeps no tap of that time', async () => {
    const { taps, caller, fire } = await makeTaps();
    const input = { name: 'Work', kind: 'FOCUS' as const, definition: focus };
    const pause = async (isPaused: boolean) => {
      const change = { newName: undefined, kind: undefined, definition: {}, isPaused };
      done(await taps.triggers.patch(caller, { name: 'Work', ...change }));
    };
    await pause(true);
    await taps.triggers.takeFile(caller.accountId, [input]);
    expect(await fire('on', 0)).toBe('held');
    await pause(false);
    expect(await fire('on', second)).toBe('started');
  });

  it('taps as a tag, whose name the journal tells', async () => {
    const { caller, taps, engine } = await makeTaps();
    const trigger = await taps.triggers.find(caller.accountId, 'Work');
    const path = trigger && (await taps.tags.pathOf(trigger));
    const found = await taps.tags.find(path?.replace('/t/', '') ?? '');
    expect(found?.name).toBe('Work');
    const { slice } = done(await taps.tags.tap(found ?? expect.fail('no tag'), undefined));
    const why = await engine.why(caller.accountId, slice?.id ?? '');
    expect(why?.began).toMatchObject({
      command: 'toggle',
      tokenName: 'tags',
      cause: 'trigger:Work',
    });
    expect(why?.ended).toBeNull();
  });
});
