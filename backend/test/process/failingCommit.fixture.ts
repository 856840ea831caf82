/** A database of which one commit fails: rolled back, or done while nobody is told. */
import type { Database } from '../../src/db/database.ts';
import type { Write } from '../../src/db/transaction.ts';

export type Moment = 'before' | 'after';

export class FailedCommit extends Error {}

export function failingCommit(moment: Moment, number: number) {
  // The first write of a rig makes the account, before there is a program.
  let count = -1;
  const through = (database: Database): Database => {
    const write: Write = async (body) => {
      count += 1;
      if (count !== number) return database.write(body);
      if (moment === 'before') {
        return database.write(async (tx) => {
          await body(tx);
          throw new FailedCommit('before');
        });
      }
      await database.write(body);
      throw new FailedCommit('after');
    };
    return { ...database, write };
  };
  return { through, count: () => count };
}
