/**
 * Decides what a reply means, by its meaning and not by its code alone: Toggl uses 402 both for
 * an empty bucket and for a missing feature, and 403 both for credentials and for permission.
 * In doubt the outcome is the one that costs a look rather than a lost or a doubled entry.
 * A refusal keeps Toggl's own words, because callers tell refusals apart by them.
 */
import type { Outcome } from './outcome.ts';
import { readQuota, readResetsInSeconds } from './quotaHeaders.ts';
import type { Reader } from './reader.ts';
import { type ReplyText, readReplyText } from './replyText.ts';
import type { HttpReply } from './transport.ts';

export function classify<T>(reply: HttpReply, reader: Reader<T>): Outcome<T> {
  if (reply.status >= 200 && reply.status < 300) return read(reply, reader);
  const text = readReplyText(reply.body);
  switch (reply.status) {
    case 401:
      return unauthorised(text);
    case 402:
      return paymentRequired(reply, text);
    case 403:
      return forbidden(reply, text);
    case 410:
      return refused(reply.status, text);
    case 418:
    case 429:
      return rateLimited(text);
    default:
      return isRefusal(reply.status, text) ? refused(reply.status, text) : unknown(reply, text);
  }
}

function read<T>(reply: HttpReply, reader: Reader<T>): Outcome<T> {
  const reading = reader(reply);
  if (reading.kind === 'read') return { kind: 'ok', value: reading.value };
  const reason = `Toggl answered ${reply.status}, but the reply cannot be read: ${reading.reason}`;
  return { kind: 'unknown', reason };
}

/**
 * A redirect, a 408, a 5xx and any web page did not come from Toggl's application (its front
 * servers have answered valid requests with a 400 page): none of them is a no.
 */
function isRefusal(status: number, text: ReplyText): boolean {
  return status >= 400 && status < 500 && status !== 408 && text.kind !== 'page';
}

/**
 * Without a word about a feature a 402 is taken for an empty bucket: waiting an hour in vain is
 * cheaper than giving an entry up for good.
 */
function paymentRequired(reply: HttpReply, text: ReplyText): Outcome<never> {
  const words = wordsOf(text, 'Toggl asks for payment without a reason');
  const isEmptyBucket = (readQuota(reply.headers)?.remaining ?? 1) <= 0;
  const namesFeature =
    (text.kind === 'said' || text.kind === 'other') && !/^payment required$/i.test(text.text);
  if (/hourly limit|quota will reset/i.test(words) || isEmptyBucket || !namesFeature) {
    const resetsInSeconds = readResetsInSeconds(reply.headers) ?? secondsNamedIn(words);
    return { kind: 'quota', resetsInSeconds, reason: words };
  }
  return { kind: 'plan', reason: words };
}

function secondsNamedIn(words: string): number | null {
  const digits = /reset in (\d+) seconds?/i.exec(words)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A permission is refused in a JSON string; wrong credentials answer empty or in plain text. */
function forbidden(reply: HttpReply, text: ReplyText): Outcome<never> {
  const isAboutCredentials =
    text.kind === 'empty' ||
    'x-remaining-login-attempts' in reply.headers ||
    /incorrect username/i.test(wordsOf(text, ''));
  if (isAboutCredentials) return unauthorised(text);
  return text.kind === 'page' ? unknown(reply, text) : refused(reply.status, text);
}

function unauthorised(text: ReplyText): Outcome<never> {
  const advice =
    'Toggl does not accept the token: copy it again from your Toggl profile and reconnect';
  return { kind: 'unauthorised', reason: wordsAfter(advice, text) };
}

function rateLimited(text: ReplyText): Outcome<never> {
  const advice = 'Toggl asks to slow down: nothing is sent for a minute';
  return { kind: 'rate-limited', reason: wordsAfter(advice, text) };
}

function refused(status: number, text: ReplyText): Outcome<never> {
  return {
    kind: 'refused',
    status,
    reason: wordsOf(text, `Toggl refused with ${status} and gave no reason`),
  };
}

function unknown(reply: HttpReply, text: ReplyText): Outcome<never> {
  const advice =
    reply.status < 500 && reply.status !== 408
      ? `Not Toggl's own answer (${reply.status}): check the network and TOGGL_API_URL`
      : `Toggl is in trouble (${reply.status}): what it did is looked up before trying again`;
  return { kind: 'unknown', reason: wordsAfter(advice, text) };
}

function wordsOf(text: ReplyText, otherwise: string): string {
  return text.kind === 'empty' ? otherwise : text.text;
}

function wordsAfter(advice: string, text: ReplyText): string {
  return text.kind === 'empty' ? advice : `${advice} (${text.text})`;
}
