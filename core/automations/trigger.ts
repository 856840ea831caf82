/**
 * A trigger: a named thing (a Focus, a tag, a place, a Shortcut, a webhook) and what it does when
 * it goes on, goes off or is tapped.
 *
 * Invariant: going off ends what this trigger began and nothing else, unless it was told what to
 * do instead.
 */
import type { Dimension, Source } from '../engine/slice.ts';
import type { TapRules } from './doubleFire.ts';

export const triggerKinds = ['FOCUS', 'NFC', 'PLACE', 'SHORTCUT', 'WEBHOOK'] as const;
export type TriggerKind = (typeof triggerKinds)[number];

export const triggerStates = ['on', 'off', 'tap'] as const;
export type TriggerState = (typeof triggerStates)[number];

type Part = Readonly<{ dimension: Dimension; category: string }>;
type Begin = Part &
  Readonly<{ linkedTaskId?: string | undefined; also?: readonly Part[] | undefined }>;

/** What a call or a trigger can do. All but `end-own` are one-call verbs as well. */
export type VerbAction =
  | (Readonly<{ do: 'start' | 'switch' | 'toggle' | 'start-if-none' }> & Begin)
  | Readonly<{ do: 'stop'; dimension: Dimension; category?: string | undefined }>
  | (Readonly<{ do: 'stop-if' }> & Part)
  | Readonly<{ do: 'resume-previous'; dimension: Dimension }>
  | Readonly<{ do: 'extend'; dimension: Dimension; minutes: number }>;

export type StartAction = Readonly<{ do: 'start' | 'switch' | 'start-if-none' }> & Begin;

export type TriggerAction = VerbAction | Readonly<{ do: 'end-own' }> | Readonly<{ do: 'nothing' }>;

/** What a tap did, as it is told. */
export const toldActions = [
  'started',
  'switched',
  'resumed',
  'stopped',
  'extended',
  'undone',
  'unchanged',
  'nothing',
  'held',
] as const;
export type ToldAction = (typeof toldActions)[number];

export type TriggerDefinition = Readonly<{
  on: TriggerAction | null;
  off: TriggerAction | null;
  tap: TriggerAction | null;
  /** Two firings so near each other are one. */
  doubleFireSeconds: number;
  /** A second tap on purpose takes a start back for so long; then it stops. */
  undoWithinSeconds: number;
  /** Going on again so soon after going off goes on with what ran, as if it had never been off. */
  hysteresisSeconds: number;
  /** Its tap URL acts at once, without a page that asks. */
  isInstant: boolean;
}>;

/** A start that may come later than it was asked for, as long as the trigger stays on. */
export function isStart(action: TriggerAction): action is StartAction {
  return action.do === 'start' || action.do === 'switch' || action.do === 'start-if-none';
}

/** null where the trigger has nothing to do in that state. */
export function actionFor(
  { on, off, tap }: TriggerDefinition,
  state: TriggerState,
): TriggerAction | null {
  if (state === 'on') return on;
  if (state === 'tap') return tap;
  return off ?? (on === null ? null : { do: 'end-own' });
}

/**
 * A trigger that is paused begins nothing, and does nothing else in place of it: null. Going off
 * still ends what it began before, so that a pause leaves no time running for ever.
 */
export function actionWhilePaused(state: TriggerState): TriggerAction | null {
  return state === 'off' ? { do: 'end-own' } : null;
}

export function rulesFor(definition: TriggerDefinition, state: TriggerState): TapRules {
  const { doubleFireSeconds, undoWithinSeconds, hysteresisSeconds } = definition;
  return {
    doubleFireMs: doubleFireSeconds * 1000,
    takesBack: {
      on: { fingerprint: 'off', withinMs: hysteresisSeconds * 1000, only: 'any' as const },
      off: null,
      tap:
        definition.tap?.do === 'toggle'
          ? { fingerprint: 'tap', withinMs: undoWithinSeconds * 1000, only: 'begun' as const }
          : null,
    }[state],
  };
}

/** Named by the journal, so that a person reads what did it. */
export function causeOf(triggerName: string): string {
  return `trigger:${triggerName}`;
}

/** null where the cause names no trigger. */
export function triggerNamed(cause: string | null): string | null {
  return cause?.startsWith(causeOf('')) === true ? cause.slice(causeOf('').length) : null;
}

export function laneOf(triggerId: string): string {
  return `trigger:${triggerId}`;
}

/** null for a lane that is no trigger's. */
export function triggerIdOf(lane: string): string | null {
  return lane.startsWith(laneOf('')) ? lane.slice(laneOf('').length) : null;
}

/** What a slice says it was started by. */
export function sourceOf(kind: TriggerKind): Source {
  const sources = {
    FOCUS: 'FOCUS',
    NFC: 'NFC',
    PLACE: 'SHORTCUT',
    SHORTCUT: 'SHORTCUT',
    WEBHOOK: 'API',
  } as const;
  return sources[kind];
}
