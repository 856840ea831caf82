/**
 * The colours that new categories are given. A person may choose any other.
 *
 * Invariant: each is told apart from a white and from a black page by a contrast of 3:1 at least
 * (WCAG 1.4.11, what is not text), so one colour serves the light and the dark look alike.
 * Neighbours differ in hue.
 */
export const palette = [
  '#2f6fde',
  '#d9480f',
  '#2b8a3e',
  '#a83fc4',
  '#a66f00',
  '#0c8599',
  '#d12f6c',
  '#7a5cf0',
  '#5a8a00',
  '#92705f',
  '#0f7fae',
  '#e03131',
] as const;

/** The one used least so far, the first of them in the order above. */
export function nextColor(used: readonly string[]): string {
  const uses = new Map<string, number>();
  for (const color of used.map((text) => text.toLowerCase())) {
    uses.set(color, (uses.get(color) ?? 0) + 1);
  }
  const [first, ...others] = palette;
  return others.reduce<string>(
    (best, color) => ((uses.get(color) ?? 0) < (uses.get(best) ?? 0) ? color : best),
    first,
  );
}
