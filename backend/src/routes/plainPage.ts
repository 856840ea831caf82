/**
 * Pages that stand without the web app: one button, or one sentence. They hold all they need, and
 * no script: the button is a plain form that posts to the address the page came from.
 */
import { hash } from 'node:crypto';

export type Page = string;

const style = [
  'body{font:1.25rem system-ui,sans-serif;margin:0;min-height:100vh;display:grid;',
  'place-content:center;text-align:center;padding:1rem;background:#fff;color:#111}',
  'button{font:inherit;padding:1rem 2rem;border:0;border-radius:.75rem;background:#1d5fd0;',
  'color:#fff;min-width:12rem}',
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
  'x-robots-tag': 'noindex, nofollow',
};

export function askPage(name: string): Page {
  return page(name, `<form method="post"><button type="submit">${escaped(name)}</button></form>`);
}

export function saidPage(sentence: string): Page {
  return page('Compass', `<p role="status">${escaped(sentence)}</p>`);
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
