/**
 * Tells a database that cannot serve right now from a bug: the first is answered 503 and worth
 * another try, the second never is.
 */

/** SQLite's names, Node's network errors, PostgreSQL's classes of SQLSTATE. */
const passing = [
  /^SQLITE_(BUSY|LOCKED|CANTOPEN|FULL|IOERR|READONLY)/,
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/,
  /^(08...|53...|57P0.|40001|40P01|55P03|25006)$/,
];

/** The pg driver gives these no code. */
const passingMessages = /^(Connection terminated|timeout exceeded when trying to connect)/;

export function isUnavailable(error: Error & Readonly<{ code?: unknown }>): boolean {
  const { code, message } = error;
  if (typeof code === 'string' && passing.some((form) => form.test(code))) return true;
  return passingMessages.test(message);
}
