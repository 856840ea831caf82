/** The rules that hold even where the code is wrong: rows written straight, past every rule. */
import type { Insertable } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { SliceTable } from '../../src/db/schema.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { makeEngineWorld, morning, newTestId } from '../support/engineWorld.ts';

type Row = Insertable<SliceTable>;

describeEachDatabase('the database itself', (given) => {
  let first: Row;

  /** One PRIMARY slice, closed, 100 ms into its second. */
  beforeAll(async () => {
    const world = await makeEngineWorld(given.database());
    const { categoryId } = await world.startAt(morning, 'Coding', 'SEGMENT');
    first = {
      id: newTestId(),
      account_id: world.caller.accountId,
      dimension: 'PRIMARY',
      category_id: categoryId,
      start_at: morning + 100,
      end_at: morning + 60_000,
      source: 'API',
      is_locked: 0,
      linked_task_id: null,
      note: null,
      origin_entry_id: null,
      created_at: morning,
      updated_at: morning,
    };
    await insert({});
  });

  function insert(fields: Partial<Row>) {
    return given.database().write((tx) =>
      tx
        .insertInto('slice')
        .values({ ...first, ...fields })
        .execute(),
    );
  }

  const later = morning + 3_600_000;

  it.each<{ fields: Partial<Row>; reason: string }>([
    { fields: { start_at: morning + 999 }, reason: 'another PRIMARY start in that second' },
    { fields: { start_at: later, end_at: later - 1 }, reason: 'an end before the start' },
    { fields: { start_at: later, dimension: 'MOOD' }, reason: 'a dimension there is not' },
    { fields: { start_at: later, category_id: 'nobody' }, reason: 'a category there is not' },
    {
      fields: { start_at: later, dimension: 'SEGMENT', end_at: null },
      reason: 'a second open one',
    },
  ])('refuses $reason', async ({ fields }) => {
    await expect(insert({ id: newTestId(), ...fields })).rejects.toThrow(/constraint/i);
  });

  it.each<{ fields: Partial<Row>; reason: string }>([
    { fields: { start_at: morning + 1000 }, reason: 'a PRIMARY start in the next second' },
    { fields: { dimension: 'SOCIAL' }, reason: 'the same second in another dimension' },
    { fields: { source: 'TIMERY', origin_entry_id: '1' }, reason: 'an import in that second' },
    { fields: { start_at: later, end_at: later }, reason: 'a slice of no length' },
    { fields: { start_at: later + 1000, end_at: null }, reason: 'one open slice' },
  ])('takes $reason', async ({ fields }) => {
    await expect(insert({ id: newTestId(), ...fields })).resolves.toBeDefined();
  });

  it('tells seconds apart before 1970 too', async () => {
    await insert({ id: newTestId(), start_at: 1, end_at: 2 });
    await insert({ id: newTestId(), start_at: -1, end_at: 0 });
    const same = insert({ id: newTestId(), start_at: -1000, end_at: 0 });
    await expect(same).rejects.toThrow(/constraint/i);
  });

  it('refuses the same Toggl entry twice', async () => {
    const origin = { source: 'TIMERY', origin_entry_id: '42' };
    await insert({ id: newTestId(), ...origin });
    await expect(insert({ id: newTestId(), ...origin })).rejects.toThrow(/constraint/i);
  });

  it('reads large numbers back as numbers', async () => {
    const row = await given
      .database()
      .reader.selectFrom('slice')
      .select('start_at')
      .where('id', '=', first.id)
      .executeTakeFirst();
    expect(row).toEqual({ start_at: morning + 100 });
  });
});
