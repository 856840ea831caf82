/** The import as a command, and the rows it lives by, on both databases. */
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../core/importer/historyEntry.ts';
import type { Database } from '../../src/db/database.ts';
import { commandsOver } from '../../src/services/engineCommand.ts';
import { importForeign } from '../../src/services/history/importForeign.ts';
import { createTogglWebhooks } from '../../src/services/toggl/togglWebhooks.ts';
import { importedOfEntries } from '../../src/store/togglImported.ts';
import {
  addTaken,
  endImport,
  findImport,
  insertImport,
  lastFinishedImport,
  markImportUndone,
  nextSinceOf,
  saveRead,
  saveWaiting,
  unfinishedImports,
} from '../../src/store/togglImports.ts';
import {
  forgetSeenOfImport,
  handSeenOver,
  listHeld,
  listSeen,
  rememberSeen,
} from '../../src/store/togglSeenEntries.ts';
import {
  findWebhook,
  markEventTaken,
  rememberWebhookEvent,
  saveWebhook,
  untakenWebhookEvents,
} from '../../src/store/togglWebhooks.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, makeEngineWorld, morning, newTestId } from '../support/engineWorld.ts';

const entryWith = (fields: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: 4_500_000_001,
  workspaceId: 7,
  description: 'Reading \u0000',
  projectId: null,
  tags: [],
  startSecond: morning / 1000 - 7200,
  stopSecond: morning / 1000 - 3600,
  modifiedAt: morning - 3_600_000,
  deletedAt: null,
  ...fields,
});

const sightOf = ({ description, projectId, startSecond, stopSecond }: HistoryEntry) => ({
  description,
  projectId,
  startSecond,
  stopSecond,
});

describeEachDatabase('the import', (given) => {
  const world = async () => {
    const made = await makeEngineWorld(given.database());
    const parts = { database: given.database(), now: () => made.clock.now, newId: newTestId };
    return { ...made, importForeign: commandsOver(parts)(importForeign) };
  };
  const importing = { importId: null, overrides: 'on' } as const;

  it('takes entries in, changes and removes them, and the same once only', async () => {
    const { caller, slices, importForeign } = await world();
    const run = (entries: readonly HistoryEntry[]) =>
      importForeign(caller, { ...importing, entries });
    const two = [entryWith(), entryWith({ id: 2, startSecond: morning / 1000 - 9000 })];
    expect(done(await run(two))).toMatchObject({ imported: 2, updated: 0, deleted: 0 });
    const before = await slices();
    expect(done(await run(two))).toMatchObject({ imported: 0, changeId: null });
    expect(await slices()).toEqual(before);
    const edited = entryWith({ modifiedAt: morning, stopSecond: morning / 1000 - 3000 });
    const gone = { ...entryWith({ id: 2 }), modifiedAt: morning, deletedAt: morning };
    expect(done(await run([edited, gone]))).toMatchObject({ imported: 0, updated: 1, deleted: 1 });
    expect(await slices()).toMatchObject([{ endAt: morning - 3_000_000, source: 'TIMERY' }]);
  });

  it.each([
    { isDeleted: false, reason: 'stayed' },
    { isDeleted: true, reason: 'left with its entry' },
  ])('knows of what $reason before deletions were kept with what was seen', async (row) => {
    const database = given.database();
    const { accountId } = (await world()).caller;
    const seen = sightOf(entryWith());
    const body = JSON.stringify({ entryId: 1, sliceId: 'any', seen, ...row });
    const key = { account_id: accountId, entry_id: 1, slice_id: 'any' };
    await database.write((tx) =>
      tx
        .insertInto('toggl_imported')
        .values({ ...key, body })
        .execute(),
    );
    const known = (await importedOfEntries(database.reader, accountId, [1])).get(1);
    expect(known?.seen).toEqual({ ...seen, isDeleted: row.isDeleted });
  });

  it('takes nothing in of a run that was undone before it was all taken in', async () => {
    const { engine, caller, slices, importForeign } = await world();
    const { accountId, tokenId } = caller;
    const run = { id: newTestId(), tokenId, isDry: false, fromAt: null, untilAt: null };
    const counts = { readings: [], readingsPlanned: 1, calls: 1, entries: 2 };
    const asked = { ...run, ...counts, nextSinceSecond: null, requestedAt: morning };
    await given.database().write((tx) => insertImport(tx, accountId, asked));
    const grouped = { ...caller, groupId: run.id };
    const take = async (id: number) => {
      const entries = [entryWith({ id })];
      return done(await importForeign(grouped, { entries, importId: run.id, overrides: 'on' }));
    };
    expect(await take(1)).toMatchObject({ imported: 1 });
    done(await engine.undoChange(caller, {}));
    expect(await take(2)).toMatchObject({ imported: 0, changeId: null });
    expect(await slices()).toEqual([]);
  });

  it('undoes all batches of a group as one', async () => {
    const { engine, caller, slices, importForeign } = await world();
    const grouped = { ...caller, groupId: newTestId() };
    for (const id of [1, 2, 3]) {
      const entries = [entryWith({ id })];
      done(await importForeign(grouped, { ...importing, entries }));
    }
    const undone = done(await engine.undoChange(caller, {}));
    expect(undone.removed).toHaveLength(3);
    expect(await slices()).toEqual([]);
    done(await engine.undoChange(caller, { changeId: undone.changeId }));
    expect(await slices()).toHaveLength(3);
  });

  it('leaves what runs alone', async () => {
    const { caller, slices, startAt, importForeign } = await world();
    await startAt(morning, 'Coding');
    done(await importForeign(caller, { ...importing, entries: [entryWith()] }));
    expect(await slices()).toMatchObject([
      { source: 'TIMERY' },
      { category: 'Coding', endAt: null },
    ]);
  });
});

