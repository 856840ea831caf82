import { describe, expect, it } from 'vitest';
import { violations } from './storage.ts';
import { type Case, plant } from './test/plant.ts';

const refused: readonly Case[] = [
  {
    reason: 'two store files write one table',
    files: {
      'backend/src/store/slices.ts': "transaction.insertInto('slice').values(row);",
      'backend/src/store/tasks.ts': "transaction.updateTable('slice as s').set(row);",
    },
  },
  {
    reason: 'the second writer writes SQL as text',
    files: {
      'backend/src/store/slices.ts': "transaction.insertInto('slice').values(row);",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted code holds a template
      'backend/src/store/tasks.ts': 'sql`delete from slice where id = ${id}`.execute(transaction);',
    },
  },
  {
    reason: 'a service builds a query',
    files: { 'backend/src/services/a.ts': "transaction.selectFrom('slice').selectAll();" },
  },
  {
    reason: 'a route opens a transaction',
    files: { 'backend/src/routes/a.ts': 'parts.database.write(command);' },
  },
  {
    reason: 'a store function opens its own transaction',
    files: { 'backend/src/store/a.ts': 'context.write(async (transaction) => go(transaction));' },
  },
  {
    reason: 'a store function goes to Kysely for a transaction',
    files: { 'backend/src/store/a.ts': 'kysely.transaction().execute(go);' },
  },
];

const accepted: readonly Case[] = [
  {
    reason: 'one store file writes its table in several ways, and others read it',
    files: {
      'backend/src/store/slices.ts':
        "t.insertInto('slice'); t.updateTable('slice'); sql`update slice set a = 1`.execute(t);",
      'backend/src/store/tasks.ts': "t.selectFrom('slice'); t.insertInto('task');",
    },
  },
  {
    reason: 'SQL as text locks and settles conflicts without naming a table',
    files: {
      'backend/src/store/slices.ts': "t.insertInto('slice');",
      'backend/src/store/leases.ts': 'sql`select 1 for update skip locked`.execute(t);',
    },
  },
  {
    reason: 'a service opens a transaction',
    files: { 'backend/src/services/a.ts': 'database.write(async (transaction) => 1);' },
  },
  {
    reason: 'a route writes to its stream of events',
    files: { 'backend/src/routes/a.ts': "reply.raw.write('data: 1');" },
  },
];

describe('storage', () => {
  it.each(refused)('refuses that $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(accepted)('accepts that $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
