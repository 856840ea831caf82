/** An engine with an account of its own and a clock that tests turn by hand. */
import type { Dimension } from '../../../core/engine/slice.ts';
import type { Database } from '../../src/db/database.ts';
import { createTimeEngine, type TimeEngine } from '../../src/services/engine/timeEngine.ts';
import type { Caller, CommandResult, Done } from '../../src/services/engineCommand.ts';
import { endUndoneImport } from '../../src/services/history/togglImports.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { ensureApiToken } from '../../src/store/apiTokens.ts';
import { listSliceViews, type SliceView } from '../../src/store/sliceViews.ts';

/** 2026-11-02T08:00:00Z, a Monday. */
export const morning = Date.UTC(2026, 10, 2, 8);
export const minuteMs = 60_000;

let made = 0;

/** Unique among the files and processes of one run, and the same in every run. */
export function newTestId(): string {
  made += 1;
  return `id-${process.pid}-${String(made).padStart(6, '0')}`;
}

export type EngineWorld = Readonly<{
  engine: TimeEngine;
  caller: Caller;
  clock: { now: number };
  /** Another engine over other connections, for the same account and clock. */
  engineOver(database: Database): TimeEngine;
  /** All slices of the account, oldest first, as the database has them. */
  slices(): Promise<SliceView[]>;
  /** Starts PRIMARY. */
  startAt(now: number, category: string, dimension?: Dimension): Promise<SliceView>;
}>;

export async function makeEngineWorld(database: Database): Promise<EngineWorld> {
  const clock = { now: morning };
  const caller = await makeCaller(database);
  const engineOver = (over: Database) =>
    createTimeEngine({
      database: over,
      now: () => clock.now,
      newId: newTestId,
      groupUndone: endUndoneImport,
    });
  const engine = engineOver(database);
  return {
    engine,
    caller,
    clock,
    engineOver,
    slices: () => allSlices(database, caller.accountId),
    startAt: async (now, category, dimension = 'PRIMARY') => {
      clock.now = now;
      return done(await engine.startSlice(caller, { dimension, category })).slice;
    },
  };
}

export async function makeCaller(database: Database): Promise<Caller> {
  const accountId = newTestId();
  const tokenId = newTestId();
  await database.write(async (tx) => {
    const account = { id: accountId, timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
    await ensureAccount(tx, { ...account, createdAt: morning });
    await ensureApiToken(tx, {
      id: tokenId,
      accountId,
      name: 'test',
      scope: 'admin',
      secretHash: `hash of ${tokenId}`,
      createdAt: morning,
    });
  });
  return { accountId, tokenId };
}

export async function allSlices(database: Database, accountId: string): Promise<SliceView[]> {
  const always = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER };
  const newestFirst = await listSliceViews(database.reader, { accountId, ...always }, {});
  return newestFirst.toReversed();
}

/** What a command did; fails the test with its refusal when it was refused. */
export function done<Value>(result: CommandResult<Value>): Done<Value> {
  if (result.kind === 'done') return result;
  throw new Error(`Expected a command to be done: ${JSON.stringify(result)}`);
}

export function refusalOf(result: CommandResult<unknown>) {
  if (result.kind === 'refused') return result.refusal;
  throw new Error(`Expected a command to be refused: ${JSON.stringify(result)}`);
}

/** `category start-end` in minutes after the morning, `…` while it runs. */
export function drawn(slices: readonly SliceView[]): string[] {
  const minuteOf = (at: number) => (at - morning) / minuteMs;
  return slices.map(({ category, startAt, endAt }) => {
    const end = endAt === null ? '…' : minuteOf(endAt);
    return `${category} ${minuteOf(startAt)}-${end}`;
  });
}
