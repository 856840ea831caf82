/** Taps of several triggers and tokens that arrive in another order than they were made in. */
import { expect, it } from 'vitest';
import type { TriggerAction } from '../../../core/automations/trigger.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  drawn,
  makeCaller,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
} from '../support/engineWorld.ts';

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const reading = { dimension: 'PRIMARY', category: 'Reading' } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;

const triggers: Readonly<Record<string, Readonly<{ on?: TriggerAction; tap?: TriggerAction }>>> = {
  Work: { on: { do: 'start', ...coding, also: [deepWork] } },
  Read: { on: { do: 'start', ...reading } },
  Desk: { tap: { do: 'toggle', ...coding } },
  Bed: { tap: { do: 'stop', dimension: 'PRIMARY' } },
};

type Tap = readonly [
  what: string,
  state: 'on' | 'off' | 'tap' | 'stop-if' | 'switch' | 'start-if-none',
  at: number | 'last-stop',
];

const atMinute = (minute: number) => new Date(morning + minute * minuteMs).toISOString();

describeEachDatabase('late taps', (given) => {
  async function makePhone() {
    const world = await makeEngineWorld(given.database());
    const { caller, clock } = world;
    const now = () => clock.now;
    const database = given.database();
    const taps = createTapServices({ database, now, newId: newTestId, newSecret: newTestId });
    for (const [name, actions] of Object.entries(triggers)) {
      const definition = {
        ...{ on: null, off: null, tap: null, ...actions },
        ...{ doubleFireSeconds: 3, undoWithinSeconds: 10, hysteresisSeconds: 0, isInstant: false },
      };
      done(await taps.triggers.create(caller, { name, kind: 'NFC', definition }));
    }
    const tap = async ([what, state, minute]: Tap, by = caller) => {
      const at = minute === 'last-stop' ? minute : atMinute(minute);
      if (state === 'on' || state === 'off' || state === 'tap') {
        return done(await taps.triggers.fireTrigger(by, { name: what, state, at }));
      }
      const action = { do: state, dimension: 'PRIMARY', category: what } as const;
      const manner = { source: 'NFC', isTap: true } as const;
      const call = { action, manner, fingerprint: `${state} ${what}`, at };
      return done(await taps.verbs.callVerb(by, call));
    };
    clock.now = morning + 60 * minuteMs;
    return { ...world, taps, tap };
  }

  type Row = Readonly<{ reason: string; arriving: readonly Tap[]; left: readonly string[] }>;
  const rows: readonly Row[] = [
    {
      reason: 'a toggle meant a start, not a stop',
      arriving: [
        ['Desk', 'tap', 0],
        ['Desk', 'tap', 20],
        ['Read', 'on', 10],
      ],
      left: ['Coding 0-10', 'Coding 20-…', 'Reading 10-20'],
    },
    {
      reason: 'what ran already had been ended in between',
      arriving: [
        ['Coding', 'switch', 0],
        ['Coding', 'switch', 20],
        ['Read', 'on', 10],
      ],
      left: ['Coding 0-10', 'Coding 20-…', 'Reading 10-20'],
    },
    {
      reason: 'a stop comes before what it stops',
      arriving: [
        ['Coding', 'stop-if', 20],
        ['Desk', 'tap', 0],
      ],
      left: ['Coding 0-20'],
    },
    {
      reason: 'a tag that ends whatever runs comes before what it ends',
      arriving: [
        ['Bed', 'tap', 20],
        ['Desk', 'tap', 0],
      ],
      left: ['Coding 0-20'],
    },
    {
      reason: 'a Focus had begun what a tag is tapped for',
      arriving: [
        ['Desk', 'tap', 20],
        ['Work', 'off', 30],
        ['Work', 'on', 0],
      ],
      left: ['Coding 0-20', 'Deep Work 0-30'],
    },
    {
      reason: 'a mistake that was taken back had replaced something else',
      arriving: [
        ['Desk', 'tap', 20],
        ['Desk', 'tap', 20.1],
        ['Read', 'on', 10],
      ],
      left: ['Reading 10-…'],
    },
    {
      reason: 'a whole hour comes backwards',
      arriving: [
        ['Desk', 'tap', 50],
        ['Read', 'off', 45],
        ['Coding', 'switch', 40],
        ['Work', 'off', 35],
        ['Read', 'on', 30],
        ['Desk', 'tap', 20],
        ['Work', 'on', 10],
        ['Reading', 'switch', 0],
      ],
      left: ['Coding 10-20', 'Coding 40-50', 'Deep Work 10-35', 'Reading 0-10', 'Reading 30-40'],
    },
  ];
  it.each(rows)('end in the history of the order they were made in: $reason', async (row) => {
    const { tap, slices } = await makePhone();
    for (const one of row.arriving) await tap(one);
    expect(drawn(await slices()).toSorted()).toEqual(row.left);
  });

  it.each(rows)('leave the same as those that were never late: $reason', async (row) => {
    const { tap, slices } = await makePhone();
    const inOrder = row.arriving.toSorted(([, , a], [, , b]) => Number(a) - Number(b));
    for (const one of inOrder) await tap(one);
    expect(drawn(await slices()).toSorted()).toEqual(row.left);
  });

  it('are put where they say, and touch nothing else, where a person built on one', async () => {
    const { tap, slices, engine, caller } = await makePhone();
    await tap(['Desk', 'tap', 0]);
    await tap(['Desk', 'tap', 20]);
    const [slice] = await slices();
    done(await engine.editSlice(caller, { sliceId: slice?.id ?? '', note: 'mine' }));
    await tap(['Read', 'on', 10]);
    expect(drawn(await slices()).toSorted()).toEqual(['Coding 0-10', 'Reading 10-…']);
  });

  it('are put where they say when the trigger of a later one is gone', async () => {
    const { tap, taps, slices, caller } = await makePhone();
    await tap(['Desk', 'tap', 0]);
    await tap(['Desk', 'tap', 20]);
    done(await taps.triggers.remove(caller, { name: 'Desk' }));
    await tap(['Read', 'on', 10]);
    expect(drawn(await slices()).toSorted()).toEqual(['Coding 0-10', 'Reading 10-…']);
  });

  const fromLastStop: readonly Readonly<{ reason: string; tapped: Tap }>[] = [
    { reason: 'of a token', tapped: ['Coding', 'switch', 'last-stop'] },
    { reason: 'of a trigger', tapped: ['Work', 'on', 'last-stop'] },
  ];
  it.each(fromLastStop)('leave what began at the last stop there: $reason', async (row) => {
    const { tap, slices, clock } = await makePhone();
    await tap(['Reading', 'switch', 0]);
    await tap(['Reading', 'stop-if', 10]);
    clock.now = morning + 40 * minuteMs;
    await tap(row.tapped);
    clock.now = morning + 60 * minuteMs;
    await tap(['Gaming', 'stop-if', 30]);
    const primary = (await slices()).filter(({ dimension }) => dimension === 'PRIMARY');
    expect(drawn(primary)).toEqual(['Reading 0-10', 'Coding 10-…']);
  });

  it('let a later one begin at the last stop before it was made, at none since', async () => {
    const { tap, slices, clock, engine, caller } = await makePhone();
    await tap(['Gaming', 'switch', 0]);
    await tap(['Reading', 'switch', 5]);
    clock.now = morning + 20 * minuteMs;
    await tap(['Coding', 'start-if-none', 'last-stop']);
    clock.now = morning + 60 * minuteMs;
    const byHand = { dimension: 'PRIMARY', category: 'Cooking' } as const;
    done(await engine.startSlice(caller, { ...byHand, at: atMinute(40) }));
    done(await engine.stopSlice(caller, { dimension: 'PRIMARY', at: atMinute(45) }));
    await tap(['Reading', 'stop-if', 15]);
    expect(drawn(await slices())).toEqual([
      'Gaming 0-5',
      'Reading 5-15',
      'Coding 15-40',
      'Cooking 40-45',
    ]);
  });

  it('leave a journal that names who made each', async () => {
    const { tap, slices, engine, caller } = await makePhone();
    const other = { ...caller, tokenId: (await makeCaller(given.database())).tokenId };
    await tap(['Desk', 'tap', 20]);
    await tap(['Read', 'on', 10], other);
    const begun = (await slices()).filter(({ endAt }) => endAt === null);
    const why = await engine.why(caller.accountId, begun[0]?.id ?? '');
    expect(why?.began).toMatchObject({
      command: 'toggle',
      cause: 'trigger:Desk',
      tokenId: caller.tokenId,
    });
  });
});
