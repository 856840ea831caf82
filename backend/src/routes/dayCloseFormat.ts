/** The close of a day in the words of the contract: instants as ISO text. */
import type { z } from 'zod';
import type {
  closeBody,
  dayClosedReply,
  dayClosePreviewReply,
  dayCloseReply,
} from '../../../contract/closing.ts';
import type { NamedAnswer } from '../../../core/closing/closeAnswer.ts';
import type { CloseItem, Doubt } from '../../../core/closing/closeItem.ts';
import type { Gap } from '../../../core/closing/gaps.ts';
import { offersFor } from '../../../core/closing/offers.ts';
import { sayDay, sayItem } from '../../../core/closing/words.ts';
import type { Slice } from '../../../core/engine/slice.ts';
import { invariant, unreachable } from '../../../core/invariant.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { DayListed } from '../services/closing/dayClose.ts';
import type { ManyChanged } from '../services/engine/splitAndJoin.ts';
import type { Preview } from '../services/previewCommand.ts';
import { formatPreview } from './preview.ts';
import { sayClosed, sayWouldClose } from './say.ts';
import { formatMany, formatSlice } from './sliceFormat.ts';

type DayReply = z.output<typeof dayCloseReply>;
type Item = DayReply['items'][number];
type Offered = Item['answers'][number]['answer'];
type Sent = z.output<typeof closeBody>['answers'][number];

export function formatDay(day: DayListed): DayReply {
  const { items, calls } = day;
  const { date } = day.words;
  const doubts = items.filter(({ kind }) => kind === 'doubt').length;
  const gaps = items.length - doubts;
  const say = sayDay(date, { doubts, gaps, calls });
  return { date, say, items: items.map((item) => formatItem(item, day)), calls };
}

function formatItem(item: CloseItem, day: DayListed): Item {
  const offers = offersFor(item, day.words);
  const asked = {
    say: sayItem(item, day.words),
    answers: offers.map(({ answer, ...offer }) => ({
      ...offer,
      needs: [...offer.needs],
      answer: formatAnswer(answer),
    })),
  };
  return item.kind === 'doubt'
    ? { ...asked, ...formatDoubt(item, day) }
    : { ...asked, ...formatGap(item, day) };
}

function formatDoubt({ slice, maximumMs, proposed: { endAt, sign } }: Doubt, day: DayListed) {
  const view = day.slices.get(slice.id);
  invariant(view, `slice ${slice.id} can be shown`);
  return {
    kind: 'doubt' as const,
    slice: formatSlice(view),
    maxMinutes: maximumMs / 60_000,
    proposedEnd: formatInstant(endAt),
    sign: sign && { kind: sign.kind, at: formatInstant(sign.at), name: sign.name },
  };
}

function formatGap({ startAt, endAt, previous, next }: Gap, { words }: DayListed) {
  const beside = ({ id: sliceId, categoryId }: Slice) => ({
    sliceId,
    category: words.categoryName(categoryId),
    categoryId,
  });
  return {
    kind: 'gap' as const,
    start: formatInstant(startAt),
    end: formatInstant(endAt),
    previous: beside(previous),
    next: beside(next),
  };
}

function formatAnswer(answer: NamedAnswer): Offered {
  switch (answer.do) {
    case 'keep':
      return { do: 'keep', ...ofDoubt(answer) };
    case 'end':
      return { do: 'end', ...ofDoubt(answer), at: formatInstant(answer.endAt) };
    case 'carve': {
      const { startAt, endAt } = answer;
      const until = endAt === null ? {} : { until: formatInstant(endAt) };
      return { do: 'carve', ...ofDoubt(answer), at: formatInstant(startAt), ...until };
    }
    case 'leave':
      return { do: 'leave', ...ofGap(answer) };
    case 'fill':
      return { do: 'fill', ...ofGap(answer), with: answer.with };
    default:
      return unreachable(answer);
  }
}

function ofDoubt({ sliceId, asOfAt }: Readonly<{ sliceId: string; asOfAt: number }>) {
  return { sliceId, asOf: formatInstant(asOfAt) };
}

function ofGap({ startAt, endAt }: Readonly<{ startAt: number; endAt: number }>) {
  return { start: formatInstant(startAt), end: formatInstant(endAt) };
}

export function readAnswer(sent: Sent): NamedAnswer {
  switch (sent.do) {
    case 'keep':
      return { do: 'keep', sliceId: sent.sliceId, asOfAt: sent.asOf };
    case 'end':
      return { do: 'end', sliceId: sent.sliceId, asOfAt: sent.asOf, endAt: sent.at };
    case 'carve': {
      const { sliceId, asOf: asOfAt, at: startAt, until: endAt = null, category = null } = sent;
      return { do: 'carve', sliceId, asOfAt, startAt, endAt, category };
    }
    case 'leave':
      return { do: 'leave', startAt: sent.start, endAt: sent.end };
    case 'fill': {
      const { start: startAt, end: endAt, with: filler, category = null } = sent;
      return { do: 'fill', startAt, endAt, with: filler, category };
    }
    default:
      return unreachable(sent);
  }
}

export function formatDayClosed(closed: ManyChanged): z.output<typeof dayClosedReply> {
  return { ...formatMany(closed), say: sayClosed(closed.slices.length) };
}

export function formatDayPreview(preview: Preview): z.output<typeof dayClosePreviewReply> {
  const { changes, calls } = preview;
  return { ...formatPreview(preview), calls, say: sayWouldClose(changes.length, calls) };
}