describeEachDatabase('a run of the import', (given) => {
  const fresh = (id: string) => ({
    id,
    tokenId: 'token',
    isDry: false,
    fromAt: null,
    untilAt: morning,
    readings: [{ kind: 'since' as const, sinceSecond: 5 }],
    readingsPlanned: 1,
    calls: 0,
    entries: 0,
    nextSinceSecond: null,
    requestedAt: morning,
  });
  const begun = async (database: Database) => {
    const { caller } = await makeEngineWorld(database);
    const { accountId } = caller;
    const id = newTestId();
    await database.write((tx) => insertImport(tx, accountId, fresh(id)));
    return { accountId, id };
  };

  it('keeps how far it is, and ends', async () => {
    const database = given.database();
    const { accountId, id: importId } = await begun(database);
    const read = { readings: [], readingsPlanned: 1, progress: 1000, nextSinceSecond: 9 };
    await database.write(async (tx) => {
      await saveWaiting(tx, { importId, waitingUntil: morning });
      await saveRead(tx, { ...read, importId, entries: 7, waitingUntil: null });
      const skipped = [{ entryId: 4_500_000_001, reason: 'It runs.' }];
      await addTaken(tx, { importId, imported: 3, updated: 2, deleted: 1, skipped });
    });
    expect(await unfinishedImports(database.reader, accountId)).toMatchObject([
      { id: importId, calls: 1, entries: 7, imported: 3, updated: 2, deleted: 1, skippedCount: 1 },
    ]);
    expect(await nextSinceOf(database.reader, accountId)).toBeNull();
    const end = { importId, now: morning };
    expect(await database.write((tx) => endImport(tx, end))).toBe(true);
    expect(await unfinishedImports(database.reader, accountId)).toEqual([]);
    expect(await nextSinceOf(database.reader, accountId)).toBe(9);
    expect(await lastFinishedImport(database.reader, accountId)).toMatchObject({
      id: importId,
      finishedAt: morning,
      progress: 1000,
    });
  });

  it('that is undone goes on no more', async () => {
    const database = given.database();
    const { accountId, id: importId } = await begun(database);
    await database.write((tx) => markImportUndone(tx, accountId, importId));
    expect(await unfinishedImports(database.reader, accountId)).toMatchObject([
      { id: importId, state: 'undone', readings: [] },
    ]);
    const end = { importId, now: morning };
    expect(await database.write((tx) => endImport(tx, end))).toBe(false);
    expect(await unfinishedImports(database.reader, accountId)).toEqual([]);
    expect(await lastFinishedImport(database.reader, accountId)).toMatchObject({
      state: 'undone',
      finishedAt: morning,
    });
  });

  it('that is undone before it ended is read once more by later ones', async () => {
    const database = given.database();
    const { accountId, id: importId } = await begun(database);
    const read = { readings: [], readingsPlanned: 1, progress: 1000, nextSinceSecond: 9 };
    const saved = { ...read, importId, entries: 7, waitingUntil: null };
    await database.write((tx) => saveRead(tx, saved));
    await database.write((tx) => markImportUndone(tx, accountId, importId));
    expect(await nextSinceOf(database.reader, accountId)).toBeNull();
    // A reading was on its way, and whoever takes it in knew the run from before.
    await database.write((tx) => saveRead(tx, saved));
    const end = { importId, now: morning };
    expect(await database.write((tx) => endImport(tx, end))).toBe(false);
    expect(await findImport(database.reader, accountId, importId)).toMatchObject({
      state: 'undone',
      nextSinceSecond: null,
    });
  });

  it('that is undone after it ended is not read again', async () => {
    const database = given.database();
    const { accountId, id: importId } = await begun(database);
    const read = { readings: [], readingsPlanned: 1, progress: 1000, nextSinceSecond: 9 };
    await database.write(async (tx) => {
      await saveRead(tx, { ...read, importId, entries: 7, waitingUntil: null });
      await endImport(tx, { importId, now: morning });
      await markImportUndone(tx, accountId, importId);
    });
    expect(await nextSinceOf(database.reader, accountId)).toBe(9);
  });

  it('keeps what a dry one read apart until it is handed over', async () => {
    const database = given.database();
    const { accountId, id: importId } = await begun(database);
    const page = { afterEntryId: 0, most: 10 };
    const entries = [entryWith({ id: 1 }), entryWith({ id: 2 })];
    const seen = { entries, importId, isHeld: true, now: morning };
    await database.write((tx) => rememberSeen(tx, accountId, seen));
    expect(await listSeen(database.reader, accountId, page)).toEqual([]);
    expect(await listHeld(database.reader, accountId, importId)).toEqual(entries);
    const handed = { fromImportId: importId, toImportId: 'next' };
    await database.write((tx) => handSeenOver(tx, accountId, handed));
    expect(await listSeen(database.reader, accountId, page)).toHaveLength(2);
    await database.write((tx) => forgetSeenOfImport(tx, accountId, 'next'));
    expect(await listSeen(database.reader, accountId, page)).toEqual([]);
  });
});

