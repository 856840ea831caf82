/**
 * The whole server on a database file of its own, with a clock that tests turn by hand. Reached
 * through the typed client, so that every reply is read with its schema.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { InjectOptions } from 'fastify';
import { createClient } from '../../../contract/client.ts';
import { placeMigratedFile } from '../../../simulation/migratedFile.ts';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { type OuterWorld, realWorld } from '../../src/outerWorld.ts';

export const secret = 'secret-of-the-tests';
/** A Monday, 09:00 in Berlin. */
export const morningAt = Date.UTC(2026, 10, 2, 8);

type Reply = Readonly<{ status: number; headers: Record<string, unknown>; body: unknown }>;

/** What outlives a server that is stopped, for the next one. */
type Kept = Readonly<{ folder?: string; clock?: { now: number } }>;

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

export async function startTestServer(
  settings: Record<string, string> = {},
  world: Partial<Pick<OuterWorld, 'transport' | 'timers' | 'webAppFolder'>> & Kept = {},
) {
  const folder = world.folder ?? mkdtempSync(join(tmpdir(), 'compass-http-'));
  const file = join(folder, 'compass.db');
  if (world.folder === undefined) await placeMigratedFile(file);
  const clock = world.clock ?? { now: morningAt };
  const faults: object[] = [];
  // A server that goes on in the same folder finds the rows of the one before.
  let made = world.folder === undefined ? 0 : 1_000_000;
  const composition = await compose({
    config: configFor({ DATABASE_URL: `file:${file}`, ...settings }),
    logger: { error: (facts) => void faults.push(facts), warn: () => {}, info: () => {} },
    ...realWorld,
    ...world,
    now: () => clock.now,
    newId: () => `id-${++made}`,
    newSecret: () => `made-secret-${++made}`,
  });
  const { app } = composition;
  return {
    app,
    clock,
    folder,
    stop: composition.stop,
    faults,
    start: composition.start,
    signInLink: composition.signInLink,
    beginProjecting: composition.beginProjecting,
    whenProjected: composition.whenProjected,
    whenHeldIsTakenUp: composition.whenHeldIsTakenUp,
    client: createClient({ baseUrl: '', secret, send: (url, init) => sent(url, init) }),
    /** A request as it stands, with the secret unless the headers say otherwise. */
    request: async (options: InjectOptions): Promise<Reply> => {
      const headers = { 'x-api-secret': secret, ...options.headers };
      const { statusCode, headers: received, payload } = await app.inject({ ...options, headers });
      return { status: statusCode, headers: received, body: readBody(payload) };
    },
    /** Takes a table away, as a bug or a broken disk would. */
    breakDatabase: () => {
      const database = new SqliteDatabase(file);
      database.exec('alter table slice rename to elsewhere');
      database.close();
    },
    /** Every row of what a command may write. */
    contents: () => readTables(file),
    close: async () => {
      await composition.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function sent(url: string, { method, headers, body }: Sent) {
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    return {
      status: reply.statusCode,
      headers: { get: (name: string) => reply.headers[name]?.toString() ?? null },
      text: async () => reply.payload,
    };
  }
}

type Sent = Readonly<{
  method: string;
  headers: Record<string, string>;
  body?: string;
}>;

function configFor(settings: Record<string, string>) {
  const read = readConfig({ API_SECRET: secret, PORT: '0', ...settings }, 'Europe/Berlin');
  if (read.kind === 'ok') return read.config;
  throw new Error(read.line);
}

function readBody(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

function readTables(file: string): Record<string, unknown[]> {
  const database = new SqliteDatabase(file, { readonly: true });
  const tables = [
    ...['category', 'slice', 'change', 'slice_change', 'idempotency_key'],
    ...['task', 'task_change', 'post_do_log', 'favorite'],
  ];
  const rows = tables.map((table) => [table, database.prepare(`select * from ${table}`).all()]);
  database.close();
  return Object.fromEntries(rows);
}

/** What a call was answered; fails the test with the error when it was refused. */
export function okBody<Body>(answer: { ok: true; body: Body } | { ok: false; error: object }) {
  if (answer.ok) return answer.body;
  throw new Error(`Expected a success: ${JSON.stringify(answer.error)}`);
}

export function refusedCode(answer: { ok: boolean; status: number; error?: { code: string } }) {
  return [answer.status, answer.error?.code];
}
