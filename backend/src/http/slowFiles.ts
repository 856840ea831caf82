/**
 * Gives files time to arrive: two hundred megabytes take minutes over the line of a household.
 *
 * Invariant: Node knows one limit for all requests of a server, and reads it whenever it looks for
 * slow ones. So it is higher while a file is on its way, whose sender has shown the secret, and
 * only then: a stranger who sends a body byte by byte is cut off after the usual time.
 */
type Server = { requestTimeout: number };

const slowestFileMs = 15 * 60_000;

export function createPatience(server: Server) {
  const usualMs = server.requestTimeout;
  let underWay = 0;
  return async <Value>(receive: () => Promise<Value>): Promise<Value> => {
    underWay += 1;
    server.requestTimeout = Math.max(usualMs, slowestFileMs);
    try {
      return await receive();
    } finally {
      underWay -= 1;
      if (underWay === 0) server.requestTimeout = usualMs;
    }
  };
}
