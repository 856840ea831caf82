/**
 * Tests that always run, always mean the same and never wait. A test that is left out is deleted
 * or mended; a test that waits for a clock fails on the day the machine is slow.
 */
import ts from 'typescript';
import { isTest, nodesOf, placeOf, type Source } from './sources.ts';

const runners = new Set(['describe', 'it', 'test', 'suite', 'bench']);
const leftOut = new Set(['only', 'skip', 'todo', 'fails']);
const oldNames = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

const refusedVitest: Readonly<Record<string, string>> = {
  mock: 'Give the code what it needs as an argument: only time, chance and the wire are replaced',
  doMock: 'Give the code what it needs as an argument',
  spyOn: 'Assert on the state of the world afterwards, not on who was called',
  waitFor: 'Await the event itself: polling waits for a real clock',
  waitUntil: 'Await the event itself: polling waits for a real clock',
};

export function violations(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => isTest(path))
    .flatMap((source) =>
      nodesOf(source).flatMap((node) => {
        const complaint = complaintAbout(node);
        return complaint === null ? [] : [`${placeOf(source, node)} ${complaint}.`];
      }),
    );
}

function complaintAbout(node: ts.Node): string | null {
  if (ts.isIdentifier(node) && oldNames.has(node.text) && ts.isCallExpression(node.parent)) {
    return `leaves a test out with ${node.text}. Mend the test or delete it`;
  }
  if (!ts.isPropertyAccessExpression(node)) return null;
  const method = node.name.text;
  const [root] = node.expression.getText().split('.');
  if (root !== undefined && runners.has(root) && leftOut.has(method)) {
    return `leaves tests out with ${root}.${method}. Mend the test or delete it`;
  }
  const instead = root === 'vi' ? refusedVitest[method] : undefined;
  return instead === undefined ? null : `uses vi.${method}. ${instead}`;
}
