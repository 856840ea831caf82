import { describe, expect, it } from 'vitest';
import { violations } from './purity.ts';
import { type Case, plant } from './test/plant.ts';

const impure: readonly Case[] = [
  { reason: 'it reaches into Node', files: { 'core/a.ts': "import { join } from 'node:path';" } },
  { reason: 'it takes a package', files: { 'core/a.ts': "import { z } from 'zod';" } },
  { reason: 'a function is async', files: { 'core/a.ts': 'export async function f() {}' } },
  { reason: 'it speaks of promises', files: { 'core/a.ts': 'type A = Promise<number>;' } },
  { reason: 'a test waits', files: { 'core/a.test.ts': "it('a', async () => {});" } },
  { reason: 'a test reads files', files: { 'core/a.test.ts': "import fs from 'node:fs';" } },
];

const pure: readonly Case[] = [
  { reason: 'it makes civil time', files: { 'core/time/a.ts': "import 'temporal-polyfill';" } },
  {
    reason: 'its tests use their tools',
    files: { 'core/a.test.ts': "import fc from 'fast-check'; import { it } from 'vitest';" },
  },
  {
    reason: 'a fixture of its tests generates values',
    files: { 'core/world.fixture.ts': "import fc from 'fast-check';" },
  },
  { reason: 'others wait', files: { 'backend/src/app.ts': 'export async function f() {}' } },
];

describe('core', () => {
  it.each(impure)('is impure when $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(pure)('is pure when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
