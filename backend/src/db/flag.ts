/** A boolean as both databases keep it: SQLite has none, and better-sqlite3 refuses to guess. */
export type Flag = 0 | 1;

export function flag(isSet: boolean): Flag {
  return isSet ? 1 : 0;
}
