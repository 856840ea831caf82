/**
 * Makes one exchange over the `fetch` it is given. It never retries, never follows a redirect
 * (which would carry the credentials elsewhere and turn a write into a read), never throws.
 *
 * What failed before a connection stood is `unreachable`; everything else is `lost`, a time-out
 * too, because fetch does not tell whether the request had left by then. Reasons come from the
 * table below and never from an error's message, which may quote an address or a header.
 */
import type { Exchange, HttpReply, HttpRequest, Transport } from './transport.ts';

type FetchTransportOptions = Readonly<{ fetch: typeof globalThis.fetch; timeoutMs?: number }>;

export function createFetchTransport(options: FetchTransportOptions): Transport {
  const { fetch: send, timeoutMs = 10_000 } = options;
  return async (request) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await send(request.url, { ...initOf(request), signal });
    } catch (error) {
      return failureOf(error);
    }
    try {
      return { kind: 'replied', reply: await replyOf(response) };
    } catch {
      return { kind: 'lost', reason: 'the reply broke off half-way' };
    }
  };
}

function initOf(request: HttpRequest): RequestInit {
  const { method, headers, body } = request;
  return { method, headers, body, redirect: 'manual' };
}

async function replyOf(response: Response): Promise<HttpReply> {
  const body = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Where a connection was still being made: an address looked up, a socket opened. */
const connectingCalls: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** A certificate is judged before the first byte of a request leaves. */
const certificateCodes: ReadonlySet<unknown> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function failureOf(error: unknown): Exchange {
  if (nameOf(error) === 'TimeoutError') {
    return { kind: 'lost', reason: 'no reply within the time allowed' };
  }
  const cause = property(error, 'cause');
  const code = property(cause, 'code');
  const suffix = typeof code === 'string' ? ` (${code})` : '';
  if (certificateCodes.has(code)) {
    return { kind: 'unreachable', reason: `the certificate of the host is not trusted${suffix}` };
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || neverConnected(cause)) {
    return { kind: 'unreachable', reason: `no connection to the host${suffix}` };
  }
  return { kind: 'lost', reason: `the connection broke before the reply${suffix}` };
}

/** A host with several addresses fails with one error for each that was tried. */
function neverConnected(cause: unknown): boolean {
  const attempts = property(cause, 'errors');
  if (Array.isArray(attempts)) return attempts.length > 0 && attempts.every(neverConnected);
  return connectingCalls.has(property(cause, 'syscall'));
}

function nameOf(error: unknown): unknown {
  return property(error, 'name');
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
