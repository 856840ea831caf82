/** A boolean as both databases keep it: SQLite has none, and better-sqlite3 refuses to guess. */
export function flag(isSet: boolean): 0 | 1 {
  return isSet ? 1 : 0;
}
