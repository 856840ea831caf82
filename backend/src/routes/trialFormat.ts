/** What rules would have changed, in the words of the contract. */
import type { z } from 'zod';
import type { tryReply } from '../../../contract/rules.ts';
import { sayHeld } from '../../../core/automations/heldReason.ts';
import type { ChangedSlice } from '../../../core/automations/tryRules.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { Range } from '../../../core/time/range.ts';
import type { TryRules } from '../services/automations/tryRules.ts';

type Tried = Extract<Awaited<ReturnType<TryRules>>, Readonly<{ kind: 'tried' }>>;

/** More than anybody reads; the totals count all of them. */
const mostShown = 1000;

export function formatTrial(
  { changed, held, totals, categoryOf }: Tried,
  { startAt, endAt, timeZone }: Range & Readonly<{ timeZone: string }>,
): z.output<typeof tryReply> {
  const shown = changed.slice(0, mostShown).map((one) => ({
    sliceId: one.sliceId,
    dimension: one.dimension,
    category: categoryOf(one.categoryId),
    before: formatStretch(one.recorded),
    after: formatStretch(one.wouldBe),
    rule: one.verdict?.rule ?? '',
    because: one.verdict === null ? '' : sayHeld(one.verdict, timeZone),
  }));
  return {
    from: formatInstant(startAt),
    to: formatInstant(endAt),
    changed: shown,
    more: changed.length - shown.length,
    held: held.length,
    totals: totals.map(({ dimension, categoryId, recordedMs, wouldBeMs }) => ({
      dimension,
      category: categoryOf(categoryId),
      minutesBefore: inMinutes(recordedMs),
      minutesAfter: inMinutes(wouldBeMs),
    })),
  };
}

function formatStretch(stretch: ChangedSlice['recorded']) {
  if (stretch === null) return null;
  const { startAt, endAt, isRunning, durationMs } = stretch;
  const end = isRunning ? null : formatInstant(endAt);
  return { start: formatInstant(startAt), end, minutes: inMinutes(durationMs) };
}

function inMinutes(durationMs: number): number {
  return Math.round(durationMs / 6000) / 10;
}
