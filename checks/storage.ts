/**
 * Who touches the database, and how: SQL stands in store/ and db/ alone, each table has one
 * writer file, and the service that runs a command opens its one transaction.
 */
import ts from 'typescript';
import { isTest, nodesOf, placeOf, type Source } from './sources.ts';

const store = 'backend/src/store/';
const knowSql = [store, 'backend/src/db/'];
const openTransactions = ['backend/src/services/', 'backend/src/projection/', 'backend/src/db/'];

const reads = ['selectFrom'];
const writes = ['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'];
const sqlWrite =
  /\b(?:insert\s+into|update|delete\s+from)\s+"?(?!set\b|skip\b|nowait\b|of\b)([a-z_]\w*)/gi;

export function violations(sources: readonly Source[]): string[] {
  const backend = sources.filter(({ path }) => path.startsWith('backend/src/') && !isTest(path));
  return [
    ...backend.flatMap(queriesAboveTheStore),
    ...backend.flatMap(misplacedTransactions),
    ...tablesWithSeveralWriters(backend.filter(({ path }) => path.startsWith(store))),
  ];
}

type MethodCall = Readonly<{ node: ts.CallExpression; object: string; method: string }>;

function methodCalls(source: Source): MethodCall[] {
  return nodesOf(source)
    .filter(ts.isCallExpression)
    .flatMap((node) => {
      const { expression } = node;
      if (!ts.isPropertyAccessExpression(expression)) return [];
      const object = expression.expression.getText(source.tree);
      return [{ node, object, method: expression.name.text }];
    });
}

function queriesAboveTheStore(source: Source): string[] {
  if (knowSql.some((folder) => source.path.startsWith(folder))) return [];
  return methodCalls(source)
    .filter(({ method }) => [...reads, ...writes].includes(method))
    .map(
      ({ node, method }) =>
        `${placeOf(source, node)} builds a query with ${method}. Only store/ and db/ know SQL: ` +
        'add a function to the store file of that table.',
    );
}

function misplacedTransactions(source: Source): string[] {
  if (openTransactions.some((folder) => source.path.startsWith(folder))) return [];
  return methodCalls(source)
    .filter(opensTransaction)
    .map(
      ({ node, object, method }) =>
        `${placeOf(source, node)} opens a transaction with ${object}.${method}. Only services ` +
        'and the projection do: a store function takes the transaction as its argument, a door ' +
        'calls a service.',
    );
}

/** `.write` alone is also what streams have: a transaction is given a function to run in. */
function opensTransaction({ node, object, method }: MethodCall): boolean {
  if (method === 'transaction' || method === 'startTransaction') return true;
  const takesFunction = node.arguments.some(
    (argument) => ts.isArrowFunction(argument) || ts.isFunctionExpression(argument),
  );
  return method === 'write' && (takesFunction || /(database|db|transactions?)$/i.test(object));
}

type TableWrite = Readonly<{ table: string; path: string; place: string }>;

function tablesWithSeveralWriters(stores: readonly Source[]): string[] {
  const found = stores.flatMap((source) => [...builtWrites(source), ...rawWrites(source)]);
  const writersByTable = Map.groupBy(found, ({ table }) => table);
  return [...writersByTable].flatMap(([table, tableWrites]) => {
    const [owner] = tableWrites;
    return tableWrites
      .filter(({ path }) => path !== owner?.path)
      .map(
        ({ place }) =>
          `${place} writes the table ${table}, which ${owner?.path} writes too. Each table has ` +
          'one writer: move the write into the file that owns the table.',
      );
  });
}

function builtWrites(source: Source): TableWrite[] {
  return methodCalls(source)
    .filter(({ method }) => writes.includes(method))
    .flatMap(({ node }) => {
      const [named] = node.arguments;
      if (named === undefined || !ts.isStringLiteralLike(named)) return [];
      const [table] = named.text.split(/\s+/);
      return table === undefined
        ? []
        : [{ table, path: source.path, place: placeOf(source, node) }];
    });
}

function rawWrites(source: Source): TableWrite[] {
  return nodesOf(source)
    .filter(ts.isTaggedTemplateExpression)
    .filter(({ tag }) => /^sql\b/.test(tag.getText(source.tree)))
    .flatMap((node) =>
      [...node.template.getText(source.tree).matchAll(sqlWrite)].flatMap(([, table]) =>
        table === undefined ? [] : [{ table, path: source.path, place: placeOf(source, node) }],
      ),
    );
}
