/**
 * Backups of the real server while it is written to, and what is there after a restore. What was
 * answered before a backup was asked for has to be in it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

const programs = join(import.meta.dirname, '../../src/programs');
let folder: string;
let file: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compass-backup-test-'));
  file = join(folder, 'compass.db');
  server = await start();
});
afterEach(async () => {
  await server.kill();
  rmSync(folder, { recursive: true });
});

const start = () => startServerProcess({ DATABASE_URL: `file:${file}` });

async function run(program: 'backup' | 'restore', ...files: string[]) {
  const child = spawn(process.execPath, [join(programs, `${program}.ts`), ...files], {
    cwd: folder,
    env: { DATABASE_URL: `file:${file}` },
  });
  let errors = '';
  child.stderr.on('data', (bytes) => {
    errors += bytes;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}

/** Several clients that start and stop without a pause; `answered` grows as they are answered. */
function writeWithoutEnd() {
  const answered: string[] = [];
  let isOver = false;
  const client = async (own: number) => {
    for (let count = 0; !isOver; count += 1) {
      const dimension = ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'][own % 4];
      const body = { dimension, category: `Category ${own}-${count}` };
      const { status, body: slice } = await server.request('POST', '/api/engine/start', body);
      if (status === 201) answered.push(String(slice.id));
    }
  };
  const clients = Promise.all([0, 1, 2, 3, 4, 5].map(client));
  const end = async () => {
    isOver = true;
    await clients;
  };
  const until = async (count: number) => {
    while (answered.length < count) await server.request('GET', '/healthz');
  };
  return { answered, until, end };
}

/** What was recorded, also where another start of its second took its place since. */
function recordedIn(path: string): Set<string> {
  const database = new SqliteDatabase(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const ids = database
    .prepare('select distinct slice_id from slice_change')
    .pluck()
    .all() as string[];
  database.close();
  return new Set(ids);
}

describe('a backup under load', () => {
  it('holds all that was answered before, by the door and by the program', async () => {
    const load = writeWithoutEnd();
    await load.until(200);
    const beforeDoor = [...load.answered];
    writeFileSync(join(folder, 'by-door.db'), await server.download('/api/backup'));
    const beforeProgram = [...load.answered];
    expect(await run('backup', 'by-program.db')).toMatchObject({ code: 0, errors: '' });
    const answeredMeanwhile = load.answered.length - beforeProgram.length;
    await load.end();
    expect(answeredMeanwhile).toBeGreaterThan(0);
    const byDoor = recordedIn(join(folder, 'by-door.db'));
    const byProgram = recordedIn(join(folder, 'by-program.db'));
    expect(beforeDoor.filter((id) => !byDoor.has(id))).toEqual([]);
    expect(beforeProgram.filter((id) => !byProgram.has(id))).toEqual([]);
  });

  it('is restored, and the server goes on from there', async () => {
    const load = writeWithoutEnd();
    await load.until(50);
    const before = [...load.answered];
    expect(await run('backup', 'saved.db')).toMatchObject({ code: 0 });
    await load.end();
    const all = [...load.answered];
    await server.kill();
    expect(await run('restore', 'saved.db')).toMatchObject({ code: 0, errors: '' });
    const restored = recordedIn(file);
    expect(before.filter((id) => !restored.has(id))).toEqual([]);
    const [aside = ''] = readdirSync(folder).filter((name) =>
      name.startsWith('compass.db.before-'),
    );
    const kept = recordedIn(join(folder, aside));
    expect(all.filter((id) => !kept.has(id))).toEqual([]);

    server = await start();
    const stopped = await server.request('POST', '/api/engine/stop', { dimension: 'PRIMARY' });
    expect(stopped.status).toBe(200);
    expect(restored.has(String(stopped.body.id))).toBe(true);
  });
});

describe('a restore', () => {
  const contents = () => readFileSync(file).toString('base64');

  it('is refused while the server runs', async () => {
    await server.request('POST', '/api/engine/start', { dimension: 'SOCIAL', category: 'Call' });
    expect(await run('backup', 'saved.db')).toMatchObject({ code: 0 });
    const refused = await run('restore', 'saved.db');
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('is in use') });
    expect(readdirSync(folder).filter((name) => /restoring|before/.test(name))).toEqual([]);
    const { body } = await server.request('GET', '/api/engine/state');
    expect(body.social).toMatchObject({ category: 'Call' });
  });

  it.each([
    {
      make: (path: string) => writeFileSync(path, 'Start date,End date\n'.repeat(1000)),
      says: 'is no database that can be read',
    },
    {
      make: (path: string) => {
        const other = new SqliteDatabase(path);
        other.exec('create table slice (id text)');
        other.close();
      },
      says: 'was not written by Compass',
    },
    {
      make: (path: string) => {
        copyFileSync(file, path);
        const newer = new SqliteDatabase(path);
        newer.exec("insert into kysely_migration values ('9999_later', '2036-01-01')");
        newer.close();
      },
      says: 'was written by a newer Compass',
    },
    {
      make: (path: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, Math.floor(bytes.length / 2));
        writeFileSync(path, bytes);
      },
      says: 'is damaged',
    },
    { make: () => {}, says: 'is no database that can be read' },
  ])('of a file that $says is refused, and changes nothing', async ({ make, says }) => {
    expect(await run('backup', 'first.db')).toMatchObject({ code: 0 });
    await server.kill();
    expect(await run('restore', 'first.db')).toMatchObject({ code: 0 });
    make(join(folder, 'bad.db'));
    const before = contents();
    const refused = await run('restore', 'bad.db');
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining(says) });
    expect(contents()).toBe(before);
  });

  it('takes the place of a database that is damaged, and of none', async () => {
    expect(await run('backup', 'saved.db')).toMatchObject({ code: 0 });
    await server.kill();
    writeFileSync(file, 'not a database any more, and long enough to be looked at as one');
    expect(await run('restore', 'saved.db')).toMatchObject({ code: 0 });
    recordedIn(file);
    rmSync(file);
    expect(await run('restore', 'saved.db')).toMatchObject({ code: 0 });
    recordedIn(file);
  });

  it('says what is missing', async () => {
    expect((await run('backup')).errors).toMatch(/^Name the file to write: /);
    expect((await run('restore')).errors).toMatch(/^Name the backup: /);
    expect((await run('backup', 'compass.db')).errors).toMatch(/is there already/);
  });
});
