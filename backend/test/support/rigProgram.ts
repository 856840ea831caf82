/** The program of the rig: real services and client, over a database that outlives it. */
import { rankBy } from '../../../core/health/sample.ts';
import type { HealthSending } from '../../../core/projection/desired.ts';
import type { EditPolicy } from '../../../core/projection/editPolicy.ts';
import type { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createTogglClient } from '../../../toggl/client.ts';
import type { Transport } from '../../../toggl/transport.ts';
import type { Database } from '../../src/db/database.ts';
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
import { createTogglImports, endUndoneImport } from '../../src/services/history/togglImports.ts';
import { createTasks } from '../../src/services/tasks/tasks.ts';
import { createTimeryEdits } from '../../src/services/toggl/timeryEdits.ts';
import { createAdoptRunning } from '../../src/services/toggl/togglAdopt.ts';
import { createTogglProjection } from '../../src/services/toggl/togglProjection.ts';
import { createTogglProjects } from '../../src/services/toggl/togglProjects.ts';
import { createTogglRefresh } from '../../src/services/toggl/togglRefresh.ts';
import { createTogglWarnings } from '../../src/services/toggl/togglWarnings.ts';
import { createAnswerAllWarnings } from '../../src/services/toggl/togglWarningsAll.ts';
import { newTestId } from './engineWorld.ts';

export type ProgramOptions = Readonly<{
  reserve?: number;
  workspaceId?: number;
  tokenHash?: string;
  timeryEdits?: EditPolicy;
  importOverrides?: 'on' | 'off';
  health?: HealthSending;
  /** Told of what a look threw; without it, such a fault ends the test. */
  onFault?: (fault: unknown) => void;
}>;

const debounceMs = 10_000;

type Program = Readonly<{
  database: Database;
  caller: Readonly<{ accountId: string; tokenId: string }>;
  transport: Transport;
  time: ReturnType<typeof createVirtualTime>;
  options: ProgramOptions;
}>;

/** The engine and its projection as one process, which can be killed where it stands. */
export function startProgram({ database: shared, caller, transport, time, options }: Program) {
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
