/** An import of years, taken back: in steps that hold nobody up, and as one all the same. */
import { expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createFileImport } from '../../src/services/files/fileImport.ts';
import type { ReadRow } from '../../src/services/files/readImportFile.ts';
import { describeEachDatabase } from '../support/databases.ts';
import {
  done,
  type EngineWorld,
  makeEngineWorld,
  minuteMs,
  morning,
  newTestId,
  refusalOf,
} from '../support/engineWorld.ts';

const rowCount = 700;

const row = (line: number): ReadRow => {
  const startAt = morning - (rowCount - line + 1) * minuteMs;
  const times = { startAt, endAt: startAt + minuteMs };
  const rest = { note: null, isLocked: false, linkedTaskId: null };
  const slice = { dimension: 'PRIMARY', category: 'Chess', ...times, ...rest } as const;
  return { kind: 'slice', line, remark: null, slice };
};

async function* rows() {
  for (let line = 1; line <= rowCount; line += 1) yield row(line);
}

async function imported(database: Database) {
  const world = await makeEngineWorld(database);
  const parts = { database, now: () => morning, newId: newTestId };
  const asked = { onOverlap: 'trim', isDryRun: false, isAbandoned: () => false } as const;
  const result = await createFileImport(parts)(world.caller, { ...asked, rows: rows() });
  if (result.kind !== 'done') throw new Error(`Expected an import: ${JSON.stringify(result)}`);
  return { world, changeId: result.changeId ?? '' };
}

async function largestChange(database: Database, { caller }: EngineWorld): Promise<number> {
  const rowsOfChanges = await database.reader
    .selectFrom('slice_change')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('account_id', '=', caller.accountId)
    .groupBy('change_id')
    .execute();
  return Math.max(...rowsOfChanges.map(({ count }) => Number(count)));
}

describeEachDatabase('a large import', (given) => {
  it('is taken back in steps, under one key once, and comes back as one', async () => {
    const database = given.database();
    const { world, changeId } = await imported(database);
    const { engine, caller, slices } = world;
    const before = await slices();
    const key = { key: 'k', requestHash: 'h', reply: () => ({ status: 200, body: 'first' }) };
    const undone = done(await engine.undoChange(caller, { changeId }, key));
    expect(undone).toMatchObject({ undoneChangeId: changeId, sliceCount: rowCount, slices: [] });
    expect(await slices()).toEqual([]);
    expect(await engine.undoChange(caller, { changeId }, key)).toMatchObject({ body: 'first' });
    const back = done(await engine.undoChange(caller, {}));
    expect(back).toMatchObject({ undoneChangeId: undone.changeId, sliceCount: rowCount });
    expect((await slices()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await largestChange(database, world)).toBeLessThanOrEqual(500);
  });

  it('is taken back up to what came later, and from there once that is undone', async () => {
    const { world, changeId } = await imported(given.database());
    const { engine, caller, slices } = world;
    const [oldest] = await slices();
    const edit = { sliceId: oldest?.id ?? '', note: 'Mine' };
    const edited = done(await engine.editSlice(caller, edit));
    const refusal = refusalOf(await engine.undoChange(caller, { changeId }));
    expect(refusal).toMatchObject({ code: 'undo_conflict', details: { sliceIds: [oldest?.id] } });
    const left = (await slices()).length;
    expect(refusal.message).toContain(`${rowCount - left} slices were taken back`);
    expect(refusal.message).toContain(changeId);
    expect(left).toBeLessThan(rowCount);
    done(await engine.undoChange(caller, { changeId: edited.changeId ?? '' }));
    const undone = done(await engine.undoChange(caller, { changeId }));
    expect(undone.sliceCount).toBe(left);
    expect(await slices()).toEqual([]);
    const again = refusalOf(await engine.undoChange(caller, { changeId }));
    expect(again.code).toBe('nothing_to_undo');
  });

  it('is not shown beforehand slice by slice', async () => {
    const { world, changeId } = await imported(given.database());
    const { engine, caller, slices } = world;
    const shown = await engine.preview.undoChange(caller, { changeId });
    expect(shown).toMatchObject({ kind: 'refused', refusal: { code: 'too_many_changes' } });
    expect(await slices()).toHaveLength(rowCount);
  });
});
