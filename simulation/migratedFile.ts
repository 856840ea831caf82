/**
 * SQLite files that have their tables already, in memory where the machine has such a folder.
 * Making the tables takes longer than most simulated days and most tests, and a disk that many
 * processes flush takes longer still: they are made once in a process, and copied.
 *
 * Never for a test of what a new file goes through (backend/test/store/openDatabase.test.ts).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../backend/src/db/database.ts';

let migrated: Promise<Buffer> | null = null;

/** A new folder, gone with the machine's memory at the latest. The caller removes it. */
export function makeFastFolder(prefix: string): string {
  return mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), prefix));
}

/** What opening an empty file there would make. */
export async function placeMigratedFile(path: string): Promise<void> {
  migrated ??= migrateOnce();
  writeFileSync(path, await migrated);
}

async function migrateOnce(): Promise<Buffer> {
  const folder = makeFastFolder('compass-migrated-');
  const path = join(folder, 'compass.db');
  const database = await openDatabase(`file:${path}`);
  await database.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}
