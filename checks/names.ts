/**
 * Every file is named for the thing it defines, and is imported where that thing is needed:
 * no drawers for what found no place, no files that only pass on what others define.
 */
import ts from 'typescript';
import type { Source } from './sources.ts';

const drawers = new Set(['types', 'utils', 'util', 'helpers', 'helper', 'lib', 'common', 'misc']);

export function violations(sources: readonly Source[]): string[] {
  return [...sources.flatMap(drawersIn), ...sources.filter(isBarrel).map(barrelSentence)];
}

function drawersIn({ path }: Source): string[] {
  return path
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((name) => drawers.has(name.toLowerCase()))
    .map(
      (name) =>
        `${path}:1 is named "${name}", which says nothing about what is in it. Put each thing ` +
        'beside the function that makes or uses it, and name the file for the thing.',
    );
}

function isBarrel({ tree }: Source): boolean {
  const statements = tree.statements.filter((statement) => !ts.isImportDeclaration(statement));
  return statements.length > 0 && statements.every(ts.isExportDeclaration);
}

function barrelSentence({ path }: Source): string {
  return (
    `${path}:1 only passes on what other files define. Delete it and import the files that ` +
    'define the things.'
  );
}
