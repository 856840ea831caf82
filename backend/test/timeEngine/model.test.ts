import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import {
  afterCommand,
  drawnModel,
  emptyModel,
  type Model,
  type ModelCommand,
  modelDimensions,
} from '../support/engineModel.ts';
import {
  drawn,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
} from '../support/engineWorld.ts';

const dimension = fc.constantFrom(...modelDimensions);
const minutesAgo = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }));
const category = fc.constantFrom('Coding', 'Email', 'Lunch');
const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('start'), dimension, category, minutesAgo }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stop'), dimension, minutesAgo }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo') }) },
);
const commands = fc.array(command, { minLength: 5, maxLength: 30 });

describeEachDatabase('any sequence of commands', (given) => {
  it('leaves in the database what a plain model of history says', async () => {
    const check = fc.asyncProperty(commands, async (sequence) => {
      const world = await makeEngineWorld(given.database());
      let model = emptyModel;
      for (const [position, next] of sequence.entries()) {
        // Two minutes a step: a start that is late by an odd number falls between two others.
        const now = 100 + 2 * position;
        world.clock.now = morning + now * minuteMs;
        const expected = afterCommand(model, next, now);
        const result = await run(world, next);
        expect(result.kind).toBe(expected === null ? 'refused' : 'done');
        model = expected ?? model;
        await expectSame(world, model);
      }
    });
    await fc.assert(check, { numRuns: 12 });
  });
});

function run({ engine, caller }: EngineWorld, given: ModelCommand) {
  if (given.kind === 'undo') return engine.undoChange(caller, {});
  const { dimension } = given;
  const at = given.minutesAgo === 0 ? undefined : `-${given.minutesAgo}m`;
  return given.kind === 'start'
    ? engine.startSlice(caller, { dimension, category: given.category, at })
    : engine.stopSlice(caller, { dimension, at });
}

async function expectSame(world: EngineWorld, model: Model): Promise<void> {
  const slices = await world.slices();
  for (const dimension of modelDimensions) {
    const own = slices.filter((slice) => slice.dimension === dimension);
    expect(drawn(own)).toEqual(drawnModel(model, dimension));
  }
}
