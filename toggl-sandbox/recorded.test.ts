/**
 * Holds the sandbox to what Toggl answered: every recorded exchange is sent again to a sandbox that
 * was given the state the reply shows, and must come back with the same status, the same kind of
 * headers and the same keys; time entries must be equal in every field.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConfigChange } from './config.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { seededRandom } from './test/bench.ts';
import { type Recorded, seedOf } from './test/recordedState.ts';

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON has any shape
type Json = any;

const recorded: Recorded[] = readFileSync(
  new URL('../toggl/recorded/exchanges.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const cases = recorded.map((exchange, index) => {
  const path = exchange.url.replace('https://api.track.toggl.com', '');
  return { exchange, name: `${index}: ${exchange.method} ${path} → ${exchange.status}` };
});

const headersCompared = [
  'date',
  'content-type',
  'content-length',
  'x-service-level',
  'x-authorization-missing',
  'x-page',
  'x-page-size',
  'x-sort-field',
  'x-sort-order',
  'x-total-count',
  'x-toggl-quota-remaining',
  'x-toggl-quota-resets-in',
];

describe('a recorded exchange', () => {
  it.each(cases)('comes back alike, $name', ({ exchange }) => {
    const reply = replayed(exchange);
    const body = reply.body === '' ? '' : JSON.parse(reply.body);
    expect(reply.status).toBe(exchange.status);
    expect(headersPresent(reply.headers)).toEqual(headersPresent(exchange.response_headers));
    if (exchange.note?.startsWith('body trimmed')) {
      expect(body).toMatchObject(exchange.response_body);
    } else {
      expect(shapeOf(body)).toEqual(shapeOf(exchange.response_body));
      expect(comparable(body)).toEqual(comparable(exchange.response_body));
    }
  });
});

function replayed(exchange: Recorded) {
  const atMs = Date.parse(exchange.response_headers.Date ?? '') + 500;
  const sandbox = createSandbox({
    now: () => atMs,
    random: seededRandom(1),
    ...configOf(exchange),
  });
  sandbox.seed(seedOf(exchange));
  return sandbox.handle({
    method: exchange.method,
    url: exchange.url,
    headers: headersOf(exchange, sandbox),
    body: exchange.request_body === null ? null : JSON.stringify(exchange.request_body),
  });
}

function configOf(exchange: Recorded): ConfigChange {
  return exchange.source.startsWith('go-api-libs')
    ? { vintage: '2024-12', account: { userId: 2166261, workspaceId: 2230580 } }
    : {
        vintage: '2026',
        plan: { organization: 600, user: 600, premium: true },
        account: { userId: 13186279, workspaceId: 21407567 },
      };
}

function headersOf(exchange: Recorded, sandbox: Sandbox): Record<string, string> {
  if (exchange.status !== 401) return { authorization: sandbox.authorization() };
  return exchange.note === undefined ? {} : { authorization: 'Basic aW52YWxpZA==' };
}

function headersPresent(headers: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  // A recorder drops the length of a compressed reply.
  return headersCompared.filter((name) => names.includes(name) && name !== 'content-length');
}

/** Keys of every object, in no order; every array by its first member. */
function shapeOf(value: Json): Json {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? 'text' : '';
  const free = ['te_constraints', 'oauth_providers', 'tags', 'tag_ids'];
  const entries = Object.entries(value).map(([key, member]) => {
    const isList = Array.isArray(member) && typeof member[0] === 'object';
    const isOpen = free.includes(key) && !isList;
    return [key, typeof member === 'object' && member !== null && !isOpen ? shapeOf(member) : ''];
  });
  return Object.fromEntries(entries);
}

/** What must be equal, not only alike: errors, bare ids, null, and each time entry. */
function comparable(value: Json): Json {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  if ('duronly' in value) {
    const { id, at, ...rest } = value;
    return rest;
  }
  if ('time_entries' in value) return comparable(value.time_entries);
  return 'success' in value ? value : 'object';
}
