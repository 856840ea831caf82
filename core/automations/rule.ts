/**
 * A rule by which automations settle who is right: what one of them may not begin or end.
 *
 * Invariant: a rule only holds back. It starts nothing and ends nothing by itself, and it never
 * binds a person.
 */
import type { Dimension } from '../engine/slice.ts';
import type { Automation, Doer } from './doer.ts';

export const ruleModes = ['on', 'trial', 'off'] as const;
/** `trial`: what it would hold back is told, and not held back. */
export type RuleMode = (typeof ruleModes)[number];

type Subject = Readonly<{ source: Doer['by'] }> | Readonly<{ category: string }>;

export type RuleBody =
  /** Highest first. What is higher is not ended by what is lower, and may end it. */
  | Readonly<{ kind: 'priority'; order: readonly Subject[] }>
  /** What was not begun by an automation stays for so long. */
  | Readonly<{ kind: 'manual-holds'; minutes: number }>
  /** After an automation began something no other begins for so long. */
  | Readonly<{ kind: 'hysteresis'; seconds: number }>
  /** Times of the clock, `22:00`: nothing begins between them. */
  | Readonly<{ kind: 'quiet-hours'; from: string; until: string }>
  /** What another began is not ended. */
  | Readonly<{ kind: 'protect' }>;

export const onceFreeChoices = ['start', 'drop'] as const;

export type Rule = Readonly<{
  name: string;
  /** Automations that it holds back. */
  binds: readonly Automation[];
  /** Where it looks. */
  dimensions: readonly Dimension[];
  /** What becomes of a start that was held back, once it is free and its cause still lasts. */
  onceFree: (typeof onceFreeChoices)[number];
  body: RuleBody;
}>;

export function isBound({ binds }: Rule, { by }: Doer): boolean {
  return by !== 'PERSON' && binds.includes(by);
}
