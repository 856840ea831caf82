/**
 * What a cause begins, and how patient its watch is. A person is asked for none of it: one game or
 * call is worth the same category wherever Compass runs.
 */
import type { Dimension } from '../engine/slice.ts';
import type { Patience } from './watch.ts';

export const causeKinds = ['game', 'voice'] as const;
export type CauseKind = (typeof causeKinds)[number];

export type Part = Readonly<{
  dimension: Dimension;
  category: string;
  /** `session`: goes on while one cause follows another. `cause`: each has its own. */
  lasts: 'session' | 'cause';
}>;

/**
 * A channel's name says where one talks, not what one does, and would make a category of each
 * channel: all calls are one category.
 */
export function partsOf(kind: CauseKind, name: string): readonly Part[] {
  if (kind === 'voice')
    return [{ dimension: 'SOCIAL', category: 'Discord call', lasts: 'session' }];
  return [
    { dimension: 'PRIMARY', category: 'Gaming', lasts: 'session' },
    { dimension: 'SEGMENT', category: name, lasts: 'cause' },
  ];
}

/** Sightings come late only where two processes watch at once, as while one replaces another. */
const latenessMs = 2_000;

/** A game that crashed is started again within two minutes; a call that dropped, within one. */
export const patienceOf: Readonly<Record<CauseKind, Patience>> = {
  game: { debounceMs: 60_000, mergeMs: 120_000, latenessMs },
  voice: { debounceMs: 30_000, mergeMs: 60_000, latenessMs },
};
