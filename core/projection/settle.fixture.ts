/** One answered action on one link: the results Toggl can give, and the rule under test. */

import type { Link } from './link.ts';
import { settle } from './settle.ts';
import type { CallResult, SettleContext, Settled } from './settled.ts';
import type { LinkAction } from './step.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

export const now = 2_000_000;
export const open = fieldsWith({ stopSecond: null });
export const unknown: CallResult = { kind: 'unknown' };
export const notDone: CallResult = { kind: 'not-done' };
export const done: CallResult = { kind: 'done' };
export const refused = (status: number, reason = 'no'): CallResult => ({
  kind: 'refused',
  status,
  reason,
});
export const entry = (fields: Parameters<typeof entryWith>[0] = {}): CallResult => ({
  kind: 'entry',
  entry: entryWith(fields),
});

export function settled(
  link: Link,
  action: LinkAction,
  result: CallResult,
  context: Partial<SettleContext> = {},
): Settled {
  const still = { now, togglSecond: 2000, isOtherStartUnresolved: false };
  return settle(link, action, { result, context: { ...still, desired: open, ...context } });
}
