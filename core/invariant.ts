/**
 * Stops the program where its own logic is broken.
 * An invariant names something that only a bug can make false, so it is thrown and never caught:
 * a refusal that a caller can cause is a value (see refusal.ts), not an invariant.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** Closes a switch over a union: adding a member without a case fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: unexpected ${JSON.stringify(value)}`);
}
