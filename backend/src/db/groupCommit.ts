/**
 * One commit for all writes that wait at the same moment (SQLite).
 *
 * An fsync costs more than a command, so the bodies that wait share one transaction, each in a
 * savepoint of its own. Bodies run one after another, in the order of their calls. A body that
 * throws is rolled back and rejected alone. No promise settles before the COMMIT: what is
 * answered is on disk. A COMMIT that fails rejects every body of its batch.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';
import type { Write, WriteTransaction } from './transaction.ts';

/** Bounds how long the first of a batch waits for the last. */
const maxBodiesPerCommit = 200;

type Job = Readonly<{
  /** Runs the body in its savepoint; the answer settles its promise, once that is allowed. */
  attempt(tx: WriteTransaction): Promise<() => void>;
  reject(reason: unknown): void;
}>;

type GroupCommit = Readonly<{ write: Write; drain(): Promise<void> }>;

export function createGroupCommit(writer: Kysely<Schema>): GroupCommit {
  const waiting: Job[] = [];
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      await gather(waiting);
      await commitTogether(writer, waiting.splice(0, maxBodiesPerCommit));
    }
    working = null;
  }

  return {
    write: (body) =>
      new Promise((resolve, reject) => {
        waiting.push({ attempt: (tx) => attempt(tx, { body, resolve, reject }), reject });
        working ??= work();
      }),
    drain: () => working ?? Promise.resolve(),
  };
}

/**
 * Requests that arrive together reach `waiting` over a few turns of the event loop: it waits two,
 * and two more for as long as they bring any. That is microseconds, and a commit takes hundreds.
 */
async function gather(waiting: readonly Job[]): Promise<void> {
  let seen = 0;
  while (seen < waiting.length && seen < maxBodiesPerCommit) {
    seen = waiting.length;
    await nextTurn();
    await nextTurn();
  }
}

async function commitTogether(writer: Kysely<Schema>, jobs: readonly Job[]): Promise<void> {
  const settlements: (() => void)[] = [];
  try {
    await writer.transaction().execute(async (tx) => {
      for (const job of jobs) settlements.push(await job.attempt(tx));
    });
  } catch (reason) {
    for (const job of jobs) job.reject(reason);
    return;
  }
  for (const settle of settlements) settle();
}

type Attempt<T> = Readonly<{
  body: (tx: WriteTransaction) => Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}>;

async function attempt<T>(tx: WriteTransaction, job: Attempt<T>): Promise<() => void> {
  await sql`savepoint body`.execute(tx);
  try {
    const value = await job.body(tx);
    await sql`release body`.execute(tx);
    return () => job.resolve(value);
  } catch (reason) {
    await sql`rollback to body`.execute(tx);
    await sql`release body`.execute(tx);
    return () => job.reject(reason);
  }
}
