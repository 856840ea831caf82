/**
 * Why a rule held something back, in one sentence. Kept apart from the verdict: a month that is
 * told again asks for thousands of verdicts and hardly any sentence.
 */
import { unreachable } from '../invariant.ts';
import { clockTime } from '../time/day.ts';
import type { Begun, Doer } from './doer.ts';
import type { RuleBody } from './rule.ts';

export type Reason =
  | Readonly<{ kind: 'priority' | 'protect'; running: Begun }>
  | Readonly<{ kind: 'manual-holds'; running: Begun; untilAt: number }>
  | Readonly<{ kind: 'hysteresis'; last: Begun; seconds: number }>
  | Extract<RuleBody, Readonly<{ kind: 'quiet-hours' }>>;

type Told = Readonly<{ rule: string; reason: Reason }>;

export function sayHeld({ rule, reason }: Told, timeZone: string): string {
  return `Rule ${rule}: ${sayReason(reason, timeZone)}.`;
}

function sayReason(reason: Reason, timeZone: string): string {
  switch (reason.kind) {
    case 'priority':
      return `${begun(reason.running, timeZone)} comes first`;
    case 'protect':
      return `${begun(reason.running, timeZone)} is not for another to end`;
    case 'manual-holds': {
      const until = clockTime(reason.untilAt, timeZone);
      return `${begun(reason.running, timeZone)} holds until ${until}`;
    }
    case 'hysteresis':
      return `${begun(reason.last, timeZone)} is not ${reason.seconds} s old`;
    case 'quiet-hours':
      return `it is quiet from ${reason.from} to ${reason.until}`;
    default:
      return unreachable(reason);
  }
}

function begun({ category, startAt, doer }: Begun, timeZone: string): string {
  return `${category}, begun ${sayDoer(doer.by)} at ${clockTime(startAt, timeZone)},`;
}

/** As a person reads it: `begun by a Focus`. */
function sayDoer(by: Doer['by']): string {
  const words = {
    PERSON: 'by hand',
    FOCUS: 'by a Focus',
    PLACE: 'by a place',
    WEBHOOK: 'by a webhook',
    DISCORD: 'by Discord',
    HEALTH: 'by Health',
    NFC: 'by a tag',
    SHORTCUT: 'by a Shortcut',
  } as const;
  return words[by];
}
