/**
 * What a person has chosen for one item of the close of a day, as a form holds it, and the answer
 * that it makes. Nothing chosen means the proposed answer, so that one tap closes a day.
 *
 * Invariant: an instant that nobody changed is sent as it was offered, to the millisecond.
 */
import { unreachable } from '../../../../core/invariant.ts';
import type { WallClock } from '../../../../core/time/wallClock.ts';
import type { CloseAnswer, CloseItem, CloseOffer } from '../../server/closing.ts';

export type Choice = Readonly<{
  /** Its place among the answers; null leaves the item for later. */
  offer: number | null;
  /** As a field of date and time holds them, `2026-11-02T14:00`; absent as it was offered. */
  at?: string;
  until?: string;
  category?: string;
}>;

/** Answers change what is asked: an item that changed since is another one. */
export function keyOf(item: CloseItem): string {
  return item.kind === 'doubt'
    ? `${item.slice.id} ${item.slice.updatedAt}`
    : `${item.start} ${item.end}`;
}

export function proposedChoice(item: CloseItem): Choice {
  const proposed = item.answers.findIndex(({ isProposed }) => isProposed);
  return { offer: proposed === -1 ? null : proposed };
}

export function offerOf(item: CloseItem, { offer }: Choice): CloseOffer | null {
  return offer === null ? null : (item.answers[offer] ?? null);
}

type Chosen =
  | Readonly<{ kind: 'later' }>
  | Readonly<{ kind: 'unfinished' }>
  | Readonly<{ kind: 'answer'; answer: CloseAnswer }>;

export function chosenAnswer(item: CloseItem, choice: Choice, clock: WallClock): Chosen {
  const offer = offerOf(item, choice);
  if (offer === null) return { kind: 'later' };
  const answer = filledIn(offer.answer, choice, clock);
  const isWhole = answer !== null && offer.needs.every((field) => isFilled(answer, field));
  return isWhole ? { kind: 'answer', answer } : { kind: 'unfinished' };
}

/** What the field of an instant shows: what was typed, else what was offered. */
export function shownTime(
  offer: CloseOffer,
  choice: Choice,
  { field, clock }: Readonly<{ field: 'at' | 'until'; clock: WallClock }>,
): string {
  const typed = choice[field];
  if (typed !== undefined) return typed;
  const offered = instantIn(offer.answer, field);
  if (offered === undefined) return '';
  const { date, time } = clock.show(Date.parse(offered));
  return `${date}T${time.slice(0, 5)}`;
}

/** Null where a time cannot be read. */
function filledIn(answer: CloseAnswer, choice: Choice, clock: WallClock): CloseAnswer | null {
  switch (answer.do) {
    case 'keep':
    case 'leave':
      return answer;
    case 'end': {
      const at = timeOr(choice.at, answer.at, clock);
      return at === null || at === undefined ? null : { ...answer, at };
    }
    case 'carve': {
      const at = timeOr(choice.at, answer.at, clock);
      const until = timeOr(choice.until, answer.until, clock);
      if (at === null || at === undefined || until === null) return null;
      return { ...answer, at, ...namedBy(choice), ...(until === undefined ? {} : { until }) };
    }
    case 'fill':
      return answer.with === 'category' ? { ...answer, ...namedBy(choice) } : answer;
    default:
      return unreachable(answer);
  }
}

function namedBy({ category = '' }: Choice): { category?: string } {
  return category.trim() === '' ? {} : { category: category.trim() };
}

function timeOr(typed: string | undefined, offered: string | undefined, clock: WallClock) {
  return typed === undefined ? offered : readTime(typed, clock);
}

/** A time that the clock showed twice is the first of the two. */
function readTime(typed: string, clock: WallClock): string | null {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(typed);
  if (parts === null) return null;
  const [, date = '', hour, minute] = parts;
  const reading = clock.read(date, Number(hour) * 3600 + Number(minute) * 60);
  if (reading === null) return null;
  return new Date(reading.kind === 'twice' ? reading.earlierAt : reading.at).toISOString();
}

function instantIn(answer: CloseAnswer, field: 'at' | 'until'): string | undefined {
  if (answer.do === 'carve') return answer[field];
  return answer.do === 'end' && field === 'at' ? answer.at : undefined;
}

function isFilled(answer: CloseAnswer, field: CloseOffer['needs'][number]): boolean {
  return (answer as Readonly<Partial<Record<typeof field, string>>>)[field] !== undefined;
}
