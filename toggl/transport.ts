/**
 * The wire as the client sees it. A transport makes one HTTP exchange and never retries; it
 * tells apart a request that never left (`unreachable`) from one whose fate is unknown (`lost`),
 * because only the first may be repeated without looking.
 */
export type HttpRequest = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}>;

export type HttpReply = Readonly<{
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

export type Exchange =
  | Readonly<{ kind: 'replied'; reply: HttpReply }>
  | Readonly<{ kind: 'unreachable'; reason: string }>
  | Readonly<{ kind: 'lost'; reason: string }>;

export type Transport = (request: HttpRequest) => Promise<Exchange>;
