import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { WriteTransaction } from '../../src/db/transaction.ts';
import { ensureAccount, findAccount } from '../../src/store/accounts.ts';
import { describeEachDatabase, describeSqlite } from '../support/databases.ts';
import { morning, newTestId } from '../support/engineWorld.ts';

function insertAccount(tx: WriteTransaction, id: string): Promise<void> {
  return ensureAccount(tx, { id, timeZone: 'UTC', dayStartMinutes: 0, createdAt: morning });
}

describeEachDatabase('a write', (given) => {
  it('is seen by nobody before its commit, and by everybody once it is answered', async () => {
    const { reader, write } = given.database();
    const other = await given.reopen();
    const id = newTestId();
    const inside = await write(async (tx) => {
      await insertAccount(tx, id);
      return [await findAccount(reader, id), await findAccount(other.reader, id)];
    });
    expect(inside).toEqual([null, null]);
    expect(await findAccount(reader, id)).toMatchObject({ id });
    expect(await findAccount(other.reader, id)).toMatchObject({ id });
  });

  it('that throws is rolled back and rejected alone, whatever stands beside it', async () => {
    const { reader, write } = given.database();
    const ids = [newTestId(), newTestId(), newTestId()];
    const settled = await Promise.allSettled(
      ids.map((id, i) =>
        write(async (tx) => {
          await insertAccount(tx, id);
          if (i === 1) throw new Error('changed its mind');
          return i;
        }),
      ),
    );
    expect(settled).toMatchObject([
      { status: 'fulfilled', value: 0 },
      { status: 'rejected', reason: { message: 'changed its mind' } },
      { status: 'fulfilled', value: 2 },
    ]);
    const found = await Promise.all(ids.map((id) => findAccount(reader, id)));
    expect(found.map((account) => account?.id)).toEqual([ids[0], undefined, ids[2]]);
  });

  it('that breaks a rule of the database is rejected alone', async () => {
    const { reader, write } = given.database();
    const id = newTestId();
    const twice = write((tx) => tx.insertInto('change').values(orphan).execute());
    const beside = write((tx) => insertAccount(tx, id));
    await expect(twice).rejects.toThrow(/foreign key/i);
    await beside;
    expect(await findAccount(reader, id)).toMatchObject({ id });
  });
});

const orphan = {
  id: 'orphan',
  account_id: 'nobody',
  revision: 1,
  command: 'start',
  token_id: 'nobody',
  cause: null,
  undoes_change_id: null,
  at: morning,
};

describeSqlite('writes that wait together', (given) => {
  it('run one after another, in the order of their calls', async () => {
    const { write } = given.database();
    const steps: string[] = [];
    const body = (name: string) => async (tx: WriteTransaction) => {
      steps.push(`${name} begins`);
      await insertAccount(tx, newTestId());
      steps.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => write(body(name))));
    expect(steps).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('settle only after the last of them has run, since they share its commit', async () => {
    const { write } = given.database();
    const steps: string[] = [];
    const body = (name: string) => async (tx: WriteTransaction) => {
      await insertAccount(tx, newTestId());
      steps.push(`${name} ran`);
    };
    await Promise.all(
      ['a', 'b'].map((name) => write(body(name)).then(() => steps.push(`${name} answered`))),
    );
    expect(steps).toEqual(['a ran', 'b ran', 'a answered', 'b answered']);
  });

  it('are all rejected when the commit fails, and the next one is done', async () => {
    const { reader, write } = given.database();
    const ids = [newTestId(), newTestId()];
    const settled = await Promise.allSettled([
      write((tx) => insertAccount(tx, ids[0] ?? '')),
      write(async (tx) => {
        // Puts the check of foreign keys off until the COMMIT.
        await sql`pragma defer_foreign_keys = on`.execute(tx);
        await tx.insertInto('change').values(orphan).execute();
      }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await findAccount(reader, ids[0] ?? '')).toBeNull();
    await write((tx) => insertAccount(tx, ids[1] ?? ''));
    expect(await findAccount(reader, ids[1] ?? '')).not.toBeNull();
  });

  it('are done before the database closes', async () => {
    const closing = await given.reopen();
    const id = newTestId();
    const written = closing.write((tx) => insertAccount(tx, id));
    await closing.close();
    await written;
    expect(await findAccount(given.database().reader, id)).not.toBeNull();
  });

  it('go through the writer alone: the reader refuses to write', async () => {
    const { reader } = given.database();
    await expect(reader.deleteFrom('account').execute()).rejects.toThrow(/readonly/);
  });
});
