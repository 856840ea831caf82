import { describe, expect, it } from 'vitest';
import { violations } from './doorways.ts';
import { type Case, plant } from './test/plant.ts';

const client = 'export type TogglClient = { stopEntry(id: number): Promise<void> };';

const passing: readonly Case[] = [
  {
    reason: 'the tick imports the Toggl client',
    files: { 'backend/src/projection/tick.ts': "import { c } from '../../../toggl/client.ts';" },
  },
  {
    reason: 'a service takes the type of the Toggl client',
    files: {
      'backend/src/services/a.ts': "import type { TogglClient } from '../../../toggl/client.ts';",
    },
  },
  {
    reason: 'a client that was passed along is called',
    files: {
      'toggl/client.ts': client,
      'backend/src/projection/tick.ts': 'export const go = (parts) => parts.client.stopEntry(1);',
    },
  },
  {
    reason: 'the time engine imports the projection',
    files: {
      'backend/src/services/engine/timeEngine.ts':
        "import type { T } from '../../projection/tick.ts';",
    },
  },
  {
    reason: 'a route commands the time engine without a nudge',
    files: {
      'backend/src/routes/a.ts': "import { startSlice } from '../services/engine/timeEngine.ts';",
    },
  },
  {
    reason: 'Discord commands the time engine without a nudge',
    files: {
      'backend/src/discord/a.ts': "import * as engine from '../services/engine/timeEngine.ts';",
    },
  },
  {
    reason: 'a service writes SQL',
    files: { 'backend/src/services/a.ts': "import { sql } from 'kysely';" },
  },
  {
    reason: 'a store file opens a database of its own',
    files: { 'backend/src/store/a.ts': "import pg from 'pg';" },
  },
  {
    reason: 'civil time is made outside core/time',
    files: { 'core/engine/a.ts': "import { Temporal } from 'temporal-polyfill';" },
  },
];

const allowed: readonly Case[] = [
  {
    reason: 'the governor calls the client',
    files: {
      'toggl/client.ts': client,
      'backend/src/projection/governor.ts':
        "import type { T } from '../../../toggl/client.ts'; export const f = (client) => " +
        'client.stopEntry(1);',
    },
  },
  {
    reason: 'something else has a method of the same name',
    files: {
      'toggl/client.ts': client,
      'backend/src/services/a.ts': 'export const f = (engine) => engine.stopEntry(1);',
    },
  },
  {
    reason: 'compose creates the client',
    files: { 'backend/src/composeLive.ts': "import { c } from '../../toggl/client.ts';" },
  },
  {
    reason: 'a route names a type of the time engine',
    files: {
      'backend/src/routes/a.ts': "import type { Started } from '../services/engine/timeEngine.ts';",
    },
  },
  {
    reason: 'the nudges look at the projection',
    files: {
      'backend/src/services/toggl/togglProjection.ts':
        "import { w } from '../../projection/wakeup.ts';",
    },
  },
  {
    reason: 'core/time makes civil time',
    files: { 'core/time/day.ts': "import { Temporal } from 'temporal-polyfill';" },
  },
];

describe('doorways', () => {
  it.each(passing)('are passed by when $reason', ({ files }) => {
    expect(violations(plant(files)).length).toBeGreaterThan(0);
  });

  it.each(allowed)('are respected when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
