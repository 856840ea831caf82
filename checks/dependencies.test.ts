import { describe, expect, it } from 'vitest';
import { type Manifest, violations } from './dependencies.ts';
import { type Planted, plant } from './test/plant.ts';

const manifest: Manifest = {
  dependencies: { fastify: '5.0.0' },
  devDependencies: { 'fast-check': '4.0.0', typescript7: 'npm:typescript@7.0.2' },
};

const server: Planted = { 'backend/src/app.ts': "import { fastify } from 'fastify';" };

describe('dependencies', () => {
  it('are declared where production or a test uses them', () => {
    const test = { 'core/a.test.ts': "import fc from 'fast-check'; import 'node:fs';" };
    expect(violations(plant({ ...server, ...test }), manifest)).toEqual([]);
  });

  it('of production are not found among those of development', () => {
    const file = { 'core/a.ts': "import fc from 'fast-check';" };
    expect(violations(plant({ ...server, ...file }), manifest)).toEqual([
      expect.stringMatching(/^core\/a\.ts:1 imports fast-check/),
    ]);
  });

  it('are known by their package, whatever path in it is imported', () => {
    const file = { 'backend/src/a.ts': "import a from '@scope/name/deep/file';" };
    const declared = { ...manifest.dependencies, '@scope/name': '1.0.0' };
    const found = violations(plant({ ...server, ...file }), {
      ...manifest,
      dependencies: declared,
    });
    expect(found).toEqual([]);
  });

  it('are used, or they go', () => {
    expect(violations([], manifest)).toEqual([expect.stringContaining('fastify')]);
  });

  it('have exact versions', () => {
    const loose = { ...manifest, dependencies: { fastify: '^5.0.0' } };
    expect(violations(plant(server), loose)).toEqual([expect.stringContaining('^5.0.0')]);
  });
});
