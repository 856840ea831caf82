/**
 * Reads the tree once and parses each TypeScript file once, for all rules together.
 * Only this file touches the disk: a rule is a pure function of what stands here, so its own test
 * can plant a violation in a tree that exists nowhere but in memory.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type Import, importsOf } from './imports.ts';

/** A committed file as text. `path` is relative to the root and uses forward slashes. */
export type TextFile = Readonly<{ path: string; text: string }>;

export type Source = TextFile & Readonly<{ tree: ts.SourceFile; imports: readonly Import[] }>;

type Tree = Readonly<{ sources: readonly Source[]; texts: readonly TextFile[] }>;

/** Folders and files that are made, not written. They are the ones .gitignore names. */
const notWritten = new Set([
  'node_modules',
  '.git',
  '.env',
  'data',
  'dist',
  'coverage',
  'test-results',
]);

/** A report of a tool; the pages of the app have a folder of that name. */
const notWrittenAtRoot = 'reports';

const isBinary = /\.(db|db-wal|db-shm|gif|ico|jpg|png|webp|woff2)$/;

export function parse(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true);
  return { path, text, tree, imports: importsOf(path, tree) };
}

export function readTree(root: string): Tree {
  const texts = pathsBelow(root, '').map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));
  const sources = texts
    .filter(({ path }) => /\.tsx?$/.test(path))
    .map(({ path, text }) => parse(path, text));
  return { sources, texts };
}

function pathsBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notWritten.has(entry.name) && !isBinary.test(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === notWrittenAtRoot) return [];
      if (entry.isDirectory()) return pathsBelow(root, path);
      return entry.isFile() ? [path] : [];
    });
}

/** Tests and what only they use (`.fixture.ts`, `test/`, `e2e/`). All else is production code. */
export function isTest(path: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(path) || /(^|\/)(test|e2e)\//.test(path);
}

/** `path:line` of a node, as an editor opens it. */
export function placeOf(source: Source, node: ts.Node): string {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}`;
}

/** Every node of a file, parents before children. */
export function nodesOf(source: Source): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return nodes;
}
