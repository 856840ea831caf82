/** When the server's clock goes wrong, by how much, and when it is put right again. */
import type { Random } from '../random.ts';

export type ClockStep = Readonly<{ at: number; byMs: number }>;

type Stepping = Readonly<{
  beginsAt: number;
  endsAt: number;
  count: number;
  stepsMs: readonly number[];
  random: Random;
}>;

const minuteMs = 60_000;

/** Never two errors at once: one is put right before the next. */
export function clockSteps({ beginsAt, endsAt, count, stepsMs, random }: Stepping): ClockStep[] {
  const eachMs = Math.floor((endsAt - beginsAt) / Math.max(1, count));
  return Array.from({ length: count }, (_, number) => {
    const at = beginsAt + number * eachMs + random.between(0, Math.floor(eachMs / 2));
    const byMs = random.pick(stepsMs);
    const backAt = at + random.between(minuteMs, 40 * minuteMs);
    return [
      { at, byMs },
      { at: backAt, byMs: -byMs },
    ];
  }).flat();
}
