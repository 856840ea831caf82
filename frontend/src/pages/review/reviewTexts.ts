/**
 * What is written of a review: the server's words with what was typed here on top.
 *
 * Invariant: a question that nobody answered here is not sent. The review may be written on
 * another device meanwhile, and what this page knows of it be old.
 */
import type { Review, ReviewTexts } from '../../server/reviews.ts';

/** The answers of the questions that were touched, blank lines included. */
export type Typed = Partial<ReviewTexts>;

const none: ReviewTexts = { wins: [], misses: [], lessons: [], nextGoals: [] };

/** `review` null: it is not written yet. */
export function shownTexts(review: Review | null, typed: Typed): ReviewTexts {
  return { ...textsOf(review), ...typed };
}

/** Null where saving would change nothing. */
export function changedTexts(review: Review | null, typed: Typed): Typed | null {
  const known = textsOf(review);
  const entries = Object.entries(typed) as [keyof ReviewTexts, readonly string[]][];
  const changed = entries
    .map(([field, answers]) => [field, withoutBlanks(answers)] as const)
    .filter(([field, answers]) => answers.join('\n') !== known[field].join('\n'));
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

function textsOf(review: Review | null): ReviewTexts {
  const { wins, misses, lessons, nextGoals } = review ?? none;
  return { wins, misses, lessons, nextGoals };
}

function withoutBlanks(answers: readonly string[]): string[] {
  return answers.map((answer) => answer.trim()).filter((answer) => answer !== '');
}
