/** The steps of zooming, in pixels an hour: a whole day on a laptop, up to single minutes. */
const steps = [28, 40, 60, 110, 220, 440] as const;

export function zoomedBy(pixelsPerHour: number, by: 1 | -1): number {
  const index = steps.findIndex((step) => step >= pixelsPerHour) + by;
  return steps[Math.min(steps.length - 1, Math.max(0, index))] ?? pixelsPerHour;
}
