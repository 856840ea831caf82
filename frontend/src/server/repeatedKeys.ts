/**
 * The Idempotency-Key of a request whose answer was lost: nobody knows whether the server has done
 * it, so the same request sent again goes under the same key and is done once.
 *
 *     Split ──k1──▶ lost      Split again ──k1──▶ done      Split again ──k2──▶ a new command
 *
 * Invariant: a key is repeated only until the next command is answered. What is asked for after
 * that is meant anew, although it reads the same: locked, unlocked, locked.
 */
type Sent = Readonly<{ method: string; url: string; body: string | undefined }>;

type Attempt = Readonly<{ key: string; answered: () => void; lost: () => void }>;

/** `made` is the key where the request is new. */
export type RepeatedKeys = Readonly<{ attempt: (sent: Sent, made: string) => Attempt }>;

export function createRepeatedKeys(): RepeatedKeys {
  /** By the request. One that is asked for twice at the same moment is one as well. */
  const kept = new Map<string, Readonly<{ key: string; isLost: boolean }>>();
  return {
    attempt: ({ method, url, body = '' }, made) => {
      const name = `${method} ${url} ${body}`;
      const key = kept.get(name)?.key ?? made;
      kept.set(name, { key, isLost: false });
      return {
        key,
        answered: () => {
          kept.delete(name);
          for (const [other, { isLost }] of kept) if (isLost) kept.delete(other);
        },
        lost: () => void kept.set(name, { key, isLost: true }),
      };
    },
  };
}
