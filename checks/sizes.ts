/**
 * Hard limits of size. The aims lie far below them (200 lines a file, 25 a function): a limit
 * that is reached says that two things have grown together.
 */
import ts from 'typescript';
import { nodesOf, placeOf, type Source } from './sources.ts';

const fileLines = 400;
const functionLines = 70;
const lineColumns = 100;

export function violations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => [
    ...longFile(source),
    ...longFunctions(source),
    ...longLines(source),
  ]);
}

function longFile({ path, text }: Source): string[] {
  const lines = text.trimEnd().split('\n').length;
  if (lines <= fileLines) return [];
  return [
    `${path}:1 has ${lines} lines, ${fileLines} is the limit. Find the second thing in it and ` +
      'give that a file of its own.',
  ];
}

function longFunctions(source: Source): string[] {
  return nodesOf(source)
    .filter((node) => ts.isFunctionLike(node) && !isSuite(node))
    .flatMap((node) => {
      const lines = linesOf(source, node);
      if (lines <= functionLines) return [];
      return [
        `${placeOf(source, node)} is a function of ${lines} lines, ${functionLines} is the ` +
          'limit. Name its steps and make each a function.',
      ];
    });
}

/** The callback of `describe` is a list of tests, not a function that somebody has to follow. */
function isSuite(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && /^describe/.test(parent.expression.getText());
}

function linesOf({ tree }: Source, node: ts.Node): number {
  const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
  return tree.getLineAndCharacterOfPosition(node.end).line - first + 1;
}

/** A line with an address in it cannot be broken and passes. */
function longLines({ path, text }: Source): string[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= lineColumns || /https?:\/\//.test(line)) return [];
    return [
      `${path}:${index + 1} has ${columns} columns, ${lineColumns} is the limit. Break the line ` +
        'or shorten what it says.',
    ];
  });
}
