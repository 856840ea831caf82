/**
 * What a token may do. A phone or a tag holds `track` alone: whoever finds it can start and stop,
 * and reads no history.
 *
 * Invariant: only `admin` reaches tokens, so no token can give itself or another more than it has.
 */
export const scopes = ['track', 'read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What each scope opens besides itself. */
const opens: Readonly<Record<Scope, readonly Scope[]>> = {
  track: ['track'],
  read: ['read'],
  write: ['track', 'read', 'write'],
  admin: scopes,
};

/** `track read`: one or several, with blanks between them; null for anything else. */
export function readScopes(text: string): readonly Scope[] | null {
  const words = new Set(text.trim().split(/\s+/));
  const found = scopes.filter((scope) => words.has(scope));
  return found.length === words.size ? found : null;
}

export function allows(held: readonly Scope[], needed: Scope): boolean {
  return held.some((scope) => opens[scope].includes(needed));
}

/** Such a token sits on a phone or a tag, so what it sends is a tap and may fire twice. */
export function mayOnlyTrack(held: readonly Scope[]): boolean {
  return held.every((scope) => scope === 'track');
}
