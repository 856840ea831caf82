/**
 * Keeps the program running: starts it, lets it come to rest between two steps of the clock,
 * restarts it in good order, and starts it anew some time after a death.
 *
 * Invariant: at most one program lives; a dead one has let go of the file before the next opens it.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Program } from './program.ts';
import type { VirtualTime } from './virtualTime.ts';
import type { Wire } from './wire.ts';

type Keeper = Readonly<{
  program(): Program;
  /** At rest: nothing is due before the clock moves, or a call waits for the clock. */
  settle(): Promise<void>;
  /** As SIGTERM and a start. */
  restart(): Promise<void>;
  close(): Promise<void>;
}>;

type KeeperOptions = Readonly<{
  start: (onEnd: () => void) => Promise<Program>;
  time: VirtualTime;
  wire: Wire;
  /** How long the program stays away after a death. */
  downtimeMs: () => number;
  note: (event: string) => void;
  onRestart: () => void;
  find: (checker: string, text: string) => void;
}>;

/** A call in flight ends within its time-out, and a stop waits for it. */
const longestStopMs = 40_000;
const stopStepMs = 200;

export async function createKeeper(options: KeeperOptions): Promise<Keeper> {
  const { time, wire, note } = options;
  const state = { restartAt: 0 };
  const start = () =>
    options.start(() => {
      note('the program died');
      const downtimeMs = options.downtimeMs();
      state.restartAt = time.now() + downtimeMs;
      // So that the clock stops there, and the program is looked after.
      time.timers.after(downtimeMs, () => {});
    });
  let program = await start();
  const settle = async (): Promise<void> => {
    await comeToRest(program, wire);
    if (!program.life.isOver() || time.now() < state.restartAt) return;
    await program.bury();
    program = await start();
    note('the program started again');
    options.onRestart();
    return settle();
  };
  await settle();
  return {
    program: () => program,
    settle,
    restart: async () => {
      const hasStopped = await isStopped(program, time);
      // A planned death may strike while it stops: then nothing is left to be stopped.
      if (!hasStopped && program.life.isOver()) await program.bury();
      else if (!hasStopped) {
        options.find('restart', `Not stopped ${longestStopMs / 1000} s after SIGTERM.`);
      }
      program = await start();
      note('the program was restarted');
      options.onRestart();
      await settle();
    },
    close: async () => {
      program.life.end();
      await comeToRest(program, wire);
      await program.bury();
    },
  };
}

async function isStopped(program: Program, time: VirtualTime): Promise<boolean> {
  const state = { isStopped: false };
  void program.stop().then(() => {
    state.isStopped = true;
  });
  const fewTurns = async () => {
    for (let turns = 0; turns < 4; turns += 1) await turn();
  };
  for (let waitedMs = 0; waitedMs < longestStopMs; waitedMs += stopStepMs) {
    await time.advanceTo(time.now() + stopStepMs, fewTurns);
    if (state.isStopped) return true;
  }
  return false;
}

async function comeToRest(program: Program, wire: Wire): Promise<void> {
  const state = { isIdle: false };
  void program.whenProjected().then(() => {
    state.isIdle = true;
  });
  do {
    await turn();
    await turn();
  } while (!state.isIdle && wire.inFlight() === 0 && !program.life.isOver());
  await turn();
}
