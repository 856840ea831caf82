/**
 * Names of categories: how they are kept, and when two of them mean the same.
 *
 * Invariant: folding depends on the name alone, never on a locale, so that a phone set to Turkish
 * and a server in Berlin find the same category.
 */
import type { Refusal } from '../refusal.ts';

export const nameMaxCharacters = 200;

/** Half an emoji and control characters: PostgreSQL keeps neither, and nobody can see them. */
const unshowable = /[\p{Cc}\p{Cs}]/gu;

type ReadName =
  | Readonly<{ kind: 'name'; name: string; foldedName: string }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

/** A name as a person sent it: tidied and folded, or refused with what to do. */
export function readName(text: string): ReadName {
  const name = tidyName(text);
  const fault = faultOf(name);
  if (fault !== null) return { kind: 'refused', refusal: { code: 'invalid_name', message: fault } };
  return { kind: 'name', name, foldedName: foldName(name) };
}

/** The name as it is shown: composed, without outer blanks, inner blanks single, case kept. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * What another program calls something, as a name that a category can have: other programs allow
 * longer texts, and line ends in them. Empty where nothing is left that can be shown.
 */
export function nameFrom(text: string): string {
  const name = tidyName(text.replace(unshowable, ' '));
  return [...name].slice(0, nameMaxCharacters).join('').trim();
}

/**
 * What two names are compared by. Up and down again, since one step alone keeps apart what only
 * case parts: `ß` and `SS`, `ς` and `σ`.
 */
export function foldName(name: string): string {
  return tidyName(tidyName(name).toUpperCase().toLowerCase());
}

function faultOf(name: string): string | null {
  if (name === '') return 'The name is empty. Send at least one visible character.';
  if (name.search(unshowable) >= 0) {
    return 'The name holds characters that cannot be shown. Type it again without them.';
  }
  const length = [...name].length;
  if (length <= nameMaxCharacters) return null;
  return `The name has ${length} characters. Shorten it to ${nameMaxCharacters}.`;
}