describeEachDatabase('an event of a webhook', (given) => {
  const webhook = {
    workspaceId: 7,
    subscriptionId: 54_321,
    url: 'https://me.example',
    validatedAt: null,
    lastEventAt: null,
  };
  const running = entryWith({ stopSecond: null, modifiedAt: morning });
  const stopped = entryWith({ modifiedAt: morning });
  const edited = entryWith({ modifiedAt: morning + 1000 });

  describe('is news', () => {
    it.each([
      { first: running, next: stopped, isNews: true, reason: 'it has ended' },
      { first: stopped, next: running, isNews: false, reason: 'its start comes late' },
      { first: stopped, next: stopped, isNews: false, reason: 'it is told twice' },
      { first: stopped, next: edited, isNews: true, reason: 'it was edited' },
      { first: edited, next: stopped, isNews: false, reason: 'that was before the edit' },
    ])('$isNews: $reason', async ({ first, next, isNews }) => {
      const { caller } = await makeEngineWorld(given.database());
      const { accountId } = caller;
      const tell = (entry: HistoryEntry) =>
        given
          .database()
          .write((tx) => rememberWebhookEvent(tx, accountId, { entry, now: morning }));
      expect(await tell(first)).toBe(true);
      expect(await tell(next)).toBe(isNews);
      const waiting = await untakenWebhookEvents(given.database().reader, accountId);
      expect(waiting).toEqual([isNews ? next : first]);
    });
  });

  it('that was taken waits no more, unless another came meanwhile', async () => {
    const database = given.database();
    const { accountId } = (await makeEngineWorld(database)).caller;
    const tell = (entry: HistoryEntry) =>
      database.write((tx) => rememberWebhookEvent(tx, accountId, { entry, now: morning }));
    await tell(running);
    await tell(stopped);
    await database.write((tx) => markEventTaken(tx, accountId, running));
    expect(await untakenWebhookEvents(database.reader, accountId)).toEqual([stopped]);
    await database.write((tx) => markEventTaken(tx, accountId, stopped));
    expect(await untakenWebhookEvents(database.reader, accountId)).toEqual([]);
  });

  it('of the subscription before leaves the one that was made meanwhile', async () => {
    const database = given.database();
    const { accountId } = (await makeEngineWorld(database)).caller;
    const save = (subscriptionId: number) =>
      database.write((tx) => saveWebhook(tx, accountId, { ...webhook, subscriptionId, now: 0 }));
    await save(1);
    let meanwhile = () => save(2);
    const write: Database['write'] = async (work) => {
      await meanwhile();
      meanwhile = () => Promise.resolve();
      return database.write(work);
    };
    const webhooks = createTogglWebhooks({
      database: { ...database, write },
      now: () => morning,
      newId: newTestId,
      publicUrl: null,
      subscribe: () => expect.fail('no subscription is made'),
      nudge: () => {},
    });
    const event = { kind: 'ping', subscriptionId: 1, validationCode: null } as const;
    expect(await webhooks.receive(accountId, event)).toEqual({ kind: 'unknown-subscription' });
    expect(await findWebhook(database.reader, accountId)).toMatchObject({ subscriptionId: 2 });
  });

  it('belongs to the subscription of the account', async () => {
    const database = given.database();
    const { accountId } = (await makeEngineWorld(database)).caller;
    await database.write((tx) => saveWebhook(tx, accountId, { ...webhook, now: morning }));
    expect(await findWebhook(database.reader, accountId)).toEqual(webhook);
  });
});
