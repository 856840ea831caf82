/**
 * What a person has set up, and what each thing of it sends: the triggers as they are made through
 * the API, the verbs that Shortcuts and tags call, and the rules that the README promises for each.
 */
import type { TriggerAction, VerbAction } from '../../core/automations/trigger.ts';
import type { Source } from '../../core/engine/slice.ts';
import type { Command } from '../answered.ts';

type State = 'on' | 'off' | 'tap';

export type Trigger = Readonly<{
  name: string;
  kind: 'FOCUS' | 'NFC' | 'PLACE' | 'SHORTCUT';
  on?: TriggerAction;
  off?: TriggerAction;
  tap?: TriggerAction;
  hysteresisSeconds?: number;
}>;

export const triggers = {
  work: {
    name: 'Work',
    kind: 'FOCUS',
    on: {
      do: 'start',
      dimension: 'PRIMARY',
      category: 'Coding',
      also: [{ dimension: 'WORK_MODE', category: 'Deep Work' }],
    },
    hysteresisSeconds: 120,
  },
  reading: {
    name: 'Reading',
    kind: 'FOCUS',
    on: { do: 'start', dimension: 'PRIMARY', category: 'Reading' },
    off: { do: 'switch', dimension: 'PRIMARY', category: 'Errands' },
  },
  gym: {
    name: 'Gym',
    kind: 'PLACE',
    on: {
      do: 'switch',
      dimension: 'PRIMARY',
      category: 'Workout',
      also: [{ dimension: 'SEGMENT', category: 'At the gym' }],
    },
    hysteresisSeconds: 300,
  },
  office: {
    name: 'Office',
    kind: 'PLACE',
    on: { do: 'start', dimension: 'SEGMENT', category: 'Office' },
  },
  meeting: {
    name: 'Meeting',
    kind: 'SHORTCUT',
    on: { do: 'start', dimension: 'SOCIAL', category: 'Meeting' },
  },
  desk: {
    name: 'Desk',
    kind: 'NFC',
    tap: { do: 'toggle', dimension: 'PRIMARY', category: 'Coding' },
  },
  stove: {
    name: 'Stove',
    kind: 'NFC',
    tap: { do: 'toggle', dimension: 'PRIMARY', category: 'Cooking' },
  },
  pause: { name: 'Pause', kind: 'NFC', tap: { do: 'stop', dimension: 'PRIMARY' } },
} as const satisfies Readonly<Record<string, Trigger>>;

export type TriggerKey = keyof typeof triggers;

/** Those that are on for a while; the others are tapped. */
export const lastingTriggers: readonly TriggerKey[] = [
  'work',
  'reading',
  'gym',
  'office',
  'meeting',
];
export const tappedTriggers: readonly TriggerKey[] = ['desk', 'stove', 'pause'];

/** What a phone or a tag calls by itself, without a trigger. */
export const calls: readonly Readonly<{ action: VerbAction; source: Source }>[] = [
  { action: { do: 'switch', dimension: 'PRIMARY', category: 'Errands' }, source: 'SHORTCUT' },
  { action: { do: 'switch', dimension: 'PRIMARY', category: 'Cooking' }, source: 'SHORTCUT' },
  { action: { do: 'toggle', dimension: 'PRIMARY', category: 'Writing' }, source: 'NFC' },
  { action: { do: 'toggle', dimension: 'WORK_MODE', category: 'Shallow' }, source: 'NFC' },
  { action: { do: 'start-if-none', dimension: 'PRIMARY', category: 'Reading' }, source: 'NFC' },
  { action: { do: 'stop-if', dimension: 'PRIMARY', category: 'Cooking' }, source: 'SHORTCUT' },
  { action: { do: 'resume-previous', dimension: 'PRIMARY' }, source: 'SHORTCUT' },
];

export type Signal =
  | Readonly<{ kind: 'trigger'; trigger: TriggerKey; state: State }>
  | Readonly<{ kind: 'call'; action: VerbAction; source: Source }>;

/** Something that happened, once, at an instant. */
export type Happening = Readonly<{ number: number; at: number; signal: Signal }>;

/** Longer than any meeting of the week, by an hour. */
export const longestMeetingMs = 200 * 60_000;

export function setUpCommands(): readonly Command[] {
  const made = Object.values<Trigger>(triggers).map(
    (trigger): Command => ({ method: 'POST', path: '/api/triggers', body: trigger }),
  );
  const body = { name: 'Meeting', maxMinutes: longestMeetingMs / 60_000 };
  return [...made, { method: 'POST', path: '/api/categories', body }];
}

/** The request that tells of a signal; `at` is left out where it is sent as it happens. */
export function commandOf(signal: Signal, at: string | undefined): Command {
  if (signal.kind === 'trigger') {
    const path = `/api/triggers/${encodeURIComponent(triggers[signal.trigger].name)}`;
    return { method: 'POST', path, body: { state: signal.state, at } };
  }
  const { do: verb, ...fields } = signal.action;
  const body = { ...fields, source: signal.source, at };
  return { method: 'POST', path: `/api/engine/${verb}`, body };
}
