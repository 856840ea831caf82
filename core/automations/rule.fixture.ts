/** Rules, signals and beginnings as tests need them: on one day, in UTC. */
import { clock } from '../engine/history.fixture.ts';
import { dimensions } from '../engine/slice.ts';
import type { Signal } from './arbitrate.ts';
import type { Begun } from './doer.ts';
import { type Doer, usuallyBound } from './doer.ts';
import type { Rule, RuleBody } from './rule.ts';

export function ruleOf(body: RuleBody, fields: Partial<Rule> = {}): Rule {
  return { name: 'R', binds: usuallyBound, dimensions, onceFree: 'start', body, ...fields };
}

export function doer(by: Doer['by'], key: string = by): Doer {
  return { by, key };
}

export function signalOf(by: Doer['by'], at: string, fields: Partial<Signal> = {}): Signal {
  return { doer: doer(by), dimension: 'PRIMARY', category: 'Coding', at: clock(at), ...fields };
}

export function begunOf(by: Doer['by'], from: string, fields: Partial<Begun> = {}): Begun {
  return { category: 'Reading', startAt: clock(from), endAt: null, doer: doer(by), ...fields };
}

export const manualHolds = ruleOf({ kind: 'manual-holds', minutes: 60 });
export const hysteresis = ruleOf({ kind: 'hysteresis', seconds: 120 });
export const quiet = ruleOf({ kind: 'quiet-hours', from: '22:00', until: '07:00' });
export const protect = ruleOf({ kind: 'protect' });
export const sleepFirst = ruleOf(
  { kind: 'priority', order: [{ category: 'Sleep' }, { source: 'DISCORD' }] },
  { name: 'Sleep first' },
);
