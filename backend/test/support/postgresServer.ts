/**
 * Vitest's global set-up: one PostgreSQL for the whole run, in a folder of its own, on a spare
 * port. Runs where Debian's binaries are found; elsewhere it says so in one line and the tests of
 * PostgreSQL are not there. Its fsync is off: what tests prove about disks, they prove on SQLite.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server without a database name, null where there is none. */
    postgresAddress: string | null;
  }
}

/** Migrated once; every test file copies it. */
export const templateName = 'compass_template';

export async function setup(project: TestProject): Promise<() => void> {
  const initdb = globSync('/usr/lib/postgresql/*/bin/initdb').sort().at(-1);
  if (initdb === undefined) {
    process.stderr.write('PostgreSQL is not installed here: the tests run on SQLite alone.\n');
    project.provide('postgresAddress', null);
    return () => {};
  }
  const server = await start(dirname(initdb));
  await makeTemplate(server.address);
  project.provide('postgresAddress', server.address);
  return server.stop;
}

async function start(binaries: string) {
  const folder = mkdtempSync(join(tmpdir(), 'compass-postgres-'));
  const owner = serverUser();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const run = (program: string, ...given: string[]) =>
    execFileSync(join(binaries, program), given, { ...owner, cwd: folder, stdio: 'pipe' });
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const port = await sparePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const log = join(folder, 'log');
  // The server keeps the pipes it inherits open: with them, this would wait for it to end.
  execFileSync(
    join(binaries, 'pg_ctl'),
    ['-D', data, '-w', '-l', log, '-o', `${options} -c max_connections=200`, 'start'],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  return {
    address: `postgres://postgres@127.0.0.1:${port}`,
    stop: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as the user Debian made for it. */
function serverUser(): Readonly<{ uid: number; gid: number }> | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { stdio: 'pipe' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function sparePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return promise;
}

async function makeTemplate(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${address}/postgres` });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const template = await openDatabase(`${address}/${templateName}`);
  await template.close();
}
