/**
 * Sixteen commands, one a minute, the same in every run, for the loops that fail one commit
 * or one call of it after another. Each command carries a key and is repeated once when its answer
 * does not come, as a careful client does. What Toggl shows in the end stands here as a table, not
 * worked out by the code under test.
 */
import { expect } from 'vitest';
import type { Dimension } from '../../../core/engine/slice.ts';
import type { CommandResult, Done, Idempotency } from '../../src/services/engineCommand.ts';
import { morning } from '../support/engineWorld.ts';
import type { Rig } from '../support/projectionRig.ts';

const minuteMs = 60_000;
/** An empty bucket is full again within the hour; what waited for it follows. */
const minutesUntilSettled = 150;

/** Seconds after the day's begin. `stopTolerance` is 1 where Toggl chose the stop itself. */
const wantedInTheEnd = [
  { description: 'Coding', start: 10, stop: 100, stopTolerance: 0, tags: ['compass', 'deep-work'] },
  { description: 'Reading', start: 120, stop: 360, stopTolerance: 1, tags: ['compass'] },
  { description: 'Calls', start: 480, stop: 630, stopTolerance: 1, tags: ['compass'] },
  { description: 'Break', start: 630, stop: 840, stopTolerance: 1, tags: ['compass'] },
  { description: 'Planning', start: 840, stop: 900, stopTolerance: 1, tags: ['compass'] },
] as const;

export type Hooks = Readonly<{
  beforeEach?: () => Promise<void>;
  /** Called where a command threw instead of answering, before it is repeated. */
  onUnanswered?: (fault: unknown) => Promise<void>;
}>;

/** Runs the day to its end, one command a minute; answers the instant at which it began. */
export async function runScenario(rig: Rig, hooks: Hooks = {}): Promise<number> {
  const { caller } = rig;
  const beganAt = await whenConnected(rig);
  const run = commandsOf(rig, hooks);
  const start = (category: string, dimension: Dimension = 'PRIMARY', at?: string) =>
    run((key: Key<{ slice: { id: string } }>) =>
      rig.commands().startSlice(caller, { dimension, category, at }, key),
    );
  const stop = (dimension: Dimension) =>
    run((key: Key<object>) => rig.commands().stopSlice(caller, { dimension }, key));
  const edit = (input: Parameters<ReturnType<Rig['commands']>['editSlice']>[1]) =>
    run((key: Key<object>) => rig.commands().editSlice(caller, input, key));

  const undo = () => run((key: Key<object>) => rig.commands().undoChange(caller, {}, key));

  const coding = await start('Coding');
  await start('Deep Work', 'WORK_MODE');
  const writing = await start('Writing');
  await edit({ sliceId: writing.slice.id, category: 'Reading' });
  await start('Admin', 'WORK_MODE');
  await stop('WORK_MODE');
  await stop('PRIMARY');
  const [startAt, endAt] = [beganAt + 10_000, beganAt + 100_000];
  await edit({ sliceId: coding.slice.id, startAt, endAt });
  const calls = await start('Calls');
  await run((key: Key<object>) =>
    rig.commands().deleteSlice(caller, { sliceId: calls.slice.id }, key),
  );
  await undo();
  await start('Break', 'PRIMARY', '-30s');
  await stop('PRIMARY');
  await undo();
  await start('Planning');
  await stop('PRIMARY');
  return beganAt;
}

/** What is closed before Toggl is connected stays out of it, so the day waits for that. */
export async function whenConnected(rig: Rig): Promise<number> {
  while (!(await rig.status()).connected) await rig.advance(minuteMs);
  return rig.time.now();
}

export type Key<Value> = Idempotency<Value>;

export function commandsOf(rig: Rig, { beforeEach, onUnanswered }: Hooks) {
  let sent = 0;
  return async <Value>(
    send: (key: Key<Value>) => Promise<CommandResult<Value>>,
  ): Promise<Value> => {
    sent += 1;
    const reply = (done: Done<Value>) => ({ status: 200, body: done });
    const key = { key: `command ${sent}`, requestHash: `request ${sent}`, reply };
    await beforeEach?.();
    const result = await send(key).catch(async (fault: unknown) => {
      await onUnanswered?.(fault);
      return send(key);
    });
    await rig.advance(minuteMs);
    return answerOf(result);
  };
}

function answerOf<Value>(result: CommandResult<Value>): Value {
  switch (result.kind) {
    case 'done':
      return result;
    case 'remembered':
      return result.body as Value;
    case 'refused':
      return expect.fail(`A command was refused: ${result.refusal.message}`);
  }
}

/** Lets time pass until nothing is pending, then compares Toggl with the table, entry by entry. */
export async function expectConverged(
  rig: Rig,
  { beganAt, failure }: Readonly<{ beganAt: number; failure: string }>,
): Promise<void> {
  for (let minute = 0; minute < minutesUntilSettled; minute += 1) {
    await rig.advance(minuteMs);
    if ((await rig.status()).pending === 0) break;
  }
  await rig.advance(2 * minuteMs);
  expect(await rig.status(), failure).toMatchObject({ pending: 0, held: 0, parked: 0 });
  const beganSecond = (beganAt - morning) / 1000;
  const shown = rig.shown().map(({ start, stop, ...entry }) => {
    return {
      ...entry,
      start: start - beganSecond,
      stop: stop === null ? null : stop - beganSecond,
    };
  });
  const wanted = wantedInTheEnd.map(({ stopTolerance, stop, ...entry }, index) => {
    const lateSeconds = (shown[index]?.stop ?? 0) - stop;
    const isLate = lateSeconds > 0 && lateSeconds <= stopTolerance;
    return { ...entry, stop: isLate ? stop + lateSeconds : stop };
  });
  expect(shown, failure).toEqual(wanted);
  expect(await rig.warnings(), failure).toEqual([]);
}
