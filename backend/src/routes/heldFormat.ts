/** What a rule held back, in the words of the contract. */
import type { z } from 'zod';
import type { heldReply } from '../../../contract/rules.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { HeldSignal } from '../store/heldSignals.ts';

export function formatHeld(held: HeldSignal): z.output<typeof heldReply> {
  const { by, cause, dimension, category, rule, because, state, isTrial, untilAt } = held;
  const at = formatInstant(held.at);
  const until = untilAt === null ? null : formatInstant(untilAt);
  return { at, by, cause, dimension, category, rule, because, until, state, isTrial };
}
