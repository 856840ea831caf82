/**
 * What a person starts: reads the settings, starts the server, stops it on a signal. What a person
 * can mend ends it with one line that says what to do, and exit code 1; anything else, loudly.
 */
import { pino } from 'pino';
import { type Composition, compose } from './compose.ts';
import type { Config } from './config.ts';
import { realWorld } from './outerWorld.ts';
import { openOrLeave } from './programs/openOrLeave.ts';
import { codeOf, leave, readSettings, reasonOf } from './programs/settings.ts';
import { BadTriggersFile } from './services/automations/triggersFile.ts';

await run();

async function run(): Promise<void> {
  const config = await readSettings();
  const logger = pino({
    level: config.logLevel,
    base: null,
    redact: [
      '*.token',
      '*.apiToken',
      '*.apiSecret',
      '*.secret',
      '*.authorization',
      '*["x-api-secret"]',
    ],
  });
  const world = { ...realWorld, openDatabase: openOrLeave };
  const engine = await compose({ config, logger, ...world }).catch((error: unknown) => {
    if (error instanceof BadTriggersFile) return leave(error.message);
    throw error;
  });
  stopOnSignals(engine);
  // Before anything else can fail: it cannot be shown a second time.
  if (engine.madeSecret !== null) {
    process.stdout.write(`Your secret, shown only this once: ${engine.madeSecret}\n`);
  }
  const address = await engine.start().catch((error: unknown) => leave(whyNoPort(config, error)));
  process.stdout.write(`Compass Time Engine listens on ${address}\n`);
  if (process.stdout.isTTY) await showSignInLink(engine, address);
}

/** To a person alone: where the output is kept as a log, a link to get in has no place. */
async function showSignInLink(engine: Composition, address: string): Promise<void> {
  const link = await engine.signInLink(address);
  process.stdout.write(`Sign in, once and within a quarter of an hour: ${link}\n`);
}

function stopOnSignals(engine: Composition): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await engine.stop();
      process.exit(0);
    });
  }
}

function whyNoPort({ port, host }: Config, error: unknown): string {
  if (codeOf(error) === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop what runs there, or set PORT to another.`;
  }
  return `Cannot listen on ${host}:${port}: ${reasonOf(error)} Look at HOST and PORT.`;
}
