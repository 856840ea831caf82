/** Instants and stretches as a person reads them, in the zone of the scenario. Pure. */

export function timeText(at: number, timeZone: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone });
}

export function dayText(at: number, timeZone: string): string {
  const options = { timeZone, weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Date(at).toLocaleDateString('en-GB', options);
}

/** `1:04:09`, as Timery writes it. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const padded = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${padded(Math.floor(seconds / 60) % 60)}:${padded(seconds % 60)}`;
}
