/**
 * The order of play: three recorded weeks, the thirty-switch hour, and the wait until Toggl has
 * caught up. It ends early, and without a fault, when it is told to.
 */
import { carryOut } from './acts.ts';
import type { Event } from './event.ts';
import type { HourEvents } from './hourEvents.ts';
import type { Pace } from './pace.ts';
import { readPending } from './reading.ts';
import type { Stage } from './stage.ts';

export type Phase = 'three weeks' | 'thirty-switch hour' | 'catching up' | 'live';

/** Seconds of the demo's clock in a real one. */
export type Speeds = Readonly<{ weeks: number; hour: number; catchingUp: number }>;

type Play = Readonly<{
  stage: Stage;
  pace: Pace;
  signal: AbortSignal;
  speeds: Speeds;
  weeks: readonly Event[];
  hour: HourEvents;
  onPhase: (phase: Phase) => void;
  /** Told of what happens; a tap is not news in the weeks, where there are hundreds. */
  onEvent: (line: string) => void;
}>;

const catchUpStepMs = 30_000;
/** Both buckets reset within the hour: what is not done in three never will be. */
const catchUpLimitMs = 3 * 3_600_000;

export async function play(parts: Play): Promise<void> {
  const { stage, pace, speeds, onPhase, onEvent } = parts;
  onPhase('three weeks');
  pace.setSpeed(speeds.weeks);
  await playEvents(parts, parts.weeks, { moveTo: pace.skimTo, onEvent: ignore });
  await playEvents(parts, parts.hour.before, { moveTo: pace.skimTo, onEvent: ignore });
  const [first] = parts.hour.hour;
  if (first !== undefined) await pace.skimTo(first.at);
  onPhase('thirty-switch hour');
  pace.setSpeed(speeds.hour);
  await playEvents(parts, parts.hour.hour, {
    moveTo: pace.watchTo,
    onEvent: async (line) => onEvent(withPending(line, await readPending(stage))),
  });
  onPhase('catching up');
  pace.setSpeed(speeds.catchingUp);
  await catchUp(parts, stage.time.now() + catchUpLimitMs);
}

/** From here on only hands act, until the signal. */
export async function playOn({ pace, onPhase }: Pick<Play, 'pace' | 'onPhase'>): Promise<void> {
  onPhase('live');
  pace.setSpeed(1);
  await pace.watchTo(Number.POSITIVE_INFINITY);
}

type Manner = Readonly<{
  moveTo: (at: number) => Promise<void>;
  onEvent: (line: string) => Promise<void>;
}>;

async function ignore(): Promise<void> {}

function withPending(line: string, pending: number): string {
  return pending === 0 ? line : `${line} · ${pending} not yet in Toggl`;
}

async function playEvents(
  { stage, signal }: Play,
  events: readonly Event[],
  { moveTo, onEvent }: Manner,
): Promise<void> {
  for (const { at, act } of events) {
    if (signal.aborted) return;
    await moveTo(at);
    if (signal.aborted) return;
    const line = await carryOut(stage, act);
    await stage.settle();
    await onEvent(line);
  }
}

async function catchUp({ stage, pace, signal }: Play, latestAt: number): Promise<void> {
  while (!signal.aborted && stage.time.now() < latestAt && (await readPending(stage)) > 0) {
    await pace.watchTo(stage.time.now() + catchUpStepMs);
  }
}
