/**
 * Reads the parts of a request with the schemas of contract/, and says in plain words what is wrong
 * with one. Where a schema has words of its own, those are told.
 *
 * Invariant: whoever reads the message knows what to send, and learns nothing of the library that
 * found it.
 */
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { z } from 'zod';

type Read = Readonly<{ value: unknown }> | Readonly<{ error: FastifySchemaValidationError[] }>;

export function requestReader(schema: z.ZodType): (data: unknown) => Read {
  return (data) => {
    const read = schema.safeParse(data, { error: wordsFor });
    return read.success ? { value: read.data } : { error: read.error.issues.map(problemOf) };
  };
}

function problemOf({ code, path, message }: z.core.$ZodIssue): FastifySchemaValidationError {
  const instancePath = `/${path.join('/')}`;
  return { keyword: code, instancePath, schemaPath: `#${instancePath}`, params: {}, message };
}

/** Each follows the name of a field and a colon. */
function wordsFor(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing: send it' : `has to be ${kindOf(issue)}`;
    case 'invalid_value':
      return valueWords(issue);
    case 'unrecognized_keys':
      return unknownFieldWords(issue.keys);
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `holds too few: send at least ${issue.minimum}`
        : `has to be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `holds too many: send at most ${issue.maximum}`
        : `has to be at most ${issue.maximum}`;
    case 'invalid_union':
      return 'fits none of the forms that it may have: GET /docs shows them';
    case 'invalid_format':
      return issue.format === 'url'
        ? 'is not a web address: send one like https://me.example'
        : 'has another form than it should: GET /docs shows it';
    default:
      return 'is not what belongs here: GET /docs shows it';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function kindOf({ expected }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): string {
  return kinds[expected] ?? expected;
}

function valueWords({ input, values }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>): string {
  const all = values.length === 1 ? `${String(values[0])}` : `one of ${values.join(', ')}`;
  return input === undefined ? `is missing: send ${all}` : `has to be ${all}`;
}

function unknownFieldWords(keys: readonly string[]): string {
  const names = keys.map((key) => JSON.stringify(key)).join(', ');
  const are = keys.length === 1 ? 'is' : 'are';
  return `holds ${names}, which ${are} not known here: look for a typo`;
}
