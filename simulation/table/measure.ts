/**
 * Measures what the table tells: each action on a world of its own, the recorded weeks, and hours
 * of many switches.
 */
import { type Figures, figuresOf } from '../fit/figures.ts';
import type { PlanName } from '../fit/plans.ts';
import { play } from '../fit/play.ts';
import type { Recording } from '../fit/recording.ts';
import type { Row } from '../fit/row.ts';
import { type Tap, tapsOf } from '../fit/taps.ts';
import { activities } from '../options.ts';
import { beginning } from '../world.ts';
import type { Action } from './actions.ts';
import { type CallCounted, createHand } from './hand.ts';

export type MeasuredAction = Readonly<{ name: string; calls: readonly CallCounted[] }>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** By then everything that an action leads to was sent. */
const settledMs = 10 * minuteMs;

export async function measureAction(action: Action): Promise<MeasuredAction> {
  const hand = await createHand(action.switches ?? {});
  await hand.wait(minuteMs);
  await action.before(hand);
  const before = hand.calls().length;
  await action.act(hand);
  await hand.wait(settledMs);
  const calls = hand.calls().slice(before);
  await hand.close();
  return { name: action.name, calls };
}

export async function measureWeeks(rows: readonly Row[], timeZone: string): Promise<Figures> {
  const projects = [...new Set(rows.flatMap(({ project }) => (project === null ? [] : [project])))];
  const taps = tapsOf(rows);
  return figuresOf(await play({ taps, projects, plan: 'free', timeryPerHour: 0 }), timeZone);
}

type Hour = Readonly<{ switches: number; plan: PlanName; timeryPerHour: number }>;

export type MeasuredHour = Hour &
  Readonly<{
    calls: number;
    least: number;
    refused: number;
    /** Shown in Toggl within the time of one call. */
    promptly: number;
    /** Shown later than that, but while they ran. */
    late: number;
    /** Over before Toggl showed them. */
    never: number;
    longestWrongMs: number;
    /** From the last switch until all was in Toggl. */
    untilAllMs: number;
  }>;

/** Longer than any reply takes. */
const promptMs = 1000;

export async function measureHour(hour: Hour): Promise<MeasuredHour> {
  const { switches, plan, timeryPerHour } = hour;
  const recording = await play({ taps: evenTaps(switches), projects: [], plan, timeryPerHour });
  const { calls, least, refused, wrong } = figuresOf(recording, 'UTC');
  const { longest } = wrong;
  return {
    ...hour,
    calls,
    least,
    refused,
    ...shownIn(recording),
    longestWrongMs: longest === null ? 0 : longest.endAt - longest.startAt,
    untilAllMs: Math.max(0, (recording.behind.at(-1)?.endAt ?? 0) - (recording.tapsAt.at(-1) ?? 0)),
  };
}

function evenTaps(count: number): readonly Tap[] {
  return Array.from({ length: count }, (_, index) => {
    const category = activities[index % activities.length] ?? '';
    const at = beginning + Math.round((index * hourMs) / count);
    return { at, kind: 'start' as const, starts: [{ dimension: 'PRIMARY' as const, category }] };
  });
}

function shownIn({ switches }: Recording): Pick<MeasuredHour, 'promptly' | 'late' | 'never'> {
  const shown = switches.flatMap(({ at, shownAt }) => (shownAt === null ? [] : [shownAt - at]));
  const promptly = shown.filter((delayMs) => delayMs <= promptMs).length;
  return {
    promptly,
    late: shown.length - promptly,
    never: switches.length - shown.length,
  };
}
