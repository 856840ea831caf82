/** Every recorded reply of the real Toggl means here what it meant there (recorded/INDEX.md). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { listSchema } from './listSchema.ts';
import { meSchema } from './me.ts';
import { projectPageSchema, projectSchema } from './project.ts';
import { readQuota } from './quotaHeaders.ts';
import { jsonReader, type Reader, readNothing } from './reader.ts';
import { tagSchema } from './tag.ts';
import { timeEntrySchema } from './timeEntrySchema.ts';
import type { HttpReply } from './transport.ts';
import { workspaceSchema } from './workspace.ts';

type Recording = Readonly<{
  method: string;
  url: string;
  status: number;
  response_headers: Readonly<Record<string, string>>;
  response_body: unknown;
}>;

type ErrorBody = Readonly<{ operation: string; status: number; body_raw: string }>;

function textOf(name: string): string {
  return readFileSync(new URL(`./recorded/${name}`, import.meta.url), 'utf8');
}

const recordings: Recording[] = textOf('exchanges.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const errorBodies: ErrorBody[] = JSON.parse(textOf('error-bodies.json'));

/** The recordings keep bodies parsed, and an empty body as an empty string. */
function replyOf(recording: Recording): HttpReply {
  const { status, response_body: body } = recording;
  const headers = Object.fromEntries(
    Object.entries(recording.response_headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { status, headers, body: body === '' ? '' : JSON.stringify(body) };
}

const entry = jsonReader(timeEntrySchema);
const tag = jsonReader(tagSchema);
const readers: readonly Readonly<{ endpoint: RegExp; reader: Reader<unknown> }>[] = [
  { endpoint: /^GET \/me(\?.*)?$/, reader: jsonReader(meSchema) },
  { endpoint: /^GET \/me\/time_entries\/current$/, reader: jsonReader(timeEntrySchema.nullable()) },
  { endpoint: /^GET \/me\/time_entries(\?.*)?$/, reader: jsonReader(listSchema(timeEntrySchema)) },
  { endpoint: /^GET \/me\/workspaces$/, reader: jsonReader(listSchema(workspaceSchema)) },
  { endpoint: /^(POST|PUT|PATCH) \/workspaces\/\d+\/time_entries/, reader: entry },
  { endpoint: /^DELETE \/workspaces\/\d+\/time_entries\/\d+$/, reader: readNothing },
  { endpoint: /^GET \/workspaces\/\d+\/tags$/, reader: jsonReader(listSchema(tagSchema)) },
  { endpoint: /^(POST|PUT) \/workspaces\/\d+\/tags/, reader: tag },
  { endpoint: /^DELETE \/workspaces\/\d+\/tags\/\d+$/, reader: readNothing },
  {
    endpoint: /^GET \/workspaces\/\d+\/projects(\?.*)?$/,
    reader: jsonReader(projectPageSchema(1)),
  },
  { endpoint: /^POST \/workspaces\/\d+\/projects$/, reader: jsonReader(projectSchema) },
  // The client never edits projects or tasks: these need only be known as done.
  { endpoint: /^(PATCH|DELETE) \/workspaces\/\d+\/projects\/\d+$/, reader: readNothing },
  { endpoint: /^(POST|DELETE) \/workspaces\/\d+\/projects\/\d+\/tasks/, reader: readNothing },
];

function readerOf(recording: Recording): Reader<unknown> {
  const endpoint = `${recording.method} ${recording.url.split('/api/v9')[1]}`;
  const fitting = readers.filter((row) => row.endpoint.test(endpoint));
  expect(fitting, `one reader for ${endpoint}`).toHaveLength(1);
  return fitting[0]?.reader ?? readNothing;
}

/** A body that a kind depends on stands here; the others follow from the status alone. */
const errors: readonly Readonly<{ status: number; body: RegExp; kind: string; reason: string }>[] =
  [
    { status: 400, body: /^"/, kind: 'refused', reason: 'a mistake in the request, named' },
    { status: 401, body: /^$/, kind: 'unauthorised', reason: 'no or malformed credentials' },
    { status: 403, body: /^$/, kind: 'unauthorised', reason: 'wrong credentials, unexplained' },
    { status: 403, body: /^Incorrect/, kind: 'unauthorised', reason: 'wrong credentials, in text' },
    { status: 403, body: /^"workspace/, kind: 'refused', reason: 'right credentials, not yours' },
    { status: 404, body: /^"/, kind: 'refused', reason: 'the thing is not there' },
  ];

function expectedKind(reply: HttpReply): string {
  const fitting = errors.filter((row) => row.status === reply.status && row.body.test(reply.body));
  expect(fitting, `one row for ${reply.status} ${reply.body}`).toHaveLength(1);
  return fitting[0]?.kind ?? '';
}

describe('recorded exchanges', () => {
  it('hold what these tests are about', () => {
    expect(recordings.filter(({ status }) => status < 300)).toHaveLength(38);
    expect(recordings.filter(({ status }) => status >= 400)).toHaveLength(9);
    expect(errorBodies).toHaveLength(106);
  });

  it.each(recordings.filter(({ status }) => status < 300))('read $method $url', (recording) => {
    expect(classify(replyOf(recording), readerOf(recording))).toMatchObject({ kind: 'ok' });
  });

  it.each(recordings.filter(({ status }) => status >= 400))(
    'refuse $method $url with $status',
    (recording) => {
      const reply = replyOf(recording);
      expect(classify(reply, readerOf(recording)).kind).toBe(expectedKind(reply));
    },
  );

  it.each(errorBodies)('refuse $operation with $status $body_raw', ({ status, body_raw: body }) => {
    const reply = { status, headers: {}, body };
    expect(classify(reply, readNothing).kind).toBe(expectedKind(reply));
  });

  it('name the bucket on every reply that has spent from it, and on no other', () => {
    const since2026 = recordings.filter(({ response_headers: headers }) =>
      JSON.stringify(headers).includes(' 2026 '),
    );
    const withoutQuota = since2026.filter((recording) => !readQuota(replyOf(recording).headers));
    expect(since2026.length).toBeGreaterThan(30);
    expect(withoutQuota.map(({ status }) => status)).toEqual([401, 403]);
  });

  it('give an entry with Toggl’s odd encodings one meaning', () => {
    const created = recordings.find(({ method }) => method === 'POST');
    const [id, second] = [3730143050, Date.parse('2024-12-15T20:17:59Z') / 1000];
    const read = timeEntrySchema.parse(created?.response_body);
    expect(read).toMatchObject({ id, description: '', tags: [], projectId: null });
    expect(read).toMatchObject({ startSecond: second, stopSecond: second, deletedAt: null });
  });
});
