/**
 * Thousands of slices that Toggl has not seen: after a long time without it, or when a history is
 * recorded at once. What one look reads and takes in must not grow with them.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dimension, Slice } from '../../../core/engine/slice.ts';
import { ingest } from '../../src/projection/ingest.ts';
import { readWorld } from '../../src/projection/world.ts';
import { bumpRevision, findAccount } from '../../src/store/accounts.ts';
import { insertChange } from '../../src/store/journal.ts';
import { applyChanges } from '../../src/store/slices.ts';
import { findTogglConnection } from '../../src/store/togglConnections.ts';
import { morning, newTestId } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;
const slices = 5_000;
const slicesSent = 2_000;

describe('a backlog of thousands of finished slices', () => {
  let rig: Rig;
  let categoryIds: Readonly<Record<string, string>>;
  beforeEach(async () => {
    rig = await makeRig({ sandbox: { plan: { organization: 100_000, user: 100_000 } } });
    const coding = await rig.start('Coding');
    const mode = await rig.start('Deep Work', 'WORK_MODE');
    categoryIds = { PRIMARY: coding.categoryId, WORK_MODE: mode.categoryId };
    await rig.stop('WORK_MODE');
    await rig.advance(minute);
  });
  afterEach(() => rig.close());

  /** Each a minute, newest just before the morning, every tenth beside a mode. */
  const recordBacklog = (count: number) =>
    rig.database.write(async (tx) => {
      for (let back = count; back > 0; back -= 1) {
        const startAt = morning - back * minute;
        await record(tx, sliceAt('PRIMARY', startAt));
        if (back % 10 === 0) await record(tx, sliceAt('WORK_MODE', startAt));
      }
    });
  const sliceAt = (dimension: Dimension, startAt: number): Slice => ({
    id: newTestId(),
    dimension,
    categoryId: categoryIds[dimension] ?? '',
    startAt,
    endAt: startAt + minute,
    source: 'API',
    isLocked: false,
    linkedTaskId: null,
    note: null,
    originEntryId: null,
    createdAt: startAt,
    updatedAt: startAt,
  });
  const record = async (tx: Parameters<typeof bumpRevision>[0], slice: Slice) => {
    const { accountId, tokenId } = rig.caller;
    const sliceChanges = [{ kind: 'insert' as const, after: slice }];
    await applyChanges(tx, accountId, sliceChanges);
    const revision = await bumpRevision(tx, accountId);
    const by = { tokenId, cause: null, undoesChangeId: null, groupId: null };
    const change = { ...by, id: newTestId(), revision, command: 'start', at: slice.startAt };
    await insertChange(tx, accountId, { ...change, sliceChanges });
  };
  const connection = async () => {
    const found = await findTogglConnection(rig.database.reader, rig.caller.accountId);
    if (found === null) throw new Error('the rig is connected');
    return found;
  };
  const health = 'off' as const;
  const readByLook = async () => {
    const now = rig.time.now();
    const known = { connection: await connection(), now, debounceMs: 10_000, health };
    return (await readWorld(rig.database.reader, known)).world.items.length;
  };

  it('is taken in bit by bit, and read a hundred at a time', async () => {
    await recordBacklog(slices);
    const before = (await connection()).observedRevision;
    rig.outage.isOn = true;
    // A look of its own, with the program at rest: what one takes in.
    const taken = await ingest(rig.database, await connection(), { now: rig.time.now(), health });
    expect(taken.isCaughtUp).toBe(false);
    expect(taken.connection.observedRevision - before).toBeLessThanOrEqual(200);
    await rig.advance(2 * minute);
    const account = await findAccount(rig.database.reader, rig.caller.accountId);
    expect((await connection()).observedRevision).toBe(account?.engineRevision);
    expect(await readByLook()).toBeLessThanOrEqual(110);
    expect((await rig.status()).pending).toBe(slices);
  });

  it('does not hold up what runs', async () => {
    await recordBacklog(250);
    await rig.start('Writing');
    await rig.advance(0);
    const texts = rig.sandbox.entries().map(({ description }) => description);
    expect(texts.slice(0, 2)).toEqual(['Coding', 'Writing']);
  });

  it('is sent newest first, all of it, and then left alone', async () => {
    await recordBacklog(slicesSent);
    await rig.advance(2 * minute);
    const starts = rig.sandbox.entries().map(({ startSecond }) => startSecond);
    const sent = starts.slice(1);
    expect(sent).toHaveLength(slicesSent);
    expect(sent).toEqual(sent.toSorted((left, right) => right - left));
    const tagged = rig.shown().filter(({ tags }) => tags.includes('deep-work'));
    expect(tagged).toHaveLength(slicesSent / 10);
    expect(await rig.status()).toMatchObject({ pending: 0 });
    expect(await readByLook()).toBeLessThanOrEqual(1);
  }, 120_000);
});
