/**
 * A test of the app: the real server on a free port with a fresh database, a sandbox Toggl beside
 * it, and a browser that is signed in. Time is the machine's: a browser cannot be handed another.
 *
 * Invariant: a test fails by itself where the page logs an error or breaks the security policy.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { compose } from '../../backend/src/compose.ts';
import { readConfig } from '../../backend/src/config.ts';
import { realWorld } from '../../backend/src/outerWorld.ts';
import { createClient } from '../../contract/client.ts';
import type { HttpRequest } from '../../toggl/transport.ts';
import { createHuman } from '../../toggl-sandbox/human.ts';
import { createSandbox } from '../../toggl-sandbox/sandbox.ts';
import { startSandboxServer } from '../../toggl-sandbox/server.ts';

const timeZone = 'Europe/Berlin';

export type Compass = Awaited<ReturnType<typeof startCompass>>;

type Fixtures = {
  /** The server, what stands behind it, and a second client beside the browser. */
  compass: Compass;
  /** Words of errors on the console that the test means to cause. */
  expectedErrors: RegExp[];
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
  compass: async ({}, use) => {
    const compass = await startCompass();
    await use(compass);
    await compass.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
  expectedErrors: async ({}, use) => use([/Service Worker registration blocked by Playwright/]),
  page: async ({ page, compass, expectedErrors }, use) => {
    const complaints = complaintsOf(page);
    await page.goto(await compass.signInLink());
    await expect(page.getByRole('heading', { name: 'Now' })).toBeVisible();
    await use(page);
    const unexpected = complaints.filter(
      (text) => !expectedErrors.some((words) => words.test(text)),
    );
    expect(unexpected).toEqual([]);
  },
});

/** Everything on the console that a person would not want to see there. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

async function startCompass() {
  const now = () => Date.now();
  const sandbox = createSandbox({ now, random: () => 0.5, account: { timeZone } });
  sandbox.seed({ projects: [{ name: 'Coding' }, { name: 'Writing' }] });
  const wire = { isCut: false };
  const faults = {
    next: (_request: HttpRequest) => (wire.isCut ? ('lost-before' as const) : null),
  };
  const toggl = await startSandboxServer({ sandbox, faults });
  const folder = mkdtempSync(join(tmpdir(), 'compass-e2e-'));
  const secret = realWorld.newSecret();
  const composition = await compose({
    ...realWorld,
    config: configFor({
      API_SECRET: secret,
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'compass.db')}`,
      TOGGL_API_TOKEN: sandbox.config().token,
      TOGGL_API_URL: toggl.url,
      COMPASS_TIMEZONE: timeZone,
      WORK_MODE_DEBOUNCE_SECONDS: '0',
    }),
    logger: { error: failLoudly, warn: () => {}, info: () => {} },
  });
  const address = await composition.start();
  const client = createClient({ baseUrl: address, secret, send: fetch });
  return {
    address,
    sandbox,
    human: createHuman({ sandbox }),
    /** Cuts the wire between the server and Toggl. */
    wire,
    client,
    secret,
    primary: async () => {
      const state = await client.state();
      return state.ok ? (state.body.primary?.category ?? null) : 'refused';
    },
    /** Newest first. */
    slicesOf: async (category: string) => {
      const slices = await client.slices({ category });
      return slices.ok ? slices.body : [];
    },
    signInLink: () => composition.signInLink(address),
    whenProjected: composition.whenProjected,
    close: async () => {
      await composition.stop();
      await toggl.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function failLoudly(facts: object, message: string): void {
  throw new Error(`The server had a fault: ${message} ${JSON.stringify(facts)}`);
}

function configFor(settings: Record<string, string>) {
  const read = readConfig(settings, 'UTC');
  if (read.kind === 'ok') return read.config;
  throw new Error(read.line);
}
