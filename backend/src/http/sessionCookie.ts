/**
 * The cookie of a browser that is signed in. Scripts cannot read it, and no page of another site
 * makes the browser send it. Written here by hand: a plugin would read the cookies of every call,
 * and those of phones, which are most, carry none.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const sessionCookieName = 'compass_session';

const rules = 'Path=/; HttpOnly; SameSite=Strict';
const ownCookie = new RegExp(`(?:^|; *)${sessionCookieName}=([^;]+)`);

export function sessionOf({ headers }: FastifyRequest): string | null {
  return ownCookie.exec(headers.cookie ?? '')?.[1] ?? null;
}

type Kept = Readonly<{ secret: string; keptMs: number }>;

export function setSessionCookie(reply: FastifyReply, { secret, keptMs }: Kept): void {
  write(reply, `${secret}; Max-Age=${Math.floor(keptMs / 1000)}`);
}

export function clearSessionCookie(reply: FastifyReply): void {
  write(reply, '; Max-Age=0');
}

/** Over plain http, as in a home network, a browser would throw a Secure one away. */
function write(reply: FastifyReply, valueAndAge: string): void {
  const secure = reply.request.protocol === 'https' ? '; Secure' : '';
  reply.header('set-cookie', `${sessionCookieName}=${valueAndAge}; ${rules}${secure}`);
}
