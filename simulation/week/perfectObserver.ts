/**
 * The perfect observer: sees everything that happened once, at its time, in its order, and writes
 * down what the README promises of it. It has nothing of the program but the names of things: no
 * late taps, no locks, no journal, so that it can be read in one sitting and be right.
 */
import type { TriggerAction } from '../../core/automations/trigger.ts';
import type { Source } from '../../core/engine/slice.ts';
import { unreachable } from '../../core/invariant.ts';
import type { Session } from './evenings.ts';
import { type Change, createLines, type Lines, type Part, type Written } from './lines.ts';
import { measuredEdge } from './measuredTime.ts';
import type { Measured } from './nights.ts';
import { type Happening, type Signal, type Trigger, triggers } from './signals.ts';

/** A second tap within so long takes a start back. */
const undoWithinMs = 10_000;

type Past = Readonly<{ at: number; what: string; change: Change | null; isBeginning: boolean }>;

type Meaning = Readonly<{
  /** Taps of one lane are compared with each other. */
  lane: string;
  /** Within the lane: what was tapped. */
  what: string;
  action: TriggerAction;
  source: Source;
  /** The tap before this one that it takes back, when it comes soon enough. */
  takesBack: Readonly<{ what: string; withinMs: number; only: 'beginnings' | 'all' }> | null;
}>;

type Seen = Readonly<{
  happenings: readonly Happening[];
  sessions: readonly Session[];
  measured: readonly Measured[];
}>;

export function observe({ happenings, sessions, measured }: Seen): readonly Written[] {
  const lines = createLines();
  const pasts = new Map<string, Past>();
  const taps = happenings.map(({ at, signal }) => ({
    at,
    write: () => {
      const meaning = meaningOf(signal);
      if (meaning === null) return;
      const past = pasts.get(meaning.lane);
      const done = takenBack({ lines, past, at }, meaning) ?? act(lines, meaning, at);
      pasts.set(meaning.lane, { at, what: meaning.what, ...done });
    },
  }));
  const edges = sessions.flatMap((session) => edgesOf(session, lines));
  // Of two games that follow each other the first ends before the second begins.
  const slept = measured.map((one) => measuredEdge(one, lines));
  const all = [...taps, ...edges, ...slept].toSorted((a, b) => a.at - b.at);
  for (const { write } of all) write();
  return lines.all().filter(({ startAt, endAt }) => startAt !== endAt);
}

/** A game or a call takes nobody's place, and ends nothing but its own. */
function edgesOf({ kind, name, fromAt, untilAt, followed }: Session, lines: Lines) {
  const parts: readonly Part[] =
    kind === 'voice'
      ? [{ dimension: 'SOCIAL', category: name }]
      : [
          { dimension: 'PRIMARY', category: 'Gaming' },
          { dimension: 'SEGMENT', category: name },
        ];
  const begin = () => {
    const free = parts.filter(({ dimension }) => lines.running(dimension) === null);
    lines.start(free, { at: fromAt, source: 'DISCORD', owner: kind });
  };
  const end = () => {
    const own = lines.all().filter(({ endAt, owner }) => endAt === null && owner === kind);
    const ending = own.filter(({ category }) => !followed || category !== 'Gaming');
    lines.stop(
      ending.map(({ dimension }) => dimension),
      untilAt,
    );
  };
  return [
    { at: fromAt, write: begin },
    { at: untilAt, write: end },
  ];
}

/** null: nothing is done for it. */
function meaningOf(signal: Signal): Meaning | null {
  if (signal.kind === 'trigger') return triggered(signal);
  const { action, source } = signal;
  const what = JSON.stringify(action);
  const takesBack =
    action.do === 'toggle' ? ({ what, withinMs: undoWithinMs, only: 'beginnings' } as const) : null;
  return { lane: 'calls', what, action, source, takesBack };
}

function triggered({ trigger: key, state }: Extract<Signal, { kind: 'trigger' }>): Meaning | null {
  const trigger: Trigger = triggers[key];
  const source = trigger.kind === 'PLACE' ? 'SHORTCUT' : trigger.kind;
  const action = state === 'off' ? (trigger.off ?? { do: 'end-own' as const }) : trigger[state];
  if (action === undefined) return null;
  const named = { lane: trigger.name, what: state, action, source };
  const withinMs = (trigger.hysteresisSeconds ?? 0) * 1000;
  if (state === 'on') return { ...named, takesBack: { what: 'off', withinMs, only: 'all' } };
  if (state === 'off' || action.do !== 'toggle') return { ...named, takesBack: null };
  return { ...named, takesBack: { what: 'tap', withinMs: undoWithinMs, only: 'beginnings' } };
}

type Doing = Readonly<{ change: Change | null; isBeginning: boolean }>;
type Looking = Readonly<{ lines: Lines; past: Past | undefined; at: number }>;

function takenBack({ lines, past, at }: Looking, { takesBack }: Meaning): Doing | null {
  if (takesBack === null || past === undefined || past.change === null) return null;
  if (past.what !== takesBack.what || at - past.at > takesBack.withinMs) return null;
  if (takesBack.only === 'beginnings' && !past.isBeginning) return null;
  const change = lines.takeBack(past.change);
  return change === null ? null : { change, isBeginning: takesBack.only === 'all' };
}

function act(lines: Lines, { action, lane, source }: Meaning, at: number): Doing {
  const begin = (change: Change | null) => ({ change, isBeginning: change !== null });
  const end = (change: Change | null) => ({ change, isBeginning: false });
  const manner = { at, source, owner: lane };
  switch (action.do) {
    case 'start':
    case 'switch':
      return begin(lines.start([action, ...(action.also ?? [])], manner));
    case 'start-if-none':
      if (lines.running(action.dimension) !== null) return end(null);
      return begin(lines.start([action], manner));
    case 'toggle': {
      const isRunning = lines.running(action.dimension)?.category === action.category;
      if (isRunning) return end(lines.stop([action.dimension], at));
      return begin(lines.start([action], manner));
    }
    case 'stop':
      return end(lines.stop([action.dimension], at));
    case 'stop-if': {
      const isRunning = lines.running(action.dimension)?.category === action.category;
      return end(isRunning ? lines.stop([action.dimension], at) : null);
    }
    case 'resume-previous': {
      const running = lines.running(action.dimension);
      const previous = lines
        .on(action.dimension)
        .findLast((slice) => slice.source !== 'HEALTH' && slice.category !== running?.category);
      return begin(previous === undefined ? null : lines.start([previous], manner));
    }
    case 'end-own': {
      const own = lines.all().filter(({ endAt, owner }) => endAt === null && owner === lane);
      const dimensions = own.map(({ dimension }) => dimension);
      return end(lines.stop(dimensions, at));
    }
    case 'extend':
    case 'nothing':
      return end(null);
    default:
      return unreachable(action);
  }
}
