/**
 * Whether a page of this server sent a request, by what the browser itself says of it. A script
 * of another site can neither set nor change these headers.
 */
import type { FastifyRequest } from 'fastify';

/** `unknown`: no browser that tells, or no browser. */
type Sender = 'own-page' | 'other-page' | 'unknown';

/**
 * Browsers send Sec-Fetch-Site over https and on the machine itself, and over plain http Origin
 * alone. There only the hosts are compared: a proxy with https in front talks http to us.
 */
export function senderOf(request: FastifyRequest, publicUrl: string | null): Sender {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own-page' : 'other-page';
  const { origin } = request.headers;
  if (origin === undefined) return 'unknown';
  const host = URL.parse(origin)?.host;
  const own = [request.host, publicUrl === null ? null : URL.parse(publicUrl)?.host];
  return host !== undefined && own.includes(host) ? 'own-page' : 'other-page';
}
