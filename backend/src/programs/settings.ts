/**
 * What every program that a person starts begins with: the settings, from the environment and
 * from `.env`, and the one line it leaves with where it cannot go on.
 */
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { type Config, readConfig } from '../config.ts';

export async function readSettings(): Promise<Config> {
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

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.replaceAll('\n', ' ').replace(/\.?$/, '.')}`;
}

export function leave(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
