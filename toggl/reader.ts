/**
 * Reads the body of a 2xx reply. What cannot be read is a value: the call may have been carried
 * out all the same. A reason names fields, never their contents, which may hold secrets.
 */
import type * as z from 'zod';
import type { HttpReply } from './transport.ts';

type Reading<T> =
  | Readonly<{ kind: 'read'; value: T }>
  | Readonly<{ kind: 'unreadable'; reason: string }>;

export type Reader<T> = (reply: HttpReply) => Reading<T>;

export function jsonReader<T>(schema: z.ZodType<T>): Reader<T> {
  return (reply) => {
    const parsed = parseJson(reply.body);
    if (parsed.kind === 'unreadable') return parsed;
    const result = schema.safeParse(parsed.value);
    if (result.success) return { kind: 'read', value: result.data };
    return { kind: 'unreadable', reason: describeFault(result.error) };
  };
}

/**
 * For calls whose reply says nothing, such as a delete. A body that is not JSON is refused even
 * here: a hotel's log-in page also answers 200, and the delete would be taken for done.
 */
export const readNothing: Reader<null> = (reply) => {
  if (reply.body.trim() === '') return { kind: 'read', value: null };
  const parsed = parseJson(reply.body);
  return parsed.kind === 'read' ? { kind: 'read', value: null } : parsed;
};

function parseJson(body: string): Reading<unknown> {
  try {
    return { kind: 'read', value: JSON.parse(body) };
  } catch {
    const what = body.trim() === '' ? 'is empty' : 'is not JSON';
    return { kind: 'unreadable', reason: `the body ${what}` };
  }
}

export function describeFault(error: z.ZodError): string {
  const [first] = error.issues;
  const field = first?.path.join('.') || 'the body';
  return `${field}: ${first?.message ?? 'unreadable'}`;
}
