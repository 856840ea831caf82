/** The web app as browsers are given it: its files, its page, and what is none of its business. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
let webAppFolder: string;

beforeEach(async () => {
  webAppFolder = mkdtempSync(join(tmpdir(), 'compass-web-app-'));
  server = await startTestServer({}, { webAppFolder });
});
afterEach(async () => {
  await server.close();
  rmSync(webAppFolder, { recursive: true, force: true });
});

function build(): void {
  mkdirSync(join(webAppFolder, 'assets'));
  mkdirSync(join(webAppFolder, '.vite'));
  writeFileSync(join(webAppFolder, 'index.html'), '<!doctype html><title>Compass</title>');
  writeFileSync(join(webAppFolder, 'serviceWorker.js'), 'self');
  writeFileSync(join(webAppFolder, 'manifest.webmanifest'), '{}');
  writeFileSync(join(webAppFolder, 'assets/main-abc123.js'), 'start()');
  writeFileSync(join(webAppFolder, 'assets/main-abc123.js.gz'), gzipSync('start()'));
  writeFileSync(join(webAppFolder, '.vite/manifest.json'), '{}');
  writeFileSync(join(webAppFolder, '.secret'), 'hidden');
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (url: string, headers: Record<string, string> = browser) =>
  server.app.inject({ url, headers });

describe('the page', () => {
  beforeEach(build);

  it.each(['/', '/day', '/day/2026-11-02', '/settings/tokens?tab=phones'])(
    'is at %s, and asked for anew each time',
    async (url) => {
      const { statusCode, headers, payload } = await get(url);
      expect([statusCode, payload]).toEqual([200, '<!doctype html><title>Compass</title>']);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-security-policy']).toMatch(/default-src 'self'.*script-src 'self';/);
    },
  );

  it('is not sent again while it is the same', async () => {
    const { headers } = await get('/');
    const again = await get('/day', { ...browser, 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
  });

  it('has a head', async () => {
    const { statusCode, payload } = await server.app.inject({
      method: 'HEAD',
      url: '/day',
      headers: browser,
    });
    expect([statusCode, payload]).toEqual([200, '']);
  });

  it.each([
    { url: '/healthz/x', reason: 'health' },
    { url: '/docs/none', reason: 'the documents' },
    { url: '/t/none/none', reason: 'tags' },
    { url: '/assets/gone-1.js', reason: 'a file of an older build' },
    { url: '/metrics/x', reason: 'figures' },
  ])('is not where programs look: $reason', async ({ url }) => {
    const { statusCode, payload } = await get(url);
    expect([statusCode, JSON.parse(payload).error.code]).toEqual([404, 'not_found']);
  });

  it('does not stand in front of the guard', async () => {
    expect((await get('/api/no-such-path')).statusCode).toBe(401);
  });

  it('is for browsers: anything else is told that nothing is there', async () => {
    const { statusCode, payload } = await get('/nothing', { accept: '*/*' });
    expect([statusCode, JSON.parse(payload).error.code]).toEqual([404, 'not_found']);
    const posted = await server.app.inject({ method: 'POST', url: '/a/b', headers: browser });
    expect(posted.statusCode).toBe(404);
  });
});

describe('a file', () => {
  beforeEach(build);

  it.each(['/serviceWorker.js', '/manifest.webmanifest', '/index.html'])(
    '%s is asked for anew each time',
    async (url) => {
      const { statusCode, headers } = await get(url, {});
      expect([statusCode, headers['cache-control']]).toEqual([200, 'no-cache']);
    },
  );

  it('that is named by its content is kept for a year, and sent small', async () => {
    const plain = await get('/assets/main-abc123.js', {});
    expect([plain.statusCode, plain.payload]).toEqual([200, 'start()']);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-type']).toMatch(/javascript/);
    const small = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBe('gzip');
  });

  it.each(['/.secret', '/.vite/manifest.json', '/assets/../.secret', '/%2e%2e%2fetc%2fpasswd'])(
    'is not %s',
    async (url) => {
      const { statusCode, payload } = await get(url, {});
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(payload).not.toContain('hidden');
    },
  );
});

describe('before it is built', () => {
  it('a page says how to, and building needs no new start', async () => {
    const { statusCode, headers, payload } = await get('/');
    expect(statusCode).toBe(503);
    expect(payload).toContain('npm run web');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    build();
    expect((await get('/')).statusCode).toBe(200);
  });
});
