/** What undos of undos, and of groups, are about. */
import { expect, it } from 'vitest';
import type { Slice, SliceChange } from '../../../core/engine/slice.ts';
import { insertChange } from '../../src/store/journal.ts';
import { readTouchedSlices } from '../../src/store/journalSince.ts';
import { commandsBehindUndos, findUnadopted } from '../../src/store/journalUndos.ts';
import { describeEachDatabase, type GivenDatabase } from '../support/databases.ts';
import { makeCaller, morning, newTestId } from '../support/engineWorld.ts';

type Written = Readonly<{
  command: string;
  slice: Slice;
  kind?: SliceChange['kind'];
  undoes?: string;
  groupId?: string;
}>;

async function makeJournal(given: GivenDatabase) {
  const database = given.database();
  const { accountId, tokenId } = await makeCaller(database);
  let revision = 0;
  const write = async ({ command, slice, kind = 'update', undoes, groupId }: Written) => {
    revision += 1;
    const id = newTestId();
    const change = { id, revision, command, tokenId, cause: null, at: morning };
    const undoesChangeId = undoes ?? null;
    const sliceChanges = [sliceChange(kind, slice)];
    const about = { undoesChangeId, groupId: groupId ?? null, sliceChanges };
    await database.write((tx) => insertChange(tx, accountId, { ...change, ...about }));
    return id;
  };
  return { reader: database.reader, accountId, write };
}

function sliceChange(kind: SliceChange['kind'], slice: Slice): SliceChange {
  switch (kind) {
    case 'insert':
      return { kind, after: slice };
    case 'delete':
      return { kind, before: slice };
    case 'update':
      return { kind, before: slice, after: slice };
  }
}

function newSlice(): Slice {
  return {
    id: newTestId(),
    dimension: 'PRIMARY',
    categoryId: 'coding',
    startAt: morning,
    endAt: null,
    source: 'MANUAL',
    isLocked: false,
    linkedTaskId: null,
    note: null,
    originEntryId: null,
    createdAt: morning,
    updatedAt: morning,
  };
}

describeEachDatabase('the journal of undos', (given) => {
  it('tells of each what it is about in the end, with all of its group', async () => {
    const { reader, write } = await makeJournal(given);
    const groupId = newTestId();
    const slice = newSlice();
    const stop = await write({ command: 'stop', slice, groupId });
    await write({ command: 'adopt', slice, groupId });
    const undo = await write({ command: 'undo', slice, undoes: stop });
    const redo = await write({ command: 'undo', slice, undoes: undo });
    const edit = await write({ command: 'edit', slice });
    const other = await write({ command: 'undo', slice, undoes: edit });
    const adoption = new Set(['stop', 'adopt']);
    const behind = await commandsBehindUndos(reader, [stop, undo, redo, edit, other]);
    expect(behind).toEqual(
      new Map([
        [undo, adoption],
        [redo, adoption],
        [other, new Set(['edit'])],
      ]),
    );
    expect(await commandsBehindUndos(reader, [])).toEqual(new Map());
  });

  it('knows a slice whose adoption was undone last from one that was deleted', async () => {
    const { reader, write } = await makeJournal(given);
    const slice = newSlice();
    const unadopted = async () => [...(await findUnadopted(reader, [slice.id]))];
    const adopt = await write({ command: 'adopt', kind: 'insert', slice });
    expect(await unadopted()).toEqual([]);
    let last = adopt;
    for (const kind of ['delete', 'insert', 'delete', 'insert'] as const) {
      last = await write({ command: 'undo', kind, slice, undoes: last });
      if (kind === 'delete') expect(await unadopted()).toEqual([slice.id]);
    }
    last = await write({ command: 'delete', kind: 'delete', slice });
    expect(await unadopted()).toEqual([]);
    for (const kind of ['insert', 'delete'] as const) {
      last = await write({ command: 'undo', kind, slice, undoes: last });
    }
    expect(await unadopted()).toEqual([]);
  });

  it('names the slices that nothing but merges, and undoing those, touched', async () => {
    const { reader, accountId, write } = await makeJournal(given);
    const [merged, edited] = [newSlice(), newSlice()];
    const merge = await write({ command: 'merge', slice: merged });
    const undo = await write({ command: 'undo', slice: merged, undoes: merge });
    await write({ command: 'undo', slice: merged, undoes: undo });
    await write({ command: 'merge', slice: edited });
    await write({ command: 'edit', slice: edited });
    const read = { sinceRevision: 0, most: 10 };
    const { mergedIds } = await readTouchedSlices(reader, accountId, read);
    expect(mergedIds).toEqual(new Set([merged.id]));
  });
});
