/**
 * What a file takes from others: imports, re-exports, `import()` and `import('…')` in types.
 * Type-only imports stand in the list like all others, because a type ties two files together
 * just as a value does; the flag is there for the rules that forbid values alone.
 */
import { posix } from 'node:path';
import ts from 'typescript';

export type Import = Readonly<{
  /** As written: `./slice.ts`, `kysely`, `node:fs`. */
  specifier: string;
  /** Path from the root for a relative import, null for a package. */
  target: string | null;
  /** Exported names that are taken; `all` for a namespace, `export *` and `import()`. */
  names: readonly string[] | 'all';
  isTypeOnly: boolean;
  isReExport: boolean;
  line: number;
}>;

type Taken = Pick<Import, 'names' | 'isTypeOnly' | 'isReExport'> & Readonly<{ specifier: string }>;

export function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const taken = takenBy(node);
    if (taken !== null) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push({ ...taken, target: targetOf(path, taken.specifier), line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The package of a specifier: `@fastify/helmet/x` is `@fastify/helmet`, `node:fs` is itself. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function targetOf(path: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(path), specifier);
}

function takenBy(node: ts.Node): Taken | null {
  if (ts.isImportDeclaration(node)) return takenByImport(node);
  if (ts.isExportDeclaration(node)) return takenByReExport(node);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const specifier = textOf(node.arguments[0]);
    return specifier === null
      ? null
      : { specifier, names: 'all', isTypeOnly: false, isReExport: false };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const specifier = textOf(node.argument.literal);
    return specifier === null
      ? null
      : { specifier, names: 'all', isTypeOnly: true, isReExport: false };
  }
  return null;
}

function takenByImport(node: ts.ImportDeclaration): Taken | null {
  const specifier = textOf(node.moduleSpecifier);
  if (specifier === null) return null;
  const clause = node.importClause;
  if (clause === undefined) return { specifier, names: [], isTypeOnly: false, isReExport: false };
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) {
    return { specifier, names: 'all', isTypeOnly: isTypeClause(clause), isReExport: false };
  }
  const elements = bindings === undefined ? [] : [...bindings.elements];
  const names = elements.map((element) => (element.propertyName ?? element.name).text);
  const isTypeOnly =
    isTypeClause(clause) ||
    (clause.name === undefined && elements.every((element) => element.isTypeOnly));
  return {
    specifier,
    names: clause.name === undefined ? names : ['default', ...names],
    isTypeOnly,
    isReExport: false,
  };
}

function isTypeClause(clause: ts.ImportClause): boolean {
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function takenByReExport(node: ts.ExportDeclaration): Taken | null {
  const specifier = textOf(node.moduleSpecifier);
  if (specifier === null) return null;
  const clause = node.exportClause;
  const names =
    clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.map((element) => (element.propertyName ?? element.name).text)
      : 'all';
  return { specifier, names, isTypeOnly: node.isTypeOnly, isReExport: true };
}

function textOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}
