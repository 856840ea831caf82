/**
 * Queries that are built and compiled once for each dialect, for the few that every command runs:
 * there, building a query anew costs as much as running it. The query is written as any other;
 * its values are placeholders, which each execution replaces.
 *
 * A placeholder may only be used as a value: a query that looked at it, to leave a condition out
 * say, would be compiled for no value there is.
 */
import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import { type Dialect, dialectOf } from './dialect.ts';
import type { ReadConnection } from './transaction.ts';

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Execute<Values, Row> = (
  connection: ReadConnection,
  values: Values,
) => Promise<QueryResult<Row>>;

export function compiledQuery<Values extends Readonly<Record<string, unknown>>, Row>(
  build: (connection: ReadConnection, values: Values) => Compilable<Row>,
): Execute<Values, Row> {
  const compiled = new Map<Dialect, CompiledQuery<Row>>();
  return (connection, values) => {
    const dialect = dialectOf(connection);
    const template = compiled.get(dialect) ?? build(connection, placeholders<Values>()).compile();
    compiled.set(dialect, template);
    const parameters = template.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name] : parameter,
    );
    return connection.executeQuery({ ...template, parameters });
  };
}

/** Has every property there could be, each standing for the value of that name. */
function placeholders<Values>(): Values {
  const handler: ProxyHandler<object> = {
    get: (_, name) => new Placeholder(String(name)),
    ownKeys: () => {
      throw new Error('Invariant broken: a compiled query names its values one by one');
    },
  };
  return new Proxy({}, handler) as Values;
}
