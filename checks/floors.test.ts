import { describe, expect, it } from 'vitest';
import { violations } from './floors.ts';
import { type Case, plant } from './test/plant.ts';

const climbing: readonly Case[] = [
  {
    reason: 'core imports toggl',
    files: { 'core/engine/a.ts': "import { b } from '../../toggl/b.ts';" },
  },
  {
    reason: 'toggl imports core',
    files: { 'toggl/a.ts': "import { b } from '../core/b.ts';" },
  },
  {
    reason: 'a type-only import climbs as well',
    files: { 'core/a.ts': "import type { B } from '../backend/src/app.ts';" },
  },
  {
    reason: 'a type is taken with import() in place',
    files: { 'core/a.ts': "type B = import('../contract/b.ts').B;" },
  },
  {
    reason: 'a re-export climbs',
    files: { 'contract/a.ts': "export { b } from '../backend/src/b.ts';" },
  },
  {
    reason: 'core/time knows a folder beside it',
    files: { 'core/time/a.ts': "import { b } from '../engine/b.ts';" },
  },
  {
    reason: 'the engine knows the projection',
    files: { 'core/engine/a.ts': "import { b } from '../projection/b.ts';" },
  },
  {
    reason: 'a store file calls a service',
    files: { 'backend/src/store/a.ts': "import { b } from '../services/b.ts';" },
  },
  {
    reason: 'the projection calls a service',
    files: { 'backend/src/projection/a.ts': "import { b } from '../services/b.ts';" },
  },
  {
    reason: 'a service knows HTTP',
    files: { 'backend/src/services/a.ts': "import { b } from '../http/b.ts';" },
  },
  {
    reason: 'Discord knows HTTP',
    files: { 'backend/src/discord/a.ts': "import { b } from '../http/b.ts';" },
  },
  {
    reason: 'http/ knows a service',
    files: { 'backend/src/http/a.ts': "import { b } from '../services/b.ts';" },
  },
  {
    reason: 'the app composes itself',
    files: { 'backend/src/app.ts': "import { b } from './compose.ts';" },
  },
  {
    reason: 'the sandbox shares the client it stands in for',
    files: { 'toggl-sandbox/a.ts': "import { b } from '../toggl/client.ts';" },
  },
  {
    reason: 'production imports the sandbox',
    files: { 'backend/src/compose.ts': "import { b } from '../../toggl-sandbox/b.ts';" },
  },
  {
    reason: "core's tests leave the ground",
    files: { 'core/engine/a.test.ts': "import { b } from '../../backend/src/b.ts';" },
  },
  { reason: 'a folder stands on no floor', files: { 'backend/src/odd/a.ts': '' } },
];

const descending: readonly Case[] = [
  {
    reason: 'the engine uses time and the refusals of core',
    files: {
      'core/engine/a.ts': "import { b } from '../time/b.ts'; import { c } from '../refusal.ts';",
    },
  },
  {
    reason: 'a route uses a service and http/',
    files: {
      'backend/src/routes/a.ts':
        "import { b } from '../services/b.ts'; import { c } from '../http/c.ts';",
    },
  },
  {
    reason: 'main uses compose',
    files: { 'backend/src/main.ts': "import { b } from './compose.ts';" },
  },
  {
    reason: 'the sandbox shares the shape of the wire',
    files: { 'toggl-sandbox/a.ts': "import type { T } from '../toggl/transport.ts';" },
  },
  {
    reason: 'a test of the backend uses the sandbox and the whole backend',
    files: {
      'backend/src/store/a.test.ts':
        "import { b } from '../../../toggl-sandbox/b.ts'; import { c } from '../compose.ts';",
    },
  },
  {
    reason: 'the demo stands on top',
    files: { 'demo/main.ts': "import { b } from '../toggl-sandbox/b.ts';" },
  },
];

describe('floors', () => {
  it.each(climbing)('are left when $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(descending)('are kept when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });

  it('say what is wrong, where, and what to do instead', () => {
    const [sentence] = violations(plant({ 'toggl/a.ts': "\nimport { b } from '../core/b.ts';" }));
    expect(sentence).toBe(
      'toggl/a.ts:2 imports core/b.ts, but toggl/ may import only itself. Imports only go down: ' +
        'move what both need to a lower floor, or take it as an argument.',
    );
  });
});
