import { describe, expect, it } from 'vitest';
import { violations } from './bannedCalls.ts';
import { plant } from './test/plant.ts';

const reaching: readonly string[] = [
  'const a = Date.now();',
  'const clock = Date.now;',
  'const a = new Date();',
  'const a = new Date;',
  'const a = Date();',
  'const a = performance.now();',
  'const a = Temporal.Now.instant();',
  'const a = Math.random();',
  'const a = crypto.randomUUID();',
  'const a = globalThis.crypto.randomUUID();',
  "import { randomUUID } from 'node:crypto';",
  "import * as crypto from 'node:crypto'; const a = crypto.createHash('sha256');",
  'setTimeout(run, 5);',
  'const timers = { setTimeout };',
  'const timers = { start: setInterval };',
  'const later = setImmediate;',
  'run(setTimeout);',
  "import { setTimeout } from 'node:timers/promises';",
  "const a = await fetch('http://localhost');",
  'const send = globalThis.fetch;',
  'export const f = (send = fetch) => send;',
  'const a = process.env.PORT;',
  'const { PORT } = process.env;',
  "console.log('a');",
];

const asking: readonly string[] = [
  'const a = new Date(startAt);',
  'const a = clock.now();',
  "import { createHash } from 'node:crypto';",
  'timers.setTimeout(run, 5);',
  'type Timers = { setTimeout: (run: () => void) => void };',
  'export function f(fetch: Fetch) { return 1; }',
  'const a: typeof fetch = send;',
  'const a = client.fetch(1);',
  "const a = 'Date.now()'; // Date.now()",
];

describe('banned calls', () => {
  it.each(reaching)('are found in %s', (text) => {
    expect(violations(plant({ 'backend/src/services/a.ts': text })).length).toBeGreaterThan(0);
  });

  it.each(asking)('are not seen in %s', (text) => {
    expect(violations(plant({ 'backend/src/services/a.ts': text }))).toEqual([]);
  });

  it('are found in tests as well', () => {
    expect(violations(plant({ 'core/a.test.ts': 'const a = Date.now();' }))).toEqual([
      'core/a.test.ts:1 uses Date.now. Take the instant, or a clock, as an argument.',
    ]);
  });

  it('pass where the table of exceptions lets them', () => {
    const sources = plant({
      'backend/src/outerWorld.ts': 'const clock = { now: () => Date.now() };',
      'backend/src/programs/settings.ts': 'start(process.env);',
      'backend/test/server.test.ts': "await fetch('http://localhost');",
      'demo/main.ts': "console.log('open http://localhost:3001');",
    });
    expect(violations(sources)).toEqual([]);
  });

  it('pass no further than their exception reaches', () => {
    expect(violations(plant({ 'backend/src/outerWorld.ts': 'f(process.env);' }))).toHaveLength(1);
  });
});
