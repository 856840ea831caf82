/**
 * An export is a promise to other files. One that no file takes up is dead code, or a name that
 * should be private. A test does not keep production code alive: what only tests use is not used.
 */
import ts from 'typescript';
import { isTest, type Source } from './sources.ts';

/**
 * Where a test that imports something keeps it alive: what is written for tests and trials, and
 * core, a library of rules that are tested one by one.
 */
const servesTests = ['toggl-sandbox/', 'simulation/', 'checks/', 'core/'];

/** Read by a tool, not imported: settings, and what runs once around all tests. */
const readByTools = /(^|\/)\w+\.config\.ts$|^backend\/test\/support\/postgresServer\.ts$/;

export function violations(sources: readonly Source[]): string[] {
  const taken = new Map<string, Source[]>();
  for (const source of sources) {
    for (const { target, names } of source.imports) {
      if (target === null) continue;
      for (const name of names === 'all' ? ['*'] : names) {
        const key = `${target} ${name}`;
        taken.set(key, [...(taken.get(key) ?? []), source]);
      }
    }
  }
  return sources
    .filter(({ path }) => !readByTools.test(path))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name }) => {
          const takers = [`${source.path} ${name}`, `${source.path} *`];
          return !takers.flatMap((key) => taken.get(key) ?? []).some((by) => counts(by, source));
        })
        .map(({ name, line }) => sentence(source, name, line)),
    );
}

function counts(by: Source, source: Source): boolean {
  const isForTests = isTest(source.path) || servesTests.some((f) => source.path.startsWith(f));
  return isForTests || !isTest(by.path);
}

function sentence({ path }: Source, name: string, line: number): string {
  return (
    `${path}:${line} exports ${name}, which no other file imports (tests do not count). Drop ` +
    '"export" if this file uses it, delete it if not.'
  );
}

type Exported = Readonly<{ name: string; line: number }>;

function exportsOf({ tree }: Source): Exported[] {
  return tree.statements.flatMap((statement) => {
    const { line } = tree.getLineAndCharacterOfPosition(statement.getStart(tree));
    return namesExportedBy(statement).map((name) => ({ name, line: line + 1 }));
  });
}

function namesExportedBy(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return ['default'];
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.map(({ name }) => name.text)
      : [];
  }
  if (!ts.canHaveModifiers(statement)) return [];
  const kinds = (ts.getModifiers(statement) ?? []).map(({ kind }) => kind);
  if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) return [];
  if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) return ['default'];
  return declaredNames(statement);
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => bindingNames(name));
  }
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement)
  ) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  return [];
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? bindingNames(element.name) : [],
  );
}
