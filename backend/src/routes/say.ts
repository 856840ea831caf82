/** What a toggle says in a notification: one sentence, as a person would put it. */

export function sayStarted(category: string): string {
  return `Started ${category}.`;
}

export function sayStopped(category: string, durationMs: number): string {
  return `Stopped ${category} after ${duration(durationMs)}.`;
}

/** Rounded down once, here: nobody is told of a minute that has not passed. */
function duration(durationMs: number): string {
  const minutes = Math.floor(durationMs / 60_000);
  if (minutes === 0) return `${Math.floor(durationMs / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  const parts = [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : ''];
  return parts.filter((part) => part !== '').join(' ');
}
