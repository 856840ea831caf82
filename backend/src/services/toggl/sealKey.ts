/**
 * The key that secrets are sealed with: the one of the settings, else one in a file beside the
 * database, made when it is first needed and readable by its owner alone.
 *
 * Invariant: a key that is there is never written over, and one that others may read is refused:
 * sealing with it would be a promise that nobody keeps.
 */
import { constants, copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sealKeyBytes } from './seal.ts';

type KeyPlace = Readonly<{
  /** COMPASS_SEAL_KEY, as it was set. */
  setting: string | null;
  path: string;
  randomBytes: (count: number) => Uint8Array;
}>;

export type SealKey =
  | Readonly<{ kind: 'key'; key: Uint8Array }>
  | Readonly<{ kind: 'unusable'; reason: string }>;

/** `make` for sealing; for opening what was sealed, a new key would be of no use. */
export async function readSealKey(place: KeyPlace, need: 'open' | 'make'): Promise<SealKey> {
  if (place.setting !== null) return settingKey(place.setting);
  const found = await readKeyFile(place.path);
  if (found !== null || need === 'open') return found ?? missing(place.path);
  await mkdir(dirname(place.path), { recursive: true });
  const text = `${Buffer.from(place.randomBytes(sealKeyBytes)).toString('base64url')}\n`;
  await placeKey(place.path, text);
  return (await readKeyFile(place.path)) ?? missing(place.path);
}

/**
 * Whole or not at all, and on the disk before anything is sealed with it: half a key would be in
 * the way of every other. Another process may have made one this moment: then that one holds.
 */
async function placeKey(path: string, text: string): Promise<void> {
  const made = `${path}.${process.pid}`;
  await rm(made, { force: true });
  await writeFile(made, text, { flag: 'wx', mode: 0o600, flush: true });
  // Not every disk has links; a copy stops at a key that is there as well.
  const place = () => copyFile(made, path, constants.COPYFILE_EXCL);
  await link(made, path).catch(place).catch(ignoreExisting);
  await rm(made);
}

function settingKey(setting: string): SealKey {
  const key = parseSealKey(setting);
  if (key !== null) return { kind: 'key', key };
  return { kind: 'unusable', reason: 'COMPASS_SEAL_KEY is no key of 32 bytes. Set a right one.' };
}

async function readKeyFile(path: string): Promise<SealKey | null> {
  const text = await readFile(path, 'utf8').catch(nullWhereMissing);
  if (text === null) return null;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    const reason = `The key file ${path} can be read by others. Run: chmod 600 ${path}`;
    return { kind: 'unusable', reason };
  }
  const key = parseSealKey(text.trim());
  if (key !== null) return { kind: 'key', key };
  return {
    kind: 'unusable',
    reason: `The key file ${path} holds no key. Put the right one there.`,
  };
}

function missing(path: string): SealKey {
  return {
    kind: 'unusable',
    reason: `The key file ${path} is missing. Put it back, set COMPASS_SEAL_KEY, or connect again.`,
  };
}

/** 32 bytes, in hexadecimal or base64 of either alphabet; null where it is something else. */
function parseSealKey(text: string): Uint8Array | null {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  return /^[\w+/=-]+$/.test(text) && key.length === sealKeyBytes ? key : null;
}

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
