/**
 * The engine and its projection over a sandbox Toggl, on a clock that tests turn: real store, real
 * services, real client. Only time, chance and the wire are stand-ins.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Dimension } from '../../../core/engine/slice.ts';
import { rankBy } from '../../../core/health/sample.ts';
import type { HealthSending } from '../../../core/projection/desired.ts';
import type { EditPolicy } from '../../../core/projection/editPolicy.ts';
import { placeMigratedFile } from '../../../simulation/migratedFile.ts';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createTogglClient } from '../../../toggl/client.ts';
import type { Transport } from '../../../toggl/transport.ts';
import { type ScriptedFaults, scriptedFaults } from '../../../toggl-sandbox/faults.ts';
import { createHuman } from '../../../toggl-sandbox/human.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { createAccountProjection } from '../../src/projection/accountProjection.ts';
import { createGovernor } from '../../src/projection/governor.ts';
import { createWakeup } from '../../src/projection/wakeup.ts';
import { createCauses } from '../../src/services/automations/causes.ts';
import { createTapServices } from '../../src/services/automations/tapServices.ts';
import { createCategories } from '../../src/services/categories/categories.ts';
import { categoryUsers } from '../../src/services/categories/categoryUsers.ts';
import { createDayClose } from '../../src/services/closing/dayClose.ts';
import { createCommandThenNudge } from '../../src/services/commandThenNudge.ts';
import { createFavorites } from '../../src/services/engine/favorites.ts';
import { createTimeEngine, type TimeEngine } from '../../src/services/engine/timeEngine.ts';
import type { EngineParts } from '../../src/services/engineCommand.ts';
import { createFileImport } from '../../src/services/files/fileImport.ts';
import { createHealthSync } from '../../src/services/health/healthSync.ts';
import { createHistoryIntake } from '../../src/services/history/historyIntake.ts';
import type { ImportEvent } from '../../src/services/history/importEvent.ts';
import {
  createTogglImports,
  endUndoneImport,
  type TogglImports,
} from '../../src/services/history/togglImports.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { createTimeryEdits } from '../../src/services/toggl/timeryEdits.ts';
import { createAdoptRunning } from '../../src/services/toggl/togglAdopt.ts';
import { createTogglProjection } from '../../src/services/toggl/togglProjection.ts';
import { createTogglProjects } from '../../src/services/toggl/togglProjects.ts';
import { createTogglRefresh } from '../../src/services/toggl/togglRefresh.ts';
import { createTogglWarnings } from '../../src/services/toggl/togglWarnings.ts';
import { createAnswerAllWarnings } from '../../src/services/toggl/togglWarningsAll.ts';
import { findImport } from '../../src/store/togglImports.ts';
import { done, makeCaller, morning, newTestId } from './engineWorld.ts';
import { createExchangeLog } from './exchangeLog.ts';

type SandboxOptions = Partial<Parameters<typeof createSandbox>[0]>;

type ImportRequest = Parameters<TogglImports['request']>[1];

type RigOptions = Readonly<{
  sandbox?: SandboxOptions;
  latencyMs?: number;
  reserve?: number;
  workspaceId?: number;
  tokenHash?: string;
  timeryEdits?: EditPolicy;
  importOverrides?: 'on' | 'off';
  health?: HealthSending;
  /** What Toggl holds before anything is connected. */
  seed?: Parameters<ReturnType<typeof createSandbox>['seed']>[0];
  /** Struck from the first call on, which `faults` of the rig is too late for. */
  failing?: Parameters<ScriptedFaults['add']>[0];
  /** Stands between the program and its database, to fail a commit. */
  throughDatabase?: (database: Database) => Database;
  /** Told of what a look threw; without it, such a fault ends the test. */
  onFault?: (fault: unknown) => void;
}>;

const debounceMs = 10_000;

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
  return {
    time,
    sandbox,
    faults,
    outage,
    database,
    caller,
    human: createHuman({ sandbox }),
    settle,
    advance: (ms: number) => time.advanceTo(time.now() + ms, settle),
    status: () => program.projection.status(caller.accountId),
    warnings: () => program.warnings.list(caller.accountId),
    calls: async () => (await program.projection.calls(caller.accountId, 1000)).toReversed(),
    commands: () => program.commands,
    dayClose: () => program.dayClose,
    engine: () => program.engine,
    imports: () => program.imports,
    /** What was announced of imports since the program started. */
    events: () => program.events,
    /** Asked for, and what came of it once nothing more can be read. */
    import: async (input: Partial<ImportRequest> = {}) => {
      const asked = { dryRun: false, ...input };
      const { importId } = done(await program.commands.importToggl(caller, asked));
      await settle();
      return findImport(database.reader, caller.accountId, importId);
    },
    /** What of ours Toggl shows, oldest first, in seconds after the morning. */
    shown: () => shownEntries(sandbox),
    start: async (category: string, dimension: Dimension = 'PRIMARY', at?: string) =>
      done(await program.commands.startSlice(caller, { dimension, category, at })).slice,
    stop: async (dimension: Dimension = 'PRIMARY', at?: string) =>
      done(await program.commands.stopSlice(caller, { dimension, at })).slice,
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

async function openRigDatabase({ throughDatabase = same }: RigOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'compass-rig-'));
  const path = join(folder, 'compass.db');
  await placeMigratedFile(path);
  const database = throughDatabase(await openDatabase(`file:${path}`));
  return { folder, database };
}

