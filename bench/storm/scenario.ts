/**
 * The storm: an hour with five hundred signals, committed as scenario.json. Two Focus modes flap,
 * tags fire twice, a game and a call in Discord come and go, the mode is turned over and over.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Sent =
  | Readonly<{ trigger: string; state: 'on' | 'off' | 'tap' }>
  | Readonly<{ verb: string; dimension: string; category: string }>;

type Shown =
  | Readonly<{ plays: string | null }>
  /** A channel. */
  | Readonly<{ joins: string | null }>;

type When = Readonly<{
  /** Since the beginning. */
  second: number;
  /** It arrives so much later than it was made. */
  lateSeconds: number;
}>;

export type Tap = When & (Sent | Shown);

export type Scenario = Readonly<{
  name: string;
  lengthSeconds: number;
  triggers: readonly Readonly<Record<string, unknown>>[];
  taps: readonly Tap[];
}>;

export function readScenario(): Scenario {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'scenario.json'), 'utf8'));
}

/** In the order in which they arrive. */
export function arriving({ taps }: Scenario): readonly Tap[] {
  const arrivesAt = ({ second, lateSeconds }: Tap) => second + lateSeconds;
  return taps.toSorted((a, b) => arrivesAt(a) - arrivesAt(b));
}

export type StormRequest = Readonly<{ path: string; body: Readonly<Record<string, unknown>> }>;

/** null for what Discord shows, which nobody sends. */
export function requestOf(tap: Tap, beginsAt: number): StormRequest | null {
  const at = new Date(beginsAt + tap.second * 1000).toISOString();
  if ('trigger' in tap) {
    return { path: `/api/triggers/${tap.trigger}`, body: { state: tap.state, at } };
  }
  if ('verb' in tap) {
    const { verb, dimension, category } = tap;
    return { path: `/api/engine/${verb}`, body: { dimension, category, source: 'SHORTCUT', at } };
  }
  return null;
}
