/**
 * Which names are zones. Of its own, and by Intl: a browser reads the contract before it draws
 * anything, and the library of zones would double what it has to load for that.
 */
export function isTimeZone(text: string): boolean {
  // Newer programs take `+01:00` for a zone; it has a name in no other.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== null;
  } catch {
    return false;
  }
}
