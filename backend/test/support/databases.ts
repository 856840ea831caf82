/**
 * Databases for tests: SQLite in a file of its own, and PostgreSQL where the run has a server
 * (postgresServer.ts). What is claimed is claimed of both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { placeMigratedFile } from '../../../simulation/migratedFile.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { templateName } from './postgresServer.ts';

type Place = Readonly<{ url: string; remove(): Promise<void> }>;

export type GivenDatabase = Readonly<{
  /** The same one for all tests of a block: each test makes an account of its own. */
  database(): Database;
  /** The same database as another process sees it: connections of its own. */
  reopen(): Promise<Database>;
  url(): string;
}>;

export function describeEachDatabase(name: string, body: (given: GivenDatabase) => void): void {
  describeDatabase(`${name} on SQLite`, makeSqlite, body);
  const address = inject('postgresAddress');
  if (address === null) return;
  describeDatabase(`${name} on PostgreSQL`, () => makePostgres(address), body);
}

/** For what is true of files alone. */
export function describeSqlite(name: string, body: (given: GivenDatabase) => void): void {
  describeDatabase(name, makeSqlite, body);
}

function describeDatabase(
  name: string,
  make: () => Promise<Place>,
  body: (given: GivenDatabase) => void,
): void {
  describe(name, () => {
    let place: Place;
    let database: Database;
    const reopened: Database[] = [];

    beforeAll(async () => {
      place = await make();
      database = await openDatabase(place.url);
    });
    afterAll(async () => {
      for (const one of [database, ...reopened]) await one.close();
      await place.remove();
    });

    body({
      database: () => database,
      reopen: async () => {
        const again = await openDatabase(place.url);
        reopened.push(again);
        return again;
      },
      url: () => place.url,
    });
  });
}

async function makeSqlite(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'compass-sqlite-'));
  const path = join(folder, 'compass.db');
  await placeMigratedFile(path);
  return {
    url: `file:${path}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

let copies = 0;

async function makePostgres(address: string): Promise<Place> {
  const admin = new pg.Client({ connectionString: `${address}/postgres` });
  await admin.connect();
  copies += 1;
  const name = `test_${process.pid}_${copies}`;
  await admin.query(`create database ${name} template ${templateName}`);
  return {
    url: `${address}/${name}`,
    remove: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
