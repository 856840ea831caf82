/**
 * Brings a database to the tables of schema.ts. The list is fixed in code: a folder read at
 * run time would make what runs depend on what lies around. Two processes starting at once are
 * safe: PostgreSQL by Kysely's advisory lock, SQLite by the write lock of the transaction.
 */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { firstMigration } from './migrations/0001_first.ts';
import { tasksMigration } from './migrations/0002_tasks.ts';
import { reviewsMigration } from './migrations/0003_reviews.ts';
import { importMigration } from './migrations/0004_import.ts';
import { connectionMigration } from './migrations/0005_connection.ts';
import { triggersMigration } from './migrations/0007_triggers.ts';
import { causeWatchMigration } from './migrations/0008_cause_watch.ts';
import { sessionsMigration } from './migrations/0009_sessions.ts';
import { rulesMigration } from './migrations/0010_rules.ts';
import { healthMigration } from './migrations/0013_health.ts';
import { closingMigration } from './migrations/0014_closing.ts';
import { accountDaysMigration } from './migrations/0015_account_days.ts';
import { tapOrderMigration } from './migrations/0016_tap_order.ts';
import { togglUserMigration } from './migrations/0017_toggl_user.ts';
import { namedTapsMigration } from './migrations/0018_named_taps.ts';
import { tapToldMigration } from './migrations/0019_tap_told.ts';
import { countAnewMigration } from './migrations/0020_count_anew.ts';
import { triggerPauseMigration } from './migrations/0021_trigger_pause.ts';
import { logCountedMigration } from './migrations/0022_log_counted.ts';
import type { Schema } from './schema.ts';

const migrations: Record<string, Migration> = {
  '0001_first': firstMigration,
  '0002_tasks': tasksMigration,
  '0003_reviews': reviewsMigration,
  '0004_import': importMigration,
  '0005_connection': connectionMigration,
  '0007_triggers': triggersMigration,
  '0008_cause_watch': causeWatchMigration,
  '0009_sessions': sessionsMigration,
  '0010_rules': rulesMigration,
  '0013_health': healthMigration,
  '0014_closing': closingMigration,
  '0015_account_days': accountDaysMigration,
  '0016_tap_order': tapOrderMigration,
  '0017_toggl_user': togglUserMigration,
  '0018_named_taps': namedTapsMigration,
  '0019_tap_told': tapToldMigration,
  '0020_count_anew': countAnewMigration,
  '0021_trigger_pause': triggerPauseMigration,
  '0022_log_counted': logCountedMigration,
};

export async function migrateToLatest(connection: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  const { error } = await new Migrator({ db: connection, provider }).migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`it could not be brought up to date: ${reason}`, {
    cause: error,
  });
}

/** Of this version of the program or an older one. */
export function isKnownMigration(name: string): boolean {
  return Object.hasOwn(migrations, name);
}
