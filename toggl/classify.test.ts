/** What each kind of reply means, one row a case that clients of Toggl have got wrong before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { classify } from './classify.ts';
import { jsonReader, readNothing } from './reader.ts';
import type { HttpReply } from './transport.ts';

const reader = jsonReader(z.object({ id: z.int() }));

function replyOf(status: number, body: string, headers: HttpReply['headers'] = {}): HttpReply {
  return { status, headers, body };
}

const tooMany = '<html>\n<head><title>429 Too Many Requests</title></head><body></body></html>';
const hourly =
  'You have hit your hourly limit for API calls. Your quota will reset in 1838 seconds.';
const empty = { 'x-toggl-quota-remaining': '0', 'x-toggl-quota-resets-in': '1200' };
const left = { 'x-toggl-quota-remaining': '7', 'x-toggl-quota-resets-in': '1200' };

describe('classify', () => {
  it.each([
    { status: 200, body: '{"id":1}', kind: 'ok', reason: 'the reply that was asked for' },
    { status: 204, body: '{"id":1}', kind: 'ok', reason: 'any 2xx is a success' },
    { status: 200, body: '{"id":', kind: 'unknown', reason: 'a cut body may follow a done write' },
    { status: 200, body: '', kind: 'unknown', reason: 'no body where one is due' },
    { status: 200, body: '{}', kind: 'unknown', reason: 'a needed field is missing' },
    { status: 200, body: '<html></html>', kind: 'unknown', reason: 'a log-in page on the way' },
    { status: 302, body: '', kind: 'unknown', reason: 'a redirect is no answer of Toggl' },
    { status: 400, body: '"JSON is not valid"', kind: 'refused', reason: 'Toggl read it: no' },
    { status: 400, body: '<h1>400 Bad Request</h1>', kind: 'unknown', reason: 'the front server' },
    { status: 401, body: '', kind: 'unauthorised', reason: 'the header is missing or malformed' },
    { status: 403, body: '', kind: 'unauthorised', reason: 'wrong credentials answer empty' },
    {
      status: 403,
      body: 'Incorrect username and/or password',
      kind: 'unauthorised',
      reason: 'text',
    },
    {
      status: 403,
      body: '"Only admins may"',
      kind: 'refused',
      reason: 'a permission on one thing',
    },
    { status: 403, body: '<h1>Blocked</h1>', kind: 'unknown', reason: 'a firewall on the way' },
    { status: 404, body: '"Time entry not found"', kind: 'refused', reason: 'gone' },
    { status: 404, body: '<h1>404</h1>', kind: 'unknown', reason: 'not Toggl at this address' },
    { status: 408, body: '', kind: 'unknown', reason: 'the server gave up waiting for us' },
    {
      status: 409,
      body: '"Time entry already stopped"',
      kind: 'refused',
      reason: 'stopped before',
    },
    {
      status: 410,
      body: '<h1>410 Gone</h1>',
      kind: 'refused',
      reason: 'an endpoint gone for good',
    },
    { status: 418, body: '', kind: 'rate-limited', reason: 'what a poller was answered' },
    { status: 429, body: tooMany, kind: 'rate-limited', reason: 'the leaky bucket of the host' },
    { status: 500, body: '"oops"', kind: 'unknown', reason: 'may have been written' },
    { status: 502, body: '<h1>502 Bad Gateway</h1>', kind: 'unknown', reason: 'may have passed' },
    { status: 503, body: '', kind: 'unknown', reason: 'may have passed' },
  ])('reads $status $body as $kind: $reason', ({ status, body, kind }) => {
    expect(classify(replyOf(status, body), reader).kind).toBe(kind);
  });

  it.each([
    { body: JSON.stringify(hourly), headers: {}, seconds: 1838, reason: 'seconds in the text' },
    { body: hourly, headers: empty, seconds: 1200, reason: 'the header outranks the text' },
    {
      body: '"The quota will reset in 133 seconds."',
      headers: {},
      seconds: 133,
      reason: 'variant',
    },
    { body: '"You have hit your HOURLY LIMIT"', headers: {}, seconds: null, reason: 'no seconds' },
    { body: '"Please upgrade"', headers: empty, seconds: 1200, reason: 'nothing remains' },
    { body: '', headers: {}, seconds: null, reason: 'no word of a feature' },
    { body: '"Payment Required"', headers: {}, seconds: null, reason: 'only the name of the code' },
    { body: '<h1>402 Payment Required</h1>', headers: left, seconds: 1200, reason: 'a page' },
  ])('takes 402 $body for an empty bucket: $reason', ({ body, headers, seconds }) => {
    expect(classify(replyOf(402, body, headers), reader)).toMatchObject({
      kind: 'quota',
      resetsInSeconds: seconds,
    });
  });

  it.each([
    { headers: {}, reason: 'headers may be missing' },
    { headers: left, reason: 'requests are left, so the bucket is not the cause' },
  ])('takes a 402 that names a feature for the plan: $reason', ({ headers }) => {
    const words = 'Custom project colors available only for premium plans';
    expect(classify(replyOf(402, JSON.stringify(words), headers), reader)).toEqual({
      kind: 'plan',
      reason: words,
    });
  });

  it('blames the credentials when a 403 counts the log-in attempts', () => {
    const reply = replyOf(403, '"forbidden"', { 'x-remaining-login-attempts': '3' });
    expect(classify(reply, reader).kind).toBe('unauthorised');
  });

  it('keeps the words of a refusal as Toggl wrote them', () => {
    expect(classify(replyOf(409, '"Time entry already stopped"'), reader)).toEqual({
      kind: 'refused',
      status: 409,
      reason: 'Time entry already stopped',
    });
  });

  it('turns a web page into one plain line', () => {
    expect(classify(replyOf(429, tooMany), reader)).toEqual({
      kind: 'rate-limited',
      reason: 'Toggl asks to slow down: nothing is sent for a minute (429 Too Many Requests)',
    });
  });

  it('lets no reply write a line of its own into a log', () => {
    const body = JSON.stringify('no\r\n2026-05-27 all is well \u001b[2K');
    expect(classify(replyOf(400, body), reader)).toMatchObject({
      reason: 'no 2026-05-27 all is well [2K',
    });
  });

  it('names a field that cannot be read and never quotes its contents', () => {
    const outcome = classify(replyOf(200, '{"id":"very secret"}'), reader);
    expect(outcome.kind === 'unknown' && outcome.reason).toMatch(/: id: /);
    expect(JSON.stringify(outcome)).not.toContain('very secret');
  });

  it('takes a delete for done on an empty reply and never on a web page', () => {
    expect(classify(replyOf(200, ''), readNothing)).toEqual({ kind: 'ok', value: null });
    expect(classify(replyOf(200, '<html></html>'), readNothing).kind).toBe('unknown');
  });

  it('gives any reply an outcome with one short line, and calls only a 2xx ok', () => {
    const anyReply = fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      body: fc.oneof(fc.string(), fc.json(), fc.string({ minLength: 400, maxLength: 450 })),
    });
    fc.assert(
      fc.property(anyReply, ({ status, body }) => {
        const outcome = classify(replyOf(status, body), reader);
        if (outcome.kind === 'ok') return status < 300;
        return outcome.reason.length < 500 && !/[\n\r]/.test(outcome.reason);
      }),
    );
  });
});
