/**
 * What a person starts: reads the settings, starts the server, stops it on a signal. Every way
 * of not starting is one line that says what to do, and exit code 1.
 */
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { pino } from 'pino';
import { type Composition, compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { realWorld } from './outerWorld.ts';
import { BadTriggersFile } from './services/automations/triggersFile.ts';

await run();

async function run(): Promise<void> {
  const config = await settings();
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
  const engine = await compose({ config, logger, ...realWorld }).catch((error: unknown) =>
    leave(whyNotComposed(error)),
  );
  stopOnSignals(engine);
  // Before anything else can fail: it cannot be shown a second time.
  if (engine.madeSecret !== null) {
    process.stdout.write(`Your secret, shown only this once: ${engine.madeSecret}\n`);
  }
  const address = await engine.start().catch((error: unknown) => leave(whyNoPort(config, error)));
  process.stdout.write(`Compass Time Engine listens on ${address}\n`);
}

async function settings(): Promise<Config> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const read = readConfig({ ...(await settingsFile()), ...process.env }, timeZone);
  return read.kind === 'ok' ? read.config : leave(read.line);
}

/** `.env` in the working folder; what the environment sets goes before it. */
async function settingsFile(): Promise<Record<string, string | undefined>> {
  const text = await readFile('.env', 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    return leave(`The file .env cannot be read: ${reasonOf(error)} Mend its rights or remove it.`);
  });
  return parseEnv(text);
}

function stopOnSignals(engine: Composition): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await engine.stop();
      process.exit(0);
    });
  }
}

function whyNotComposed(error: unknown): string {
  if (error instanceof BadTriggersFile) return error.message;
  return `The database cannot be opened: ${reasonOf(error)} Look at DATABASE_URL.`;
}

function whyNoPort({ port, host }: Config, error: unknown): string {
  if (codeOf(error) === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop what runs there, or set PORT to another.`;
  }
  return `Cannot listen on ${host}:${port}: ${reasonOf(error)} Look at HOST and PORT.`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.replaceAll('\n', ' ').replace(/\.?$/, '.')}`;
}

function leave(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
