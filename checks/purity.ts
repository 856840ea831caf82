/**
 * core/ decides and nothing else: it takes no package besides the time-zone library, and it never
 * waits, because what waits has met the world. Its tests have their tools and keep to the rest.
 */
import ts from 'typescript';
import { isTest, nodesOf, placeOf, type Source } from './sources.ts';

const packages = ['temporal-polyfill'];
const packagesOfTests = [...packages, 'vitest', 'fast-check'];

export function violations(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('core/'))
    .flatMap((source) => [...foreignPackages(source), ...waits(source)]);
}

function foreignPackages({ path, imports }: Source): string[] {
  const allowed = isTest(path) ? packagesOfTests : packages;
  return imports
    .filter(({ target, specifier }) => target === null && !allowed.includes(specifier))
    .map(
      ({ specifier, line }) =>
        `${path}:${line} imports ${specifier}, but core is pure and takes no package besides ` +
        `${allowed.join(', ')}. Take what it would give as an argument.`,
    );
}

function waits(source: Source): string[] {
  return nodesOf(source)
    .filter(isWaiting)
    .map(
      (node) =>
        `${placeOf(source, node)} waits, but core only decides. Let the service fetch what is ` +
        'needed first and pass it in.',
    );
}

function isWaiting(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.AsyncKeyword ||
    ts.isAwaitExpression(node) ||
    (ts.isIdentifier(node) && node.text === 'Promise')
  );
}
