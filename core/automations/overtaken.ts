/**
 * Whether a tap that arrives late changes what later ones meant or stood on. Where it does not, it
 * is put into history where it says, and what came after stays untouched.
 *
 *     made       PRIMARY on 9:00       stop-if PRIMARY 9:20        overtaken
 *     made       PRIMARY on 9:00       SOCIAL on 9:20              not overtaken
 *
 * Any later tap of the same dimension counts, also one that would have begun the same anyway: it
 * ended what ran then, which is another slice now, and could not be taken back any more. To tell
 * those apart was tried; an hour of taps in a bad order then ended in a wrong history.
 */
import { type Dimension, dimensions } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import type { TriggerAction } from './trigger.ts';

type Made = Readonly<{ lane: string; action: TriggerAction }>;

export function isOvertaken(tap: Made, later: readonly Made[]): boolean {
  const reach = reachOf(tap.action);
  return later.some(
    ({ lane, action }) =>
      lane === tap.lane || reachOf(action).some((dimension) => reach.includes(dimension)),
  );
}

/** Where it may change something. */
function reachOf(action: TriggerAction): readonly Dimension[] {
  switch (action.do) {
    case 'start':
    case 'switch':
    case 'toggle':
    case 'start-if-none':
      return [action.dimension, ...(action.also ?? []).map(({ dimension }) => dimension)];
    case 'stop':
    case 'stop-if':
    case 'resume-previous':
    case 'extend':
      return [action.dimension];
    case 'end-own':
      return dimensions;
    case 'nothing':
      return [];
    default:
      return unreachable(action);
  }
}
