/**
 * Seals a secret so that whoever gets hold of the database alone cannot read it: AES-256-GCM, with
 * the account as what is authenticated beside it, so that no row can be moved to another account.
 * Only a secret goes in and only a text comes out; neither is ever logged.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

export const sealKeyBytes = 32;
export const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

type Sealing = Readonly<{
  key: Uint8Array;
  accountId: string;
  /** Never the same twice for one key. */
  nonce: Uint8Array;
}>;

export function seal(secret: string, { key, accountId, nonce }: Sealing): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(accountId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()];
  return [version, ...parts.map((part) => Buffer.from(part).toString('base64url'))].join('.');
}

/** null where the key is another, or the text was tampered with. */
export function unseal(text: string, { key, accountId }: Omit<Sealing, 'nonce'>): string | null {
  const [found, ...parts] = text.split('.');
  const [nonce, sealed, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (found !== version || nonce === undefined || sealed === undefined) return null;
  if (tag?.length !== tagBytes || nonce.length !== nonceBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(accountId));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
