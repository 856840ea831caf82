/**
 * Every end a call to Toggl can have, as a value. Nothing here is thrown, and `unknown` is
 * neither success nor failure: the call may have been carried out.
 */
export type Outcome<T> =
  | Readonly<{ kind: 'ok'; value: T }>
  /** 400, 403 on one thing, 404, 409, 410: Toggl understood and said no. */
  | Readonly<{ kind: 'refused'; status: number; reason: string }>
  /** 402 because a bucket is empty; null when the reply does not say for how long. */
  | Readonly<{ kind: 'quota'; resetsInSeconds: number | null; reason: string }>
  /** 402 because the plan lacks a feature: never worth a retry. */
  | Readonly<{ kind: 'plan'; reason: string }>
  | Readonly<{ kind: 'rate-limited'; reason: string }>
  /** 401, or a 403 that speaks of the credentials. */
  | Readonly<{ kind: 'unauthorised'; reason: string }>
  /** Nothing was sent. */
  | Readonly<{ kind: 'unreachable'; reason: string }>
  /** Sent, and no usable reply: time-out, reset, 5xx, a 2xx that cannot be read. */
  | Readonly<{ kind: 'unknown'; reason: string }>;

export type QuotaReading = Readonly<{ remaining: number; resetsInSeconds: number }>;

/** One call as it went. Instants are milliseconds of our clock; `serverDateAt` is Toggl's. */
export type Reply<T> = Readonly<{
  outcome: Outcome<T>;
  method: string;
  /** Path and query below the host, never a credential. */
  path: string;
  status: number | null;
  /** From the quota headers; null when they are missing, which never means "full". */
  quota: QuotaReading | null;
  /** The Date header, whole seconds, or null. */
  serverDateAt: number | null;
  sentAt: number;
  receivedAt: number;
}>;
