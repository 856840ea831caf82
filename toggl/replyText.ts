/**
 * What a reply's body says, as one plain line for a person or a log: a JSON string without its
 * quotes, the heading of a web page, or the text itself, cleaned and cut short.
 */
export type ReplyText =
  | Readonly<{ kind: 'empty' }>
  /** A JSON string: how Toggl itself words an error. */
  | Readonly<{ kind: 'said'; text: string }>
  /** Not Toggl's application but a server in front of it, or a stranger on the way. */
  | Readonly<{ kind: 'page'; text: string }>
  | Readonly<{ kind: 'other'; text: string }>;

const longestText = 300;

export function readReplyText(body: string): ReplyText {
  const trimmed = body.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (trimmed.startsWith('<')) return { kind: 'page', text: headingOf(trimmed) };
  const said = jsonStringOf(trimmed);
  if (said === '') return { kind: 'empty' };
  if (said !== null) return { kind: 'said', text: oneLine(said) };
  return { kind: 'other', text: oneLine(trimmed) };
}

function jsonStringOf(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value.trim() : null;
  } catch {
    return null;
  }
}

function headingOf(page: string): string {
  const heading = /<(h1|title)[^>]*>([^<]*)</i.exec(page)?.[2] ?? '';
  return oneLine(heading) || 'a page without a heading';
}

/** Control characters would let a reply write lines of its own into a log. */
function oneLine(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return flat.length <= longestText ? flat : `${flat.slice(0, longestText)}…`;
}
