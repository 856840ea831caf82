/**
 * What a resource says to a request, before pipeline.ts adds the headers that every reply carries.
 * Errors are bare JSON strings; the exceptions are built where they are known.
 */
export type Answer = Readonly<{
  status: number;
  body: string;
  /** null: the reply has no Content-Type at all. */
  contentType: string | null;
  headers: Readonly<Record<string, string>>;
}>;

const jsonType = 'application/json; charset=utf-8';

export function jsonAnswer(value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status: 200, body: JSON.stringify(value), contentType: jsonType, headers };
}

/** A delete: the type says JSON, the body is empty. */
export const emptyAnswer: Answer = { status: 200, body: '', contentType: jsonType, headers: {} };

export function refusedAnswer(status: number, message: string): Answer {
  return { status, body: JSON.stringify(message), contentType: jsonType, headers: {} };
}

export const invalidJsonAnswer: Answer = refusedAnswer(400, 'JSON is not valid');
