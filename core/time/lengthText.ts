/** `2 h 5 min`. Rounded down once, here: nobody is told of a minute that has not passed. */
export function lengthText(lengthMs: number): string {
  const minutes = Math.floor(lengthMs / 60_000);
  if (minutes === 0) return `${Math.floor(lengthMs / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  const parts = [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : ''];
  return parts.filter((part) => part !== '').join(' ');
}
