/**
 * A copy of the whole database as one file, made while the server works. It lies in a temporary
 * folder until whoever asked has it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import { type Refused, refusedWith } from '../engineCommand.ts';

export type Copy = Readonly<{ kind: 'copy'; path: string; remove(): Promise<void> }>;

export type Backup = Readonly<{ make(): Promise<Copy | Refused> }>;

export function createBackup({ copyTo }: Pick<Database, 'copyTo'>): Backup {
  return {
    make: async () => {
      if (copyTo === null) return elsewhere;
      const folder = await mkdtemp(join(tmpdir(), 'compass-backup-'));
      const remove = () => rm(folder, { recursive: true, force: true });
      const path = join(folder, 'compass.db');
      try {
        await copyTo(path);
      } catch (error) {
        await remove();
        throw error;
      }
      return { kind: 'copy', path, remove };
    },
  };
}

const elsewhere = refusedWith(
  'backup_elsewhere',
  'This server keeps its data in PostgreSQL. Back it up with pg_dump, and restore with pg_restore.',
);
