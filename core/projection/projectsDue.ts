/** When the projects of the workspace are read again by themselves. Nothing else polls Toggl. */
const hourMs = 3_600_000;

/** How old what is known of them may grow. */
const keptMs = 24 * hourMs;
/** No sooner, whatever is refused: each start of a category might be, for the same project. */
const trustedMs = hourMs;

export function dueAfterReading(now: number): number {
  return now + keptMs;
}

/** Toggl did not answer, or not with projects. */
export function dueAfterFailure(now: number): number {
  return now + hourMs;
}

/** Toggl refused a project, or knew a thing no more: what was read may be wrong. */
export function dueAfterDoubt(dueAt: number | null, now: number): number | null {
  if (dueAt === null) return null;
  const readAt = dueAt - keptMs;
  return Math.min(dueAt, Math.max(now, readAt + trustedMs));
}
