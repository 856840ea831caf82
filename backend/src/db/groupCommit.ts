/**
 * One commit for all writes that wait at the same moment (SQLite).
 *
 * An fsync costs more than a command, so the bodies that wait share one transaction, each in a
 * savepoint of its own; a body that is alone needs none. Bodies run one after another, in the
 * order of their calls. A body that throws is rolled back and rejected alone. No promise settles
 * before the COMMIT: what is answered is on disk. A COMMIT that fails rejects every body of its
 * batch.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { Write, WriteTransaction } from './transaction.ts';

/** Bounds how long the first of a batch waits for the last. */
const maxBodiesPerCommit = 200;

type Job = Readonly<{
  /** Runs the body; the answer resolves its promise, once that is allowed. */
  run(tx: WriteTransaction): Promise<() => void>;
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
        const run = async (tx: WriteTransaction) => {
          const value = await body(tx);
          return () => resolve(value);
        };
        waiting.push({ run, reject });
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
  const isAlone = jobs.length === 1;
  try {
    await writer.transaction().execute(async (tx) => {
      for (const job of jobs) {
        // What a body that is alone throws rolls the transaction back, which is all it did.
        settlements.push(await (isAlone ? job.run(tx) : inSavepoint(tx, job)));
      }
    });
  } catch (reason) {
    for (const job of jobs) job.reject(reason);
    return;
  }
  for (const settle of settlements) settle();
}

async function inSavepoint(tx: WriteTransaction, job: Job): Promise<() => void> {
  await tx.executeQuery(savepoint);
  try {
    const settle = await job.run(tx);
    await tx.executeQuery(release);
    return settle;
  } catch (reason) {
    await tx.executeQuery(rollBack);
    await tx.executeQuery(release);
    return () => job.reject(reason);
  }
}

const savepoint = CompiledQuery.raw('savepoint body');
const release = CompiledQuery.raw('release body');
const rollBack = CompiledQuery.raw('rollback to body');
