import { expect, test } from 'vitest';
import { createWallClock } from '../../../../core/time/wallClock.ts';
import type { CloseItem } from '../../server/closing.ts';
import { chosenAnswer, proposedChoice, shownTime } from './closeChoice.ts';

const clock = createWallClock('Europe/Berlin');
const neighbour = { sliceId: 's1', category: 'Coding', categoryId: 'c1' };
const range = { start: '2026-11-02T09:00:00.000Z', end: '2026-11-02T09:30:00.000Z' };
const doubted = { sliceId: 's1', asOf: '2026-11-02T20:00:00.123Z' };
const endAt = '2026-11-02T13:00:07.500Z';

const gap: CloseItem = {
  kind: 'gap',
  say: 'Nothing was tracked.',
  ...range,
  previous: neighbour,
  next: neighbour,
  answers: [
    {
      say: 'It was something else',
      isProposed: false,
      needs: ['category'],
      answer: { do: 'fill', ...range, with: 'category' },
    },
    { say: 'Leave it free', isProposed: true, needs: [], answer: { do: 'leave', ...range } },
    {
      say: 'It ended at another time',
      isProposed: false,
      needs: ['at'],
      answer: { do: 'end', ...doubted, at: endAt },
    },
    {
      say: 'In between it was something else',
      isProposed: false,
      needs: ['at', 'until', 'category'],
      answer: { do: 'carve', ...doubted, at: endAt },
    },
  ],
};

test('what is proposed is chosen until somebody chooses', () => {
  const chosen = chosenAnswer(gap, proposedChoice(gap), clock);
  expect(chosen).toEqual({ kind: 'answer', answer: { do: 'leave', ...range } });
});

const typedEnd = { do: 'end', ...doubted, at: '2026-11-02T13:30:00.000Z' };

test.each([
  { reason: 'left for later', choice: { offer: null }, becomes: { kind: 'later' } },
  { reason: 'no name yet', choice: { offer: 0, category: ' ' }, becomes: { kind: 'unfinished' } },
  {
    reason: 'a name',
    choice: { offer: 0, category: ' Lunch ' },
    becomes: {
      kind: 'answer',
      answer: { do: 'fill', ...range, with: 'category', category: 'Lunch' },
    },
  },
  {
    reason: 'the offered end, with its milliseconds',
    choice: { offer: 2 },
    becomes: { kind: 'answer', answer: { do: 'end', ...doubted, at: endAt } },
  },
  {
    reason: 'an end as the clock of the account shows it',
    choice: { offer: 2, at: '2026-11-02T14:30' },
    becomes: { kind: 'answer', answer: typedEnd },
  },
  {
    reason: 'an end that was cleared',
    choice: { offer: 2, at: '' },
    becomes: { kind: 'unfinished' },
  },
  {
    reason: 'in between, with nothing to tell until when',
    choice: { offer: 3, category: 'Lunch' },
    becomes: { kind: 'unfinished' },
  },
] as const)('a choice becomes an answer once it is whole: $reason', ({ choice, becomes }) => {
  expect(chosenAnswer(gap, choice, clock)).toEqual(becomes);
});

test('a field of time shows what was offered in the zone of the account', () => {
  const [, , offer] = gap.answers;
  const shown = offer && shownTime(offer, { offer: 2 }, { field: 'at', clock });
  expect(shown).toBe('2026-11-02T14:00');
});
