/**
 * The engine and its projection over a sandbox Toggl, on a clock that tests turn: real store, real
 * services, real client. Only time, chance and the wire are stand-ins.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Dimension } from '../../../core/engine/slice.ts';
import { placeMigratedFile } from '../../../simulation/migratedFile.ts';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import type { Transport } from '../../../toggl/transport.ts';
import { type ScriptedFaults, scriptedFaults } from '../../../toggl-sandbox/faults.ts';
import { createHuman } from '../../../toggl-sandbox/human.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import type { TogglImports } from '../../src/services/history/togglImports.ts';
import { findImport } from '../../src/store/togglImports.ts';
import { done, makeCaller, morning } from './engineWorld.ts';
import { createExchangeLog } from './exchangeLog.ts';
import { type ProgramOptions, startProgram } from './rigProgram.ts';

type SandboxOptions = Partial<Parameters<typeof createSandbox>[0]>;

type ImportRequest = Parameters<TogglImports['request']>[1];

type RigOptions = ProgramOptions &
  Readonly<{
    sandbox?: SandboxOptions;
    latencyMs?: number;
    /** What Toggl holds before anything is connected. */
    seed?: Parameters<ReturnType<typeof createSandbox>['seed']>[0];
    /** Struck from the first call on, which `faults` of the rig is too late for. */
    failing?: Parameters<ScriptedFaults['add']>[0];
    /** Stands between the program and its database, to fail a commit. */
    throughDatabase?: (database: Database) => Database;
  }>;

export type Rig = Awaited<ReturnType<typeof makeRig>>;

export async function makeRig(options: RigOptions = {}) {
  const time = createVirtualTime(morning);
  const sandbox = createSandbox({ now: time.now, random: () => 0.5, ...options.sandbox });
  sandbox.seed(options.seed ?? {});
  const faults = scriptedFaults();
  if (options.failing !== undefined) faults.add(options.failing);
  const outage = { isOn: false };
  const { folder, database } = await openRigDatabase(options);
  const caller = await makeCaller(database);
  const wire = { inFlight: 0 };
  const exchanges = createExchangeLog({ now: time.now });
  const toSandbox = createInProcessTransport({
    sandbox,
    faults: { next: (request) => (outage.isOn ? 'unreachable' : faults.next(request)) },
    timers: time.timers,
    latencyMs: options.latencyMs ?? 0,
  });
  const transport = counted(exchanges.through(toSandbox), wire);
  const start = (changes: Partial<RigOptions> = {}) =>
    startProgram({ database, caller, transport, time, options: { ...options, ...changes } });
  let program = start();
  const settle = () => comeToRest(program.wakeup.whenIdle, wire);
  await settle();
  const advance = (ms: number) => time.advanceTo(time.now() + ms, settle);
  const person = { program: () => program, database, caller, exchanges, settle, advance };
  return {
    time,
    sandbox,
    faults,
    outage,
    database,
    caller,
    human: createHuman({ sandbox }),
    settle,
    advance,
    status: () => program.projection.status(caller.accountId),
    warnings: () => program.warnings.list(caller.accountId),
    calls: async () => (await program.projection.calls(caller.accountId, 1000)).toReversed(),
    commands: () => program.commands,
    dayClose: () => program.dayClose,
    engine: () => program.engine,
    imports: () => program.imports,
    /** What was announced of imports since the program started. */
    events: () => program.events,
    ...personActs(person),
    /** What of ours Toggl shows, oldest first, in seconds after the morning. */
    shown: () => shownEntries(sandbox),
    /** The process dies where it stands; another one starts on the same file, set up like it. */
    crashAndRestart: async (changes: Pick<RigOptions, 'tokenHash' | 'workspaceId'> = {}) => {
      await program.kill();
      program = start(changes);
      await settle();
    },
    exchanges,
    close: async () => {
      await program.wakeup.stop();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Person = Readonly<{
  program: () => ReturnType<typeof startProgram>;
  database: Database;
  caller: Awaited<ReturnType<typeof makeCaller>>;
  exchanges: ReturnType<typeof createExchangeLog>;
  settle: () => Promise<void>;
  advance: (ms: number) => Promise<void>;
}>;

function personActs({ program, database, caller, exchanges, settle, advance }: Person) {
  return {
    /** Asked for, and what came of it once nothing more can be read. */
    import: async (input: Partial<ImportRequest> = {}) => {
      const asked = { dryRun: false, ...input };
      const { importId } = done(await program().commands.importToggl(caller, asked));
      await settle();
      return findImport(database.reader, caller.accountId, importId);
    },
    /** The methods of the calls from here until so long after it was done. */
    callsOf: async (act: () => Promise<unknown>, afterMs = 60_000) => {
      const before = exchanges.calls.length;
      await act();
      await advance(afterMs);
      return exchanges.calls.slice(before).map(({ method }) => method);
    },
    /** The one question that is open, where there is no other. */
    onlyWarning: async () => {
      const [warning, ...others] = await program().warnings.list(caller.accountId);
      if (warning !== undefined && others.length === 0) return warning;
      const count = warning === undefined ? 0 : others.length + 1;
      throw new Error(`One warning is expected to be open, and there are ${count}.`);
    },
    start: async (category: string, dimension: Dimension = 'PRIMARY', at?: string) =>
      done(await program().commands.startSlice(caller, { dimension, category, at })).slice,
    stop: async (dimension: Dimension = 'PRIMARY', at?: string) =>
      done(await program().commands.stopSlice(caller, { dimension, at })).slice,
  };
}

async function openRigDatabase({ throughDatabase = same }: RigOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'compass-rig-'));
  const path = join(folder, 'compass.db');
  await placeMigratedFile(path);
  const database = throughDatabase(await openDatabase(`file:${path}`));
  return { folder, database };
}

function same(database: Database): Database {
  return database;
}

/** Counts calls that wait for an answer: they wait for the clock, so the program is at rest. */
function counted(transport: Transport, wire: { inFlight: number }): Transport {
  return async (request) => {
    wire.inFlight += 1;
    try {
      return await transport(request);
    } finally {
      wire.inFlight -= 1;
    }
  };
}

/** Lets what was begun and nobody waits for go on: a request of the night, say. */
export function oneTurn(): Promise<void> {
  return turn();
}

async function comeToRest(
  whenIdle: () => Promise<void>,
  wire: Readonly<{ inFlight: number }>,
): Promise<void> {
  let isIdle = false;
  const idle = whenIdle().finally(() => {
    isIdle = true;
  });
  // A fault fails the test that waits here, at once, and not as a rejection that nobody awaits.
  idle.catch(() => {});
  do {
    await turn();
    await turn();
  } while (!isIdle && wire.inFlight === 0);
  await turn();
  if (isIdle) await idle;
}

type Shown = Readonly<{
  description: string;
  start: number;
  stop: number | null;
  tags: readonly string[];
}>;

function shownEntries(sandbox: ReturnType<typeof createSandbox>): Shown[] {
  const second = (at: number) => Math.floor(at / 1000) - morning / 1000;
  return sandbox
    .entries()
    .filter((entry) => entry.deletedAt === null)
    .map((entry) => ({
      description: entry.description ?? '',
      start: second(entry.startSecond * 1000),
      stop: entry.stopSecond === null ? null : second(entry.stopSecond * 1000),
      tags: [...entry.tags].sort(),
    }))
    .sort((left, right) => left.start - right.start);
}
