/** Whether a body was signed with our secret. How long it takes to say no says nothing of it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const form = /^sha256=([0-9a-f]{64})$/;

/** Whether it looks like one, which says nothing of whose it is. */
export function isSignature(text: string | undefined): boolean {
  return form.test(text ?? '');
}

/** Over the very bytes that came: a body that was read and written again is another one. */
export function isSigned(body: Buffer, signature: string | undefined, secret: string): boolean {
  const [, given] = form.exec(signature ?? '') ?? [];
  const expected = createHmac('sha256', secret).update(body).digest();
  const bytes = Buffer.from(given ?? '0'.repeat(64), 'hex');
  return timingSafeEqual(expected, bytes) && given !== undefined;
}

/** Known to nobody but Toggl and who holds the token, and stored nowhere. */
export function webhookSecretFrom(token: string): string {
  return createHmac('sha256', token).update('compass webhook').digest('hex');
}
