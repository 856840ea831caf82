/**
 * Clock, chance, timers and network as the program really has them. They enter here and nowhere
 * else; tests give their own in place of `realWorld`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createFetchTransport } from '../../toggl/fetchTransport.ts';
import type { Transport } from '../../toggl/transport.ts';
import { type Database, openDatabase } from './db/database.ts';
import type { Timers } from './projection/wakeup.ts';

export type OuterWorld = Readonly<{
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  timers: Timers;
  newId: () => string;
  newSecret: () => string;
  /** For keys, and for what must never repeat under one. */
  randomBytes: (count: number) => Uint8Array;
  /** The way to Toggl. */
  transport: Transport;
  openDatabase: (url: string) => Promise<Database>;
  /** Where the built web app lies, if it was built. */
  webAppFolder: string;
}>;

export const realWorld: OuterWorld = {
  now: () => Date.now(),
  random: () => Math.random(),
  timers: {
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  newId: () => timeOrderedId(Date.now(), randomUUID()),
  newSecret: () => randomBytes(32).toString('base64url'),
  randomBytes,
  transport: createFetchTransport({ fetch }),
  openDatabase,
  webAppFolder: join(import.meta.dirname, '../../frontend/dist'),
};

/**
 * A UUID of version 7: it begins with its time, so that rows written together lie together in
 * every index. With random ids alone each command touches a page of its own in five indexes, and
 * costs a quarter more.
 */
function timeOrderedId(now: number, random: string): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
