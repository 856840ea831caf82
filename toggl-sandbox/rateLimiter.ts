/**
 * The old leaky bucket in front of everything: about one request a second, answered by nginx with
 * HTML, knowing nothing of the hourly quota (docs/toggl-notes.md). Off unless configured.
 */
import type { Answer } from './answer.ts';
import type { RateLimit } from './config.ts';

export type RateLimiter = Readonly<{ admits(): boolean }>;

type RateLimiterParts = Readonly<{
  now: () => number;
  limit: () => RateLimit | null;
}>;

export function createRateLimiter({ now, limit }: RateLimiterParts): RateLimiter {
  let level = 0;
  let leakedAt = now();
  return {
    admits() {
      const active = limit();
      if (active === null) return true;
      level = Math.max(0, level - ((now() - leakedAt) / 1000) * active.perSecond);
      leakedAt = now();
      if (level + 1 > active.burst) return false;
      level += 1;
      return true;
    },
  };
}

const tooManyRequestsPage = [
  '<html>',
  '<head><title>429 Too Many Requests</title></head>',
  '<body>',
  '<center><h1>429 Too Many Requests</h1></center>',
  '<hr><center>nginx</center>',
  '</body>',
  '</html>',
  '',
].join('\r\n');

export function rateLimitedAnswer(retryAfter: 'absent' | 'present'): Answer {
  return {
    status: 429,
    body: tooManyRequestsPage,
    contentType: 'text/html',
    headers: retryAfter === 'present' ? { 'retry-after': '60' } : {},
  };
}
