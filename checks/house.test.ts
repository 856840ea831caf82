/** All rules of the house on the tree as it stands. Each rule's own test proves it can fail. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as bannedCalls from './bannedCalls.ts';
import * as circles from './circles.ts';
import * as deadExports from './deadExports.ts';
import * as dependencies from './dependencies.ts';
import * as doorways from './doorways.ts';
import * as floors from './floors.ts';
import * as names from './names.ts';
import * as purity from './purity.ts';
import * as sizes from './sizes.ts';
import { readTree } from './sources.ts';
import * as storage from './storage.ts';
import * as testHabits from './testHabits.ts';
import * as words from './words.ts';

const root = join(import.meta.dirname, '..');
const { sources, texts } = readTree(root);
const manifest: dependencies.Manifest = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

const rules: readonly Readonly<{ claim: string; found: readonly string[] }>[] = [
  { claim: 'imports only go down the floors', found: floors.violations(sources) },
  { claim: 'the kept doorways are respected', found: doorways.violations(sources) },
  { claim: 'core decides and never waits', found: purity.violations(sources) },
  { claim: 'no file imports itself in a circle', found: circles.violations(sources) },
  { claim: 'files are named for the one thing they define', found: names.violations(sources) },
  { claim: 'files, functions and lines stay within size', found: sizes.violations(sources) },
  { claim: 'clock, chance and wire are arguments', found: bannedCalls.violations(sources) },
  { claim: 'each table has one writer, SQL one place', found: storage.violations(sources) },
  { claim: 'every export is taken up', found: deadExports.violations(sources) },
  { claim: 'tests always run and never wait', found: testHabits.violations(sources) },
  { claim: 'dependencies match imports', found: dependencies.violations(sources, manifest) },
  { claim: 'no notes to oneself, no machine paths', found: words.violations(texts) },
];

describe('the house', () => {
  it('reads the tree', () => {
    expect(sources.map(({ path }) => path)).toContain('checks/house.test.ts');
  });

  it.each(rules)('$claim', ({ found }) => {
    if (found.length > 0) expect.fail(`\n${found.join('\n')}\n`);
  });
});
