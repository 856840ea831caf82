/**
 * Spreadsheets run a cell that begins like a formula. So such a text is written with a ' before
 * it, and read without.
 *
 *     =1+1  '=1+1        '=1+1  ''=1+1        -5 min  '-5 min        O'Brien  O'Brien
 *
 * Invariant: what was written is read back the same, also where a ' stood there already.
 */
// Wide signs too: programs set to Chinese or Japanese take them for the narrow ones.
const risky = /^'*[=+\-@\t\r\n＝＋－＠]/;

export function withPrefix(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

export function withoutPrefix(text: string): string {
  return text.startsWith("'") && risky.test(text) ? text.slice(1) : text;
}
