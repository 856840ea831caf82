/**
 * One sentence instead of JSON, for a notification or for Siri: `Accept: text/plain` takes the
 * `say` of a reply alone, and of an error the sentence that tells what is wrong. A reply that says
 * nothing stays JSON.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export function answerInSentences(app: FastifyInstance): void {
  app.addHook('preSerialization', (request, reply, payload, done) => {
    if (!wantsText(request)) return done(null, payload);
    const sentence = sentenceOf(payload);
    if (sentence === null) return done(null, payload);
    reply.type('text/plain; charset=utf-8').serializer(String);
    return done(null, sentence);
  });
}

/** Named, and before JSON where both are. */
export function wantsText({ headers: { accept = '' } }: FastifyRequest): boolean {
  const text = accept.indexOf('text/plain');
  const json = accept.indexOf('application/json');
  return text >= 0 && (json < 0 || text < json);
}

/** For a reply that is data as JSON, and a sentence only where one is wanted. */
export function sendSentence(reply: FastifyReply, sentence: string): FastifyReply {
  return reply.type('text/plain; charset=utf-8').send(sentence);
}

function sentenceOf(payload: unknown): string | null {
  if (!isRecord(payload)) return null;
  if (typeof payload.say === 'string') return payload.say;
  const { error } = payload;
  return isRecord(error) && typeof error.message === 'string' ? firstSentence(error.message) : null;
}

/** The rest says what to do, for whoever reads the JSON. */
function firstSentence(message: string): string {
  return /^.+?[.!?](?=\s+\p{Lu}|$)/su.exec(message)?.[0] ?? message;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
