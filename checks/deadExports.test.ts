import { describe, expect, it } from 'vitest';
import { violations } from './deadExports.ts';
import { type Case, plant } from './test/plant.ts';

const dead: readonly Case[] = [
  { reason: 'nobody imports a function', files: { 'core/a.ts': 'export function f() {}' } },
  { reason: 'nobody imports a type', files: { 'core/a.ts': 'export type A = 1;' } },
  {
    reason: 'only a test imports it',
    files: {
      'toggl/a.ts': 'export const a = 1;',
      'toggl/a.test.ts': "import { a } from './a.ts';",
    },
  },
  {
    reason: 'another name of the file is imported',
    files: {
      'core/a.ts': 'export const a = 1, b = 2;',
      'core/c.ts': "import { b } from './a.ts';",
    },
  },
  {
    reason: 'a file of the same name elsewhere is imported',
    files: {
      'core/a.ts': 'export const a = 1;',
      'core/c.ts': "import { a } from './engine/a.ts';",
    },
  },
  { reason: 'nobody imports a support of tests', files: { 'core/test/a.ts': 'export let a = 1;' } },
];

const alive: readonly Case[] = [
  {
    reason: 'a file imports it under another name',
    files: {
      'core/a.ts': 'export const a = 1;',
      'core/c.ts': "import { a as b } from './a.ts';",
    },
  },
  {
    reason: 'a file imports everything',
    files: { 'core/a.ts': 'export const a = 1;', 'core/c.ts': "import * as a from './a.ts';" },
  },
  {
    reason: 'a type is taken with import() in place',
    files: { 'core/a.ts': 'export type A = 1;', 'core/c.ts': "type B = import('./a.ts').A;" },
  },
  {
    reason: 'a default export is imported',
    files: { 'core/a.ts': 'export default 1;', 'core/c.ts': "import a from './a.ts';" },
  },
  {
    reason: 'a test imports what serves tests',
    files: {
      'toggl-sandbox/a.ts': 'export const a = 1;',
      'backend/test/a.test.ts': "import { a } from '../../toggl-sandbox/a.ts';",
    },
  },
  {
    reason: 'a test takes one rule of core by itself',
    files: {
      'core/a.ts': 'export const a = 1;',
      'core/a.test.ts': "import { a } from './a.ts';",
    },
  },
  { reason: 'a tool reads it', files: { 'vitest.config.ts': 'export default {};' } },
];

describe('exports', () => {
  it.each(dead)('are dead when $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(alive)('live when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
