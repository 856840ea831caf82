/**
 * The answers that are offered to a doubt or a gap, the proposed one first. Each is whole, so that
 * one tap sends it, but for what it names under `needs`.
 */
import { isImported, type Slice } from '../engine/slice.ts';
import type { NamedAnswer } from './closeAnswer.ts';
import type { CloseItem, Doubt } from './closeItem.ts';
import type { Gap } from './gaps.ts';
import { timeText, type Words } from './words.ts';

type Offer = Readonly<{
  say: string;
  isProposed: boolean;
  /** For a person to fill in or to change. */
  needs: readonly ('at' | 'until' | 'category')[];
  answer: NamedAnswer;
}>;

export function offersFor(item: CloseItem, words: Words): readonly Offer[] {
  return item.kind === 'doubt' ? doubtOffers(item, words) : gapOffers(item, words);
}

function doubtOffers({ slice, proposed: { endAt } }: Doubt, words: Words): readonly Offer[] {
  const ofDoubt = { sliceId: slice.id, asOfAt: slice.updatedAt };
  const time = timeText(endAt, words);
  const carve = { do: 'carve', ...ofDoubt, startAt: endAt, category: null } as const;
  const kept = slice.endAt === null ? 'It still runs, and rightly' : 'It is right as it is';
  return [
    proposal(`It ended at ${time}`, { do: 'end', ...ofDoubt, endAt }),
    other(kept, [], { do: 'keep', ...ofDoubt }),
    other('It ended at another time', ['at'], { do: 'end', ...ofDoubt, endAt }),
    other(`From ${time} on it was something else`, ['category'], { ...carve, endAt: null }),
    other('In between it was something else', ['at', 'until', 'category'], {
      ...carve,
      endAt: slice.endAt ?? null,
    }),
  ];
}

/** Filled with what is beside it only where that is ours: what Toggl tells of is not copied. */
function gapOffers(gap: Gap, words: Words): readonly Offer[] {
  const range = { startAt: gap.startAt, endAt: gap.endAt };
  const fill = { do: 'fill', ...range, category: null } as const;
  const name = (slice: Slice) => words.categoryName(slice.categoryId);
  const offers: readonly (Offer | null)[] = [
    !isImported(gap.previous)
      ? other(`It was ${name(gap.previous)}`, [], { ...fill, with: 'previous' })
      : null,
    !isImported(gap.next)
      ? other(`It was ${name(gap.next)} already`, [], { ...fill, with: 'next' })
      : null,
    other('It was something else', ['category'], { ...fill, with: 'category' }),
    other('Leave it free', [], { do: 'leave', ...range }),
  ];
  const isProposed = ({ answer }: Offer) =>
    gap.proposed === 'leave' ? answer.do === 'leave' : isFilledFromBefore(answer);
  return offers
    .flatMap((offer) => offer ?? [])
    .map((offer) => ({ ...offer, isProposed: isProposed(offer) }))
    .toSorted((a, b) => Number(b.isProposed) - Number(a.isProposed));
}

function isFilledFromBefore(answer: NamedAnswer): boolean {
  return answer.do === 'fill' && answer.with === 'previous';
}

function proposal(say: string, answer: NamedAnswer): Offer {
  return { say, isProposed: true, needs: [], answer };
}

function other(say: string, needs: Offer['needs'], answer: NamedAnswer): Offer {
  return { say, isProposed: false, needs, answer };
}
