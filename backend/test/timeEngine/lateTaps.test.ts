/** Taps of several triggers and tokens that arrive in another order than they were made in. */
import { expect, it } from 'vitest';
import type { TriggerAction } from '../../../core/automations/trigger.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
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

const triggers: Readonly<Record<string, Readonly<{ on?: TriggerAction; tap?: TriggerAction }>>> = {
  Work: { on: { do: 'start', ...coding, also: [deepWork] } },
  Read: { on: { do: 'start', ...reading } },
  Desk: { tap: { do: 'toggle', ...coding } },
  Bed: { tap: { do: 'stop', dimension: 'PRIMARY' } },
};

type Tap = readonly [what: string, state: 'on' | 'off' | 'tap' | 'stop-if' | 'switch', at: number];

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
    const tap = async ([what, state, minute]: Tap) => {
      const at = new Date(morning + minute * minuteMs).toISOString();
      if (state === 'on' || state === 'off' || state === 'tap') {
        return done(await taps.triggers.fireTrigger(caller, { name: what, state, at }));
      }
      const action = { do: state, dimension: 'PRIMARY', category: what } as const;
      const manner = { source: 'NFC', isTap: true } as const;
      const call = { action, manner, fingerprint: `${state} ${what}`, at };
      return done(await taps.verbs.callVerb(caller, call));
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
    const inOrder = row.arriving.toSorted(([, , a], [, , b]) => a - b);
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

  it('leave a journal that names who made each', async () => {
    const { tap, slices, engine, caller } = await makePhone();
    await tap(['Desk', 'tap', 20]);
    await tap(['Read', 'on', 10]);
    const begun = (await slices()).filter(({ endAt }) => endAt === null);
    const why = await engine.why(caller.accountId, begun[0]?.id ?? '');
    expect(why?.began).toMatchObject({ command: 'toggle', cause: 'trigger:Desk' });
  });
});