type Program = Readonly<{
  database: Database;
  caller: Readonly<{ accountId: string; tokenId: string }>;
  transport: Transport;
  time: ReturnType<typeof createVirtualTime>;
  options: RigOptions;
}>;

function startProgram({ database: shared, caller, transport, time, options }: Program) {
  const { reserve = 5, workspaceId = null, tokenHash = 'hash of the token' } = options;
  const { now, timers } = time;
  const settings = { debounceMs, health: options.health ?? 'off' };
  const life = { isDead: false, writes: new Set<Promise<unknown>>() };
  const mortal = mortalTransport(transport, life);
  const database = mortalDatabase(shared, life);
  const client = createTogglClient({
    baseUrl: 'http://sandbox',
    token: 'sandbox-token',
    transport: mortal,
    now,
  });
  const log = { warn: () => {}, info: () => {} };
  const governor = createGovernor({
    client,
    reserve,
    now,
    random: () => 0.5,
    log,
    onSpent: () => {},
  });
  const account = createAccountProjection({
    accountId: caller.accountId,
    database,
    governor,
    now,
    newId: newTestId,
    reserve,
    ...settings,
    workspaceId,
    tokenHash,
    projectMaking: 'off',
  });
  const { onFault = thrown, timeryEdits: policy = 'ask' } = options;
  const parts = { database, now, newId: newTestId };
  const edits = createTimeryEdits({ ...parts, policy });
  const engine = createTimeEngine({ ...parts, groupUndone: endUndoneImport });
  const events: ImportEvent[] = [];
  const intake = createHistoryIntake({
    ...parts,
    overrides: options.importOverrides ?? 'on',
    announce: (event) => events.push(event),
  });
  const look = async () => {
    const looked = await account.look();
    const isNoted = await edits.takeIn(caller.accountId);
    const isTaken = await intake.takeIn(caller.accountId);
    return isNoted || isTaken ? { kind: 'again' as const } : looked;
  };
  const wakeup = createWakeup({ look, timers, now, onFault });
  const live = () => ({ projection: account, wakeup });
  const projection = createTogglProjection({
    database,
    now,
    ...settings,
    live,
    trouble: () => null,
  });
  const services = createServices({ ...parts, timers }, { engine, projection, wakeup });
  wakeup.nudge(0);
  const kill = async () => {
    life.isDead = true;
    void wakeup.stop();
    await Promise.allSettled(life.writes);
  };
  return { ...services, engine, events, projection, wakeup, kill };
}

type Below = Readonly<{
  engine: TimeEngine;
  projection: ReturnType<typeof createTogglProjection>;
  wakeup: Readonly<{ whenIdle: () => Promise<void> }>;
}>;

function createServices(
  { timers, ...parts }: EngineParts & Pick<ReturnType<typeof createVirtualTime>, 'timers'>,
  { engine, projection, wakeup }: Below,
) {
  const { mergePrice } = projection;
  const categories = createCategories({ ...parts, mergePrice, categoryUsers });
  const warnings = createTogglWarnings(parts);
  const imports = createTogglImports({ ...parts, timers, live: () => wakeup });
  const dayClose = createDayClose({
    ...parts,
    changesPrice: projection.changesPrice,
    sleepCategories: ['Sleep'],
  });
  const commands = createCommandThenNudge({
    dayClose,
    engine,
    causes: createCauses(parts),
    ...createTapServices({ ...parts, newSecret: newTestId }),
    tasks: createTasks(parts),
    favorites: createFavorites(parts),
    syncHealth: createHealthSync({
      ...parts,
      rankOf: rankBy([]),
      categoryNames: { sleep: 'Sleep', workout: 'Workout' },
    }),
    importFile: createFileImport(parts),
    categories,
    connecting: noConnecting,
    projects: createTogglProjects({ ...parts, categories, ...projection }),
    warnings,
    answerAll: createAnswerAllWarnings(parts),
    adopt: createAdoptRunning({ ...parts, findRunning: projection.findRunning }),
    refresh: createTogglRefresh({ ...parts, price: projection.refreshPrice }),
    imports,
    projection,
    announce: () => {},
  });
  return { commands, dayClose, warnings, imports };
}

/** The rig is connected from its beginning: connecting is told through the whole server. */
const noConnecting = { connect: neverEnding, disconnect: neverEnding };

function same(database: Database): Database {
  return database;
}

function mortalTransport(transport: Transport, life: Readonly<{ isDead: boolean }>): Transport {
  return async (request) => {
    if (life.isDead) return neverEnding();
    const exchange = await transport(request);
    return life.isDead ? neverEnding() : exchange;
  };
}

function neverEnding(): Promise<never> {
  return new Promise(() => {});
}

/** The dead begin no write; one that was begun before may still reach the disk. */
function mortalDatabase(
  database: Database,
  life: Readonly<{ isDead: boolean; writes: Set<Promise<unknown>> }>,
): Database {
  return {
    ...database,
    write: async (work) => {
      if (life.isDead) return neverEnding();
      const writing = database.write(work);
      life.writes.add(writing);
      try {
        return await writing;
      } finally {
        life.writes.delete(writing);
      }
    },
  };
}

function thrown(fault: unknown): never {
  throw fault;
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
