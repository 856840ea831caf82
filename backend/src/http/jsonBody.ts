/**
 * Reads request bodies: JSON in UTF-8, nothing else. An empty body counts as none, since many
 * clients name JSON as the type of a DELETE that carries nothing.
 *
 * Invariant: broken UTF-8 is refused rather than stored with replacement characters.
 */
import type { FastifyInstance } from 'fastify';
import { BadRequest } from './errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function readJsonBodies(app: FastifyInstance): void {
  // Refuses the keys __proto__ and constructor.prototype as well.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined);
    const text = decode(bytes);
    if (text === null) return done(new BadRequest('The body is not UTF-8. Send it as UTF-8.'));
    return parseJson(request, text, done);
  });
}

function decode(bytes: string | Buffer): string | null {
  if (typeof bytes === 'string') return bytes;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
