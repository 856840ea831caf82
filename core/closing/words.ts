/** The sentences of the close of a day. Times are as the clock on the wall shows them. */
import type { Slice } from '../engine/slice.ts';
import { civilDateIn } from '../time/civilDate.ts';
import { clockTime } from '../time/day.ts';
import { lengthText } from '../time/lengthText.ts';
import type { Range } from '../time/range.ts';
import type { CloseItem, Doubt } from './closeItem.ts';
import { saySign } from './proposedEnd.ts';

export type Words = Readonly<{
  /** The day that is closed. */
  date: string;
  timeZone: string;
  categoryName: (categoryId: string) => string;
}>;

/** With the date, where it is another one. */
export function timeText(at: number, { date, timeZone }: Words): string {
  const onDate = civilDateIn(at, timeZone);
  const time = clockTime(at, timeZone);
  return onDate === date ? time : `${time} on ${onDate}`;
}

export function rangeText({ startAt, endAt }: Range, words: Words): string {
  return `${timeText(startAt, words)} to ${timeText(endAt, words)}`;
}

/** `Coding from 14:00`. */
export function sliceText({ categoryId, startAt }: Slice, words: Words): string {
  return `${words.categoryName(categoryId)} from ${timeText(startAt, words)}`;
}

export function sayItem(item: CloseItem, words: Words): string {
  if (item.kind === 'doubt') return `${sayLength(item, words)} ${sayProposal(item, words)}`;
  const name = ({ categoryId }: Slice) => words.categoryName(categoryId);
  const beside =
    item.proposed === 'previous'
      ? `before and after it was ${name(item.previous)}`
      : `before it was ${name(item.previous)}, after it ${name(item.next)}`;
  return `Nothing was tracked from ${rangeText(item, words)}; ${beside}.`;
}

function sayLength({ slice, maximumMs, startAt, endAt }: Doubt, words: Words): string {
  const name = words.categoryName(slice.categoryId);
  const since = timeText(slice.startAt, words);
  const how =
    slice.endAt === null
      ? `${name} has run since ${since}`
      : `${name} lasted from ${since} to ${timeText(slice.endAt, words)}`;
  const kept = startAt === slice.startAt ? '' : ` since you kept it at ${timeText(startAt, words)}`;
  const length = `${lengthText(endAt - startAt)}${kept}`;
  return `${how}: ${length}, and ${lengthText(maximumMs)} is the most expected of it.`;
}

function sayProposal({ proposed: { endAt, sign }, maximumMs }: Doubt, words: Words): string {
  const time = timeText(endAt, words);
  if (sign !== null) return `It probably ended when ${saySign(sign, time)}.`;
  return `Nothing tells when it ended; after ${lengthText(maximumMs)} it would be ${time}.`;
}

type Counted = Readonly<{ doubts: number; gaps: number; calls: number }>;

/** The whole of it in one sentence. */
export function sayDay(date: string, { doubts, gaps, calls }: Counted): string {
  if (doubts + gaps === 0) return `Nothing is open on ${date}.`;
  const parts = [counted(doubts, 'doubt'), counted(gaps, 'gap')].filter((part) => part !== '');
  const verb = doubts + gaps === 1 ? 'is' : 'are';
  const price = calls === 0 ? 'no call' : counted(calls, 'call');
  return `${parts.join(' and ')} ${verb} open on ${date}; as proposed it costs ${price} to Toggl.`;
}

function counted(count: number, thing: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
