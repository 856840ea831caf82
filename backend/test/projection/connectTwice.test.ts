/**
 * One Toggl user belongs to one account: two would undo each other's work. And connecting that
 * fails leaves all as it was.
 */
import { expect, it } from 'vitest';
import { createTogglClient } from '../../../toggl/client.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import type { Database } from '../../src/db/database.ts';
import { createGovernor } from '../../src/projection/governor.ts';
import { createLiveProjections } from '../../src/projection/liveProjection.ts';
import { findTogglConnection, saveTogglConnection } from '../../src/store/togglConnections.ts';
import { endImport, insertImport, nextSinceOf } from '../../src/store/togglImports.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { makeCaller, morning, newTestId } from '../support/engineWorld.ts';

describeEachDatabase('two accounts', (given) => {
  const timers = { after: () => () => {} };
  const now = () => morning;
  const sandbox = createSandbox({ now, random: () => 0.5 });
  const { token } = sandbox.config();
  const log = { warn: () => {}, info: () => {} };
  const random = () => 0.5;

  async function makeAccount() {
    const { accountId } = await makeCaller(given.database());
    const disk = { isFull: false };
    const rests: number[] = [];
    const write: Database['write'] = (work) => {
      if (disk.isFull) throw new Error('the disk is full');
      return given.database().write(work);
    };
    const live = createLiveProjections({
      accountId,
      database: { ...given.database(), write },
      now,
      newId: newTestId,
      timers,
      reserve: 5,
      projectMaking: 'off',
      debounceMs: 0,
      health: 'off',
      webhookSecretOf: (token) => token,
      hashToken: (text) => `hash of ${text}`,
      openGovernor: () => {
        const transport = createInProcessTransport({ sandbox, timers });
        const client = createTogglClient({ baseUrl: 'http://sandbox', token, transport, now });
        return createGovernor({ client, reserve: 5, now, random, log, onSpent: () => {} });
      },
      takeEdits: async () => false,
      onRest: () => rests.push(now()),
      onFault: (fault) => {
        throw fault;
      },
    });
    const connection = () => findTogglConnection(given.database().reader, accountId);
    const disconnect = async () => {
      await live.end();
      const known = await connection();
      if (known === null) throw new Error('the account was connected');
      await given
        .database()
        .write((tx) => saveTogglConnection(tx, { ...known, disconnectedAt: morning }));
    };
    return { accountId, disk, live, connection, disconnect, rests };
  }

  it('go on as they were where the database fails while they are connected anew', async () => {
    const { live, disk, connection, disconnect } = await makeAccount();
    const asked = { token, workspaceId: null };
    await live.connect(asked);
    const before = await connection();
    disk.isFull = true;
    await expect(live.connect({ ...asked, token: 'another' })).rejects.toThrow('the disk is full');
    expect(await connection()).toEqual(before);
    expect(live.current()?.webhookSecret).toBe(token);
    disk.isFull = false;
    await disconnect();
  });

  it('tell of a rest after each look that leaves nothing to be done at once', async () => {
    const { live, rests, disconnect } = await makeAccount();
    live.begin(token, null);
    // The first look connects, which asks for another one.
    for (const count of [1, 2]) {
      live.current()?.wakeup.nudge(0);
      await live.current()?.wakeup.whenIdle();
      expect(rests).toHaveLength(count);
    }
    await disconnect();
  });

  /** Up to where the history of Toggl was read. */
  const markOf = (accountId: string) => nextSinceOf(given.database().reader, accountId);
  const importAll = (accountId: string) =>
    given.database().write(async (tx) => {
      const run = { id: newTestId(), tokenId: 'any', isDry: false, fromAt: null, untilAt: null };
      const read = { readings: [], readingsPlanned: 1, calls: 1, entries: 0, nextSinceSecond: 9 };
      await insertImport(tx, accountId, { ...run, ...read, requestedAt: morning });
      await endImport(tx, { importId: run.id, now: morning });
    });

  it('do not go on with the import of a Toggl user whom the other has now', async () => {
    const [first, second] = [await makeAccount(), await makeAccount()];
    const asked = { token, workspaceId: null };
    await first.live.connect(asked);
    await importAll(first.accountId);
    await first.disconnect();
    expect(await markOf(first.accountId)).toBe(9);
    await second.live.connect(asked);
    expect(await markOf(first.accountId)).toBeNull();
    await second.disconnect();
  });

  it('go on with an import under another token of the same user, not of another', async () => {
    const { accountId, live, disconnect } = await makeAccount();
    const { account } = sandbox.config();
    await live.connect({ token, workspaceId: null });
    await importAll(accountId);
    await live.connect({ token: 'another', workspaceId: null });
    expect(await markOf(accountId)).toBe(9);
    sandbox.configure({ account: { userId: account.userId + 1 } });
    await live.connect({ token: 'of another user', workspaceId: null });
    sandbox.configure({ account });
    expect(await markOf(accountId)).toBeNull();
    await disconnect();
  });

  it('that connect the same Toggl user at once do not both get it', async () => {
    const both = [await makeAccount(), await makeAccount()];
    const asked = { token, workspaceId: null };
    const ended = await Promise.all(both.map(({ live }) => live.connect(asked)));
    expect(ended.toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
      { kind: 'connected' },
      { kind: 'failed', why: 'taken' },
    ]);
    const connected = both.filter(({ live }) => live.current() !== null);
    expect(connected).toHaveLength(1);
    await connected[0]?.disconnect();
  });

  it('cannot be connected as the same Toggl user, until one lets go', async () => {
    const first = await makeAccount();
    const second = await makeAccount();
    const asked = { token, workspaceId: null };
    expect(await first.live.connect(asked)).toMatchObject({ kind: 'connected' });
    expect(await second.live.connect(asked)).toEqual({
      kind: 'failed',
      why: 'taken',
      reason:
        'This Toggl user is connected with another account here, and two would undo each ' +
        'other. Disconnect it there first.',
      workspaces: [],
    });
    expect(await second.connection()).toBeNull();
    expect(second.live.current()).toBeNull();
    await first.disconnect();
    expect(await second.live.connect(asked)).toMatchObject({ kind: 'connected' });
    await second.live.end();
    expect(await first.live.connect(asked)).toMatchObject({ kind: 'failed', why: 'taken' });
    expect(first.live.current()).toBeNull();
  });

  it('tell what stands against a token that Toggl does not take', async () => {
    const { live } = await makeAccount();
    sandbox.configure({ token: 'another' });
    const ended = await live.connect({ token, workspaceId: null });
    sandbox.configure({ token });
    const reason = expect.stringContaining('copy it again');
    expect(ended).toEqual({ kind: 'failed', why: 'token', reason, workspaces: [] });
  });

  it('are kept apart by the database too', async () => {
    const one = await makeAccount();
    const two = await makeCaller(given.database());
    await one.live.connect({ token, workspaceId: null });
    await one.live.end();
    const rows = await given.database().reader.selectFrom('toggl_connection').selectAll().execute();
    const open = rows.find((row) => row.disconnected_at === null);
    if (open === undefined) throw new Error('one of them is connected');
    const twin = given.database().write((tx) =>
      tx
        .insertInto('toggl_connection')
        .values({ ...open, account_id: two.accountId })
        .execute(),
    );
    await expect(twin).rejects.toThrow(/constraint/i);
  });
});
