/**
 * What the engine is measured against: the same framework, the same database with the same
 * durability, and nothing else. Each request is one row in one commit of its own. It takes the
 * requests of the engine, so that both are sent the same bytes. Started by main.ts with the file
 * to write as its argument.
 */
import SqliteDatabase from 'better-sqlite3';
import Fastify from 'fastify';

const [, , file = 'bare.db'] = process.argv;
const database = new SqliteDatabase(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table event (id integer primary key, at integer, dimension text)');
const insert = database.prepare('insert into event (at, dimension) values (?, ?)');

type Body = Readonly<{ dimension: string }>;

const app = Fastify();
app.post<{ Body: Body; Params: { verb: string } }>('/api/engine/:verb', (request, reply) => {
  const { dimension } = request.body;
  const { lastInsertRowid } = insert.run(Date.now(), dimension);
  return reply.send({ id: Number(lastInsertRowid), dimension, verb: request.params.verb });
});
process.stdout.write(`Bare server listens on ${await app.listen({ port: 0 })}\n`);
