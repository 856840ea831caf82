/** Sealing: what is sealed can be opened with the same key for the same account, and not else. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seal, unseal } from '../../src/services/toggl/seal.ts';
import { readSealKey } from '../../src/services/toggl/sealKey.ts';

const key = Buffer.alloc(32, 1);
const nonce = Buffer.alloc(12, 2);
const token = 'a token of Toggl, ünïcode too';

describe('a sealed text', () => {
  const sealed = seal(token, { key, accountId: 'owner', nonce });

  it('opens with its key, and shows nothing of what is in it', () => {
    expect(unseal(sealed, { key, accountId: 'owner' })).toBe(token);
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString()).not.toContain('token');
    expect(seal(token, { key, accountId: 'owner', nonce: Buffer.alloc(12, 3) })).not.toBe(sealed);
  });

  const [, , middle = ''] = sealed.split('.');
  it.each([
    { reason: 'with another key', text: sealed, key: Buffer.alloc(32, 9), accountId: 'owner' },
    { reason: 'for another account', text: sealed, key, accountId: 'other' },
    { reason: 'once changed', text: sealed.replace(middle, `A${middle.slice(1)}`), key },
    { reason: 'with a shorter tag', text: sealed.slice(0, -6), key },
    { reason: 'of another version', text: sealed.replace('v1', 'v2'), key },
    { reason: 'as something else', text: 'nonsense', key },
  ])('does not open $reason', ({ text, key: used, accountId = 'owner' }) => {
    expect(unseal(text, { key: used, accountId })).toBeNull();
  });
});

describe('the key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compass-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const place = (setting: string | null = null) => ({
    setting,
    path: join(folder, 'deeper', 'compass.db.key'),
    randomBytes: (count: number) => Buffer.alloc(count, 5),
  });

  it('is made once, and read from then on', async () => {
    expect(await readSealKey(place(), 'open')).toMatchObject({ kind: 'unusable' });
    expect(await readSealKey(place(), 'make')).toEqual({ kind: 'key', key: Buffer.alloc(32, 5) });
    const text = readFileSync(place().path, 'utf8');
    const other = { ...place(), randomBytes: (count: number) => Buffer.alloc(count, 6) };
    expect(await readSealKey(other, 'make')).toEqual({ kind: 'key', key: Buffer.alloc(32, 5) });
    expect(readFileSync(place().path, 'utf8')).toBe(text);
    expect(statSync(place().path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(place().path))).toEqual(['compass.db.key']);
  });

  it.each([
    { form: 'base64', text: Buffer.alloc(32, 7).toString('base64') },
    { form: 'base64url', text: Buffer.alloc(32, 7).toString('base64url') },
    { form: 'hexadecimal', text: Buffer.alloc(32, 7).toString('hex') },
  ])('may be set in $form', async ({ text }) => {
    const found = await readSealKey(place(text), 'open');
    expect(found).toEqual({ kind: 'key', key: Buffer.alloc(32, 7) });
  });

  it('is refused where others can read it, or where it is none', async () => {
    await readSealKey(place(), 'make');
    chmodSync(place().path, 0o640);
    expect(await readSealKey(place(), 'make')).toMatchObject({
      kind: 'unusable',
      reason: expect.stringContaining('chmod 600'),
    });
    chmodSync(place().path, 0o600);
    writeFileSync(place().path, 'too short');
    expect(await readSealKey(place(), 'make')).toMatchObject({ kind: 'unusable' });
  });
});
