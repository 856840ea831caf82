/** What is exported and imported into an empty account is the same history. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dimensions, type Slice } from '../../../core/engine/slice.ts';
import { anyCommands, emptyWorld, follow } from '../../../core/engine/world.fixture.ts';
import type { Database } from '../../src/db/database.ts';
import { jsonFormat } from '../../src/routes/exportFormats.ts';
import { blankCategory } from '../../src/services/categories/blankCategory.ts';
import { createTimeEngine } from '../../src/services/engine/timeEngine.ts';
import { createFileImport } from '../../src/services/files/fileImport.ts';
import { type ReadRow, readImportFile } from '../../src/services/files/readImportFile.ts';
import { createSliceExport } from '../../src/services/files/sliceExport.ts';
import { endUndoneImport } from '../../src/services/history/togglImports.ts';
import { insertCategory } from '../../src/store/categories.ts';
import { applyChanges } from '../../src/store/slices.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { allSlices, done, makeCaller, newTestId } from '../support/engineWorld.ts';

/** Any history of ours: what Toggl's own holds comes from there again. */
const anyHistory = fc.tuple(anyCommands, anyCommands).map(([first, second]) => {
  const world = [...first, ...second].reduce(follow, emptyWorld());
  const slices = [...world.history.values()].filter(({ source }) => source !== 'TIMERY');
  return { slices, now: Math.max(world.now, ...slices.map((slice) => slice.endAt ?? 0)) };
});

async function store(database: Database, accountId: string, slices: readonly Slice[]) {
  const names = [...new Set(slices.map(({ categoryId }) => categoryId))];
  await database.write(async (tx) => {
    for (const [sortOrder, name] of names.entries()) {
      const id = `${accountId}-${name}`;
      const blank = blankCategory({
        id,
        name,
        foldedName: name,
        sortOrder,
        usedColors: [],
        now: 0,
      });
      await insertCategory(tx, accountId, blank);
    }
    const own = slices.map((slice) => ({
      ...slice,
      id: `${accountId}-${slice.id}`,
      categoryId: `${accountId}-${slice.categoryId}`,
    }));
    const changes = own.map((after) => ({ kind: 'insert', after }) as const);
    await applyChanges(tx, accountId, changes);
  });
}

async function* exported(database: Database, accountId: string): AsyncGenerator<string> {
  const format = jsonFormat();
  const always = { startAt: -1_000_000_000, endAt: Number.MAX_SAFE_INTEGER };
  yield format.head;
  for await (const page of createSliceExport({ database }).pages(accountId, always)) {
    yield format.page(page);
  }
  yield format.end;
}

async function closedSlices(database: Database, accountId: string) {
  const slices = await allSlices(database, accountId);
  const closed = slices.filter(({ endAt }) => endAt !== null);
  return closed
    .map(({ dimension, category, startAt, endAt, note, isLocked }) => ({
      ...{ dimension, category, startAt, endAt, note, isLocked },
    }))
    .sort(
      (a, b) =>
        dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension) || a.startAt - b.startAt,
    );
}

describeEachDatabase('an import that is undone while it runs', (given) => {
  it('ends there: nothing of it is left that no undo could take back', async () => {
    const database = given.database();
    const caller = await makeCaller(database);
    const parts = { database, now: () => Date.UTC(2026, 0, 1), newId: newTestId };
    const engine = createTimeEngine({ ...parts, groupUndone: endUndoneImport });
    const row = (line: number): ReadRow => {
      const startAt = Date.UTC(2025, 0, 1) + line * 60_000;
      const slice = { dimension: 'PRIMARY', category: 'Chess', startAt, endAt: startAt + 60_000 };
      const rest = { note: null, isLocked: false, linkedTaskId: null };
      return { kind: 'slice', line, remark: null, slice: { ...slice, ...rest } as never };
    };
    async function* rows() {
      for (let line = 1; line <= 200; line += 1) yield row(line);
      yield row(201);
      done(await engine.undoChange(caller, {}));
      for (let line = 202; line <= 500; line += 1) yield row(line);
    }
    const importFile = createFileImport(parts);
    const asked = { onOverlap: 'trim', isDryRun: false, isAbandoned: () => false } as const;
    const key = { key: 'k', requestHash: 'h', reply: () => ({ status: 200, body: 'first' }) };
    const result = await importFile(caller, { ...asked, rows: rows() }, key);
    expect(result).toMatchObject({ kind: 'refused', refusal: { code: 'undo_conflict' } });
    expect(await allSlices(database, caller.accountId)).toEqual([]);
    async function* again() {
      for (let line = 1; line <= 400; line += 1) yield row(line);
    }
    const second = await importFile(caller, { ...asked, rows: again() }, key);
    expect(second).toMatchObject({ kind: 'done', inserted: 400 });
    const third = await importFile(caller, { ...asked, rows: again() }, key);
    expect(third).toEqual({ kind: 'remembered', status: 200, body: 'first' });
  });
});

describeEachDatabase('a history', (given) => {
  it('comes out and in again as it was, and once', async () => {
    const database = given.database();
    await fc.assert(
      fc.asyncProperty(anyHistory, async ({ slices, now }) => {
        const from = await makeCaller(database);
        const to = await makeCaller(database);
        await store(database, from.accountId, slices);
        const importFile = createFileImport({ database, now: () => now, newId: newTestId });
        const takeIn = (isDryRun: boolean) =>
          importFile(to, {
            rows: readImportFile(exported(database, from.accountId), {
              format: 'json',
              timeZone: 'UTC',
              now,
            }),
            onOverlap: 'trim',
            isDryRun,
            isAbandoned: () => false,
          });
        const dry = await takeIn(true);
        const wet = await takeIn(false);
        const closed = await closedSlices(database, from.accountId);
        expect(await closedSlices(database, to.accountId)).toEqual(closed);
        if (closed.length > 0) expect(wet).toMatchObject({ inserted: closed.length, cut: 0 });
        expect(dry).toMatchObject({ inserted: closed.length, changeId: null });
        if (closed.length > 0)
          expect(await takeIn(false)).toMatchObject({ present: closed.length });
      }),
      { numRuns: 15 },
    );
  });
});
