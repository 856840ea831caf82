/**
 * Pages that stand without the web app: one button, or one sentence. They hold all they need, and
 * no script: the button is a plain form that posts to the address the page came from.
 */
import { hash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

type Page = string;

const style = [
  'body{font:1.25rem system-ui,sans-serif;margin:0;min-height:100vh;display:grid;',
  'place-content:center;text-align:center;padding:1rem;background:#fff;color:#111}',
  'button{font:inherit;padding:1rem 2rem;border:0;border-radius:.75rem;background:#1d5fd0;',
  'color:#fff;min-width:12rem}',
  'input{font:inherit;display:block;margin:.5rem auto 1.5rem;padding:.75rem;max-width:100%}',
  'svg{width:min(20rem,90vw);background:#fff}code{overflow-wrap:anywhere}',
  '@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}',
].join('');

/** The style is allowed by its hash, the form may post here, and nothing else is allowed. */
export const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  // Without any a form of ours would not say that it is from here.
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
};

export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  return reply.code(status).headers(pageHeaders).type('text/html; charset=utf-8').send(page);
}

export function askPage(name: string): Page {
  return page(name, `<form method="post"><button type="submit">${escaped(name)}</button></form>`);
}

export function saidPage(sentence: string): Page {
  return page('Compass', `<p role="status">${escaped(sentence)}</p>`);
}

/** Asks for the secret of the server; `trouble` says what was wrong with it. */
export function pairPage(trouble: string | null): Page {
  const said = trouble === null ? '' : `<p role="alert">${escaped(trouble)}</p>`;
  return page(
    'Pair a phone',
    `<h1>Pair a phone</h1>${said}<form method="post">` +
      '<label>Secret of the server' +
      '<input type="password" name="secret" autocomplete="current-password" required></label>' +
      '<label>Name of the phone' +
      '<input name="name" value="Phone" maxlength="200" autocomplete="off" required></label>' +
      '<button type="submit">Show the code</button></form>',
  );
}

type Paired = Readonly<{ name: string; svg: string; url: string; secret: string }>;

/** `svg` is ours and goes in as it is. */
export function pairedPage({ name, svg, url, secret }: Paired): Page {
  return page(
    'Pair a phone',
    `<h1>${escaped(name)}</h1>${svg}<p>Read this with the phone. It is shown this once.</p>` +
      `<p>Address <code>${escaped(url)}</code></p><p>Secret <code>${escaped(secret)}</code></p>`,
  );
}

export const notBuiltPage = page(
  'Compass',
  '<p>The web app is not built yet. On the server run <code>npm run web</code>, then load this ' +
    'page again.</p>',
);

function page(title: string, body: string): Page {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${style}</style></head>`,
    `<body><main>${body}</main></body></html>`,
  ].join('');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
