/** Durations. Seconds come in and are rounded once, here. */

/** `1:02:09` of something that runs; below an hour `2:09`. */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? `${part}` : twoDigits(part))).join(':');
}

/** `1 h 5 min` of something that is over; below a minute `40 s`. */
export function shortDuration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** The same in a table or under a heading, where nothing is told by a dash. */
export function durationOrDash(seconds: number): string {
  return seconds === 0 ? '–' : shortDuration(seconds);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
