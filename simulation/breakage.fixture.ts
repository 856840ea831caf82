/** Ways to break the program from outside, between it and the wire or the file. */
import { sql } from 'kysely';
import type { Database } from '../backend/src/db/database.ts';
import type { Exchange, Transport } from '../toggl/transport.ts';

export function deletingNothing(toggl: Transport): Transport {
  const done: Exchange = { kind: 'replied', reply: { status: 200, headers: {}, body: '' } };
  return async (request) => (request.method === 'DELETE' ? done : toggl(request));
}

/** Each tenth write does something else besides. */
export function losing(harm: string): (database: Database) => Database {
  let writes = 0;
  return (database) => ({
    ...database,
    write: (body) =>
      database.write(async (tx) => {
        const value = await body(tx);
        writes += 1;
        if (writes % 10 === 0) await sql.raw(harm).execute(tx);
        return value;
      }),
  });
}
