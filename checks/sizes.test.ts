import { describe, expect, it } from 'vitest';
import { violations } from './sizes.ts';
import { type Case, plant } from './test/plant.ts';

const lines = (count: number): string => 'call();\n'.repeat(count);
const functionOf = (count: number): string => `function f() {\n${lines(count - 2)}}`;

const tooLarge: readonly Case[] = [
  { reason: 'a file has 401 lines', files: { 'a.ts': lines(401) } },
  { reason: 'a function has 71 lines', files: { 'a.ts': functionOf(71) } },
  { reason: 'an arrow has 71 lines', files: { 'a.ts': `const f = () => {\n${lines(69)}};` } },
  { reason: 'a test has 71 lines', files: { 'a.ts': `it('x', () => {\n${lines(69)}});` } },
  { reason: 'a line has 101 columns', files: { 'a.ts': `// ${'a'.repeat(98)}` } },
];

const fitting: readonly Case[] = [
  { reason: 'a file has 400 lines', files: { 'a.ts': lines(400) } },
  { reason: 'a function has 70 lines', files: { 'a.ts': functionOf(70) } },
  { reason: 'a suite is long', files: { 'a.ts': `describe('x', () => {\n${lines(99)}});` } },
  { reason: 'a line has 100 columns', files: { 'a.ts': `// ${'ä'.repeat(97)}` } },
  {
    reason: 'a long line holds an address',
    files: { 'a.ts': `// https://example.org/${'a'.repeat(98)}` },
  },
];

describe('sizes', () => {
  it.each(tooLarge)('are too large when $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(fitting)('fit when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
