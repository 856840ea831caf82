/**
 * The real program, killed between a commit and the reply of the call that follows it, on a real
 * file, against a sandbox Toggl over HTTP. Started again it has to find out what became of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../toggl/transport.ts';
import { type Fault, type FaultPlan, scriptedFaults } from '../../../toggl-sandbox/faults.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../../toggl-sandbox/server.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

const isCreate = ({ method, url }: HttpRequest) =>
  method === 'POST' && url.endsWith('/time_entries');
const isRead = ({ url }: HttpRequest) => url.includes('since=');

/** Far more than it takes: each try is one answered request, so nothing sleeps. */
const triesUntilLinked = 5_000;

describe('the server killed between a commit and the reply of Toggl', () => {
  let folder: string;
  let toggl: SandboxServer;
  let server: ServerProcess;
  const waiting: { matches: (request: HttpRequest) => boolean; resolve: () => void }[] = [];
  const faults = scriptedFaults();
  const plan: FaultPlan = {
    next: (request) => {
      for (const { resolve } of waiting.filter(({ matches }) => matches(request))) resolve();
      return faults.next(request);
    },
  };
  const sandbox = createSandbox({ now: () => Date.now(), random: () => 0.5 });
  const seen = (matches: (request: HttpRequest) => boolean) =>
    new Promise<void>((resolve) => waiting.push({ matches, resolve }));
  const start = () =>
    startServerProcess({
      DATABASE_URL: `file:${join(folder, 'compass.db')}`,
      TOGGL_API_TOKEN: 'sandbox-token',
      TOGGL_API_URL: toggl.url,
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'compass-kill-'));
    toggl = await startSandboxServer({ sandbox, faults: plan });
    const connected = seen(({ url }) => url.includes('/me?'));
    server = await start();
    await connected;
  });
  afterEach(async () => {
    await server.kill();
    await toggl.close();
    rmSync(folder, { recursive: true });
  });

  /** The entry is known for the slice's own: nothing is sent for it any more. */
  const linked = async (sliceId: unknown) => {
    for (let tries = 0; tries < triesUntilLinked; tries += 1) {
      const { body } = await server.request('GET', '/api/engine/slices');
      const slices = body as unknown as readonly Record<string, unknown>[];
      if (slices.some(({ id, togglEntryId }) => id === sliceId && togglEntryId !== null)) return;
    }
    expect.fail('The slice had no entry after all those tries.');
  };

  const cuts: readonly Readonly<{ fault: Fault; reason: string }>[] = [
    { fault: 'hang-after', reason: 'the create had been applied' },
    { fault: 'hang-before', reason: 'the create never arrived' },
  ];
  it.each(cuts)('shows one running entry after a restart: $reason', async ({ fault }) => {
    const before = sandbox.entries().length;
    faults.add({ fault, matches: isCreate });
    const created = seen(isCreate);
    const { status, body: slice } = await server.request('POST', '/api/engine/start', {
      dimension: 'PRIMARY',
      category: `Cut by ${fault}`,
    });
    expect(status).toBe(201);
    await created;
    await server.kill();
    const looked = seen(isRead);
    server = await start();
    await looked;
    await linked(slice.id);
    expect(sandbox.entries().slice(before)).toHaveLength(1);
    expect(sandbox.running()?.description).toBe(`Cut by ${fault}`);
    const { body } = await server.request('GET', '/api/engine/state');
    expect(body.primary).toMatchObject({ category: `Cut by ${fault}` });
  });
});
