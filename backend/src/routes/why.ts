/** Why a slice began and ended, in the words of the contract and in a sentence or two. */
import type { z } from 'zod';
import type { whyReply } from '../../../contract/engine.ts';
import { clockTime, type DayRules } from '../../../core/time/day.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { SliceReasons } from '../services/engine/sliceReasons.ts';
import { formatHeld } from './heldFormat.ts';

type Reason = SliceReasons['began'];

export function formatWhy(reasons: SliceReasons, days: DayRules): z.output<typeof whyReply> {
  const { sliceId, began, ended, changes, held } = reasons;
  return {
    sliceId,
    say: `${saidChanges(reasons, days)}.${saidHeld(held)}`,
    began: formatReason(began),
    ended: ended === null ? null : formatReason(ended),
    changes: changes.map(formatReason),
    held: held.map(formatHeld),
  };
}

function saidChanges({ began, ended }: SliceReasons, days: DayRules): string {
  if (ended === null) return `It began by ${saidOf(began, days)} and runs`;
  if (ended.id === began.id) return `It was recorded by ${saidOf(began, days)}`;
  return `It began by ${saidOf(began, days)} and ended by ${saidOf(ended, days)}`;
}

/** `start of iPhone (trigger:Work Focus) at 09:00`. */
function saidOf({ command, tokenName, cause, at }: Reason, { timeZone }: DayRules): string {
  const by = cause === null ? '' : ` (${cause})`;
  return `${command} of ${tokenName}${by} at ${clockTime(at, timeZone)}`;
}

/** Why each was held back stands in `held`; the sentence says that something was. */
function saidHeld(held: SliceReasons['held']): string {
  const count = held.filter(({ isTrial }) => !isTrial).length;
  if (count === 0) return '';
  return count === 1
    ? ' Rules held back 1 command meanwhile.'
    : ` Rules held back ${count} commands meanwhile.`;
}

function formatReason({ id, command, at, tokenId, tokenName, cause, after }: Reason) {
  const endAt = after?.endAt ?? null;
  return {
    changeId: id,
    command,
    at: formatInstant(at),
    tokenId,
    token: tokenName,
    cause,
    start: after === null ? null : formatInstant(after.startAt),
    end: endAt === null ? null : formatInstant(endAt),
  };
}
